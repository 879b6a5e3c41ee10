"""What drafts need of the store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from engine.cases.ports.reading import ReadUnit
from engine.kernel.ids import StationId, TaskId, UserId


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftRecord:
    """A draft as kept; `values` are JSON."""

    values: str
    mark: str
    at: datetime


class DraftStore(Protocol):
    """Drafts inside a transaction."""

    def get(self, task: TaskId, login: UserId) -> DraftRecord | None:
        """Return a person's draft of a task; in a transaction that writes, others wait for it."""
        ...

    def put(self, task: TaskId, login: UserId, draft: DraftRecord, station: StationId) -> None:
        """Enter or replace a person's draft of a task."""
        ...

    def drop(self, task: TaskId, login: UserId) -> None:
        """Forget a person's draft of a task."""
        ...

    def sweep(self) -> int:
        """Forget the drafts of tasks that are not open; return how many."""
        ...


class DraftUnit(ReadUnit, Protocol):
    """One transaction, as handlers and answers about drafts see it."""

    @property
    def drafts(self) -> DraftStore:
        """Drafts."""
        ...
