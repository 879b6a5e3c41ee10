"""Typed identifiers: a number of one kind cannot be handed in for another."""

from __future__ import annotations

from typing import NamedTuple, NewType

StationId = NewType("StationId", int)
UserId = NewType("UserId", str)
"""A person, by the name they sign in with: it never changes and is never given again."""
CustomerId = NewType("CustomerId", int)
DefinitionId = NewType("DefinitionId", int)
CaseId = NewType("CaseId", int)
JobId = NewType("JobId", int)
AbsenceId = NewType("AbsenceId", int)
CommentId = NewType("CommentId", int)
PaperId = NewType("PaperId", int)
FilterId = NewType("FilterId", int)
SessionId = NewType("SessionId", int)
TokenId = NewType("TokenId", int)
NoticeId = NewType("NoticeId", int)


class TaskId(NamedTuple):
    """A human task: the case it belongs to and the element instance in it that waits.

    Written `1042-17` in addresses. It needs no generator: the instance number is the token's.
    """

    case: CaseId
    instance: int

    def __str__(self) -> str:
        """Return the form used in addresses, `<case>-<instance>`."""
        return f"{self.case}-{self.instance}"

    @classmethod
    def parse(cls, text: str) -> TaskId | None:
        """Read `<case>-<instance>`; None when it is not of that form."""
        case, dash, instance = text.partition("-")
        if not dash or not _is_small_number(case) or not _is_small_number(instance):
            return None
        return cls(CaseId(int(case)), int(instance))


def _is_small_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 18
