"""Commenting on a case: commands, queries, and what they answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from engine.cases.queries import Language
from engine.cases.views.people import Person
from engine.kernel.ids import CaseId, CommentId, TaskId
from engine.kernel.messages import Command, Query

LONGEST = 4000
"""Characters a comment may have."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Commented:
    """A new comment: `mentioned` are those it will reach, `unheard` who may not see the case."""

    comment: CommentId
    mentioned: tuple[Person, ...]
    unheard: tuple[Person, ...]


@dataclass(frozen=True, kw_only=True)
class AddComment(Command[Commented]):
    """Say something about a case, or about one of its tasks, open or closed.

    `request` is chosen by the caller once per text: sending it twice makes one comment.
    Raises UnknownCase, UnknownTask, BadComment.
    """

    action: ClassVar[str] = "comment.write"
    case: CaseId
    text: str
    task: TaskId | None = None
    request: str | None = None


@dataclass(frozen=True, kw_only=True)
class WithdrawComment(Command[None]):
    """Take back what one has said; doing it again changes nothing.

    Raises UnknownCase, UnknownComment, Forbidden when it is somebody else's.
    """

    action: ClassVar[str] = "comment.write"
    case: CaseId
    comment: CommentId


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A stretch of a comment; `person` is who it mentions, None for plain text."""

    text: str
    person: Person | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CommentView:
    """A comment; one that was withdrawn has no pieces."""

    id: CommentId
    author: Person
    at: datetime
    pieces: tuple[Piece, ...]
    withdrawn: datetime | None
    task: TaskId | None
    task_name: str | None
    is_mine: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Talk:
    """Comments of a case, latest first; `next` goes into the query's `before`, None at the end.

    `count` is how many there are, withdrawn ones not among them.
    """

    comments: tuple[CommentView, ...]
    next: CommentId | None
    count: int
    may_write: bool


@dataclass(frozen=True, kw_only=True)
class CaseComments(Query[Talk]):
    """A page of what was said about a case. Raises UnknownCase."""

    action: ClassVar[str] = "comment.read"
    case: CaseId
    language: Language
    before: CommentId | None = None
    limit: int = 30


@dataclass(frozen=True, kw_only=True)
class Colleagues(Query[tuple[Person, ...]]):
    """Who may be mentioned in a case, found by a piece of a name or sign-in name; eight at most.

    They are the active people who may see the case. Raises UnknownCase.
    """

    action: ClassVar[str] = "comment.read"
    case: CaseId
    text: str
    language: Language
