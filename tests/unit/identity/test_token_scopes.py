"""What a program may send with a token, whatever its person may."""

import pytest

from engine.api import (
    ClaimTask,
    CreateToken,
    Deploy,
    EnterAbsence,
    EnterPerson,
    Inbox,
    StartCase,
    TokenScope,
    VerifyHistory,
)

#               read work deploy all
ALLOWED = {
    Inbox: "        yes yes no yes",
    VerifyHistory: "yes yes no yes",
    ClaimTask: "    no yes no yes",
    StartCase: "    no yes no yes",
    Deploy: "       no no yes yes",
    EnterAbsence: " no no no yes",
    EnterPerson: "  no no no yes",
    CreateToken: "  no no no no",
}


@pytest.mark.parametrize("kind", ALLOWED, ids=lambda kind: kind.__name__)
def test_a_scope_allows_what_it_says(kind):
    message = object.__new__(kind)
    row = dict(zip(TokenScope, ALLOWED[kind].split(), strict=True))
    for scope, word in row.items():
        assert scope.allows(message) is (word == "yes"), scope
