"""Personal tokens: shown once, for a time, void as soon as they are taken back."""

import pytest

from engine.api import (
    BadToken,
    CheckToken,
    CreateToken,
    RevokeToken,
    Tokens,
    TokenScope,
    WrongToken,
)
from tests.integration.engine.people.administering import change, told


def token(small, person="manager", name="robot", scope=TokenScope.READ, days=30):
    return small.engine.execute(CreateToken(actor=person, name=name, scope=scope, days=days))


def test_a_token_stands_for_its_person_until_it_expires(small):
    made = token(small, "operations", days=1)
    holder = small.engine.query(CheckToken(actor="", secret=made.secret))
    assert (holder.user.id, holder.scope, holder.name) == ("operations", "read", "robot")
    assert made.secret not in repr(made) + str(told(small)) + repr(CheckToken(actor="", secret="s"))
    small.run_to("2026-02-11T10:00:00")
    with pytest.raises(WrongToken):
        small.engine.query(CheckToken(actor="", secret=made.secret))
    assert small.engine.query(Tokens(actor="operations")) == ()


def test_a_token_taken_back_is_void_and_nobody_else_takes_it(small):
    made = token(small)
    small.engine.execute(RevokeToken(actor="director", token=made.id))
    small.engine.query(CheckToken(actor="", secret=made.secret))
    for _ in range(2):
        small.engine.execute(RevokeToken(actor="manager", token=made.id))
    with pytest.raises(WrongToken):
        small.engine.query(CheckToken(actor="", secret=made.secret))
    assert [kind for kind, _, _ in told(small)][:2] == ["token-revoked", "token-created"]


def test_the_tokens_of_somebody_deactivated_stay_void(small):
    made = token(small)
    change(small, "manager", active=False)
    change(small, "manager", active=True)
    with pytest.raises(WrongToken):
        small.engine.query(CheckToken(actor="", secret=made.secret))


@pytest.mark.parametrize("secret", ["", "guess", "yekuo_", "\x00", "x" * 10_000])
def test_a_guessed_token_is_void(small, secret):
    token(small)
    with pytest.raises(WrongToken):
        small.engine.query(CheckToken(actor="", secret=secret))


@pytest.mark.parametrize(
    ("field", "wrong"), [("name", {"name": " "}), ("name", {"name": "x" * 101}),
                         ("days", {"days": 0}), ("days", {"days": 367})],
)  # fmt: skip
def test_a_token_without_name_or_end_is_refused(small, field, wrong):
    with pytest.raises(BadToken) as refused:
        token(small, **wrong)
    assert refused.value.field == field


def test_nobody_has_more_than_fifty_tokens(small):
    for _ in range(50):
        token(small)
    with pytest.raises(BadToken, match="count"):
        token(small)
