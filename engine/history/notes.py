"""What people add to a case: comments and papers. Kinds are never renamed, as in `events`."""

from __future__ import annotations

from typing import ClassVar

from engine.kernel.messages import Event
from engine.kernel.records import record


@record(frozen=True, kw_only=True)
class CommentAdded(Event):
    """Somebody said something about a case; the text's digest shows later that it is the same."""

    kind: ClassVar[str] = "comment-added"
    comment: int
    sha256: str
    mentioned: list[str]


@record(frozen=True, kw_only=True)
class CommentWithdrawn(Event):
    """Somebody took back what they had said: its text is shown no more."""

    kind: ClassVar[str] = "comment-withdrawn"
    comment: int


@record(frozen=True, kw_only=True)
class PaperAdded(Event):
    """A paper was put to a case; `size` in bytes, `sha256` of the file's content."""

    kind: ClassVar[str] = "paper-added"
    paper: int
    paper_kind: str
    name: str
    media: str
    size: int
    sha256: str


@record(frozen=True, kw_only=True)
class PaperRemoved(Event):
    """A paper was taken out of a case's papers; the file itself is kept."""

    kind: ClassVar[str] = "paper-removed"
    paper: int
    name: str
    sha256: str
    reason: str
