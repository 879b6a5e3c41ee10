"""What comments need of the store."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from engine.cases.ports.reading import ReadUnit
from engine.cases.ports.unit import CaseUnit
from engine.kernel.ids import CaseId, CommentId, UserId


@dataclass(frozen=True, kw_only=True, slots=True)
class CommentRecord:
    """A comment as kept; `task` is the element instance of the task it is about."""

    id: CommentId
    case: CaseId
    task: int | None
    author: UserId
    at: datetime
    text: str
    withdrawn: datetime | None = None


class CommentStore(Protocol):
    """Comments inside a transaction."""

    def add(
        self, comment: CommentRecord, mentioned: Collection[UserId], request: str | None
    ) -> CommentId:
        """Enter a comment (its `id` is ignored) with who it mentions; return the id given."""
        ...

    def of_request(self, case: CaseId, author: UserId, request: str) -> CommentRecord | None:
        """Return the comment that a request has led to."""
        ...

    def get(self, case: CaseId, comment: CommentId) -> CommentRecord | None:
        """Return a comment of a case."""
        ...

    def withdraw(self, comment: CommentId, at: datetime) -> None:
        """Mark a comment as withdrawn, and forget whom it mentioned."""
        ...

    def page(self, case: CaseId, before: CommentId | None, limit: int) -> Sequence[CommentRecord]:
        """Return comments of a case, latest first, those older than `before`."""
        ...

    def count(self, case: CaseId) -> int:
        """Count a case's comments that stand."""
        ...

    def mentioned(self, comments: Collection[CommentId]) -> Mapping[CommentId, frozenset[UserId]]:
        """Return whom comments mention."""
        ...

    def all(self) -> Iterator[CommentRecord]:
        """Give every comment of the store, in the order in which they came."""
        ...

    def called(self) -> Mapping[str, tuple[str, ...]]:
        """Return what each active person of the station is called, by login."""
        ...


class CommentUnit(CaseUnit, Protocol):
    """One transaction, as the handlers of comments see it."""

    @property
    def comments(self) -> CommentStore:
        """Comments."""
        ...


class CommentReadUnit(ReadUnit, Protocol):
    """One consistent look, as queries about comments see it."""

    @property
    def comments(self) -> CommentStore:
        """Comments."""
        ...
