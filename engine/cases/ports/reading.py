"""One consistent look at everything, as queries see it: lists and pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from engine.cases.incidents.records import Incident
from engine.cases.lists.filters import TaskOrder
from engine.cases.ports.histories import HistoryReading
from engine.cases.ports.stores import ClockStore, SubscriptionStore
from engine.cases.ports.unit import CaseUnit
from engine.cases.records import CaseRecord, CaseState, PinnedClock, TaskRecord
from engine.identity.absences.records import StandIn
from engine.kernel.ids import CaseId, CustomerId, StationId, UserId

P = TypeVar("P")
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """Whose eyes a list is for: `station` sees all, others what is theirs or their groups'.

    `standing_in` are those whose tasks the person may do while they are away.
    """

    login: UserId
    groups: frozenset[str]
    station: bool
    now: datetime
    standing_in: Sequence[StandIn] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """A stretch of time: from `since` on, and before `until`; None is without end.

    `closed`: behind `since`, up to and with `until`, as what is due by the end of a day.
    """

    since: datetime | None = None
    until: datetime | None = None
    closed: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What a list is narrowed to, its days made moments; None asks nothing.

    `text` finds customers by any part of the name or the account number, and cases by number.
    `urgent` is of what orders a task's list, `limit` of a clock that runs, `still`: a clock stands
    still; `step` a process and an element.
    """

    text: str = ""
    process: str | None = None
    stage: str | None = None
    manager: str | None = None
    tier: str | None = None
    line: str | None = None
    customer: CustomerId | None = None
    step: tuple[str, str] | None = None
    urgent: Span | None = None
    follow_up: Span | None = None
    started: Span | None = None
    limit: Span | None = None
    still: bool = False


EVERYTHING = Wanted()
"""A list that is not narrowed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Looked(Generic[P, T]):
    """Rows that were found, and where to go on.

    `next` is None when there is nothing behind them. `partial`: fewer were found than asked for,
    because so many others were looked at on the way; there may be more behind `next`.
    """

    rows: Sequence[T]
    next: P | None = None
    partial: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """A number of rows; `least`: there may be more, they were not all looked at."""

    number: int
    least: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskRow:
    """A task with what a list shows of its case."""

    task: TaskRecord
    number: str
    customer: str
    stage: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class IncidentRow:
    """An incident with what a list shows of its case, if it is of one."""

    incident: Incident
    number: str
    customer: str
    manager: UserId | None


IncidentPlace = int
"""Where a page of incidents ended."""

TaskPlace = tuple[datetime, CaseId, int]
"""Where a page of tasks ended: the ordering moment and the task."""

CasePlace = CaseId
"""Where a page of cases ended."""

DuePlace = tuple[datetime, CaseId]
"""Where a page of cases by their limits ended."""

MANY = 1000
"""Counts go no further: reading a million rows to say how many there are helps nobody."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseWish:
    """Which cases: in which states (none named: in any), narrowed to what, in which order."""

    states: Sequence[CaseState] = ()
    wanted: Wanted = EVERYTHING
    oldest_first: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskWish:
    """Which open tasks: of which view, narrowed to what, in which order; `done` has its own."""

    view: str
    wanted: Wanted = EVERYTHING
    order: TaskOrder = "urgent"


class CaseReading(Protocol):
    """Lists and pages, for queries."""

    def tasks(
        self, seen: Seen, wish: TaskWish, after: TaskPlace | None, limit: int
    ) -> Looked[TaskPlace, TaskRow]:
        """Return a page of one view of the inbox, behind a place. Raises TooManyToSort."""
        ...

    def count(self, seen: Seen, view: str, wanted: Wanted = EVERYTHING) -> Tally:
        """Count the tasks of a view of the inbox, up to MANY; `late` are one's own overdue."""
        ...

    def counts(self, seen: Seen, views: Sequence[str]) -> Mapping[str, int]:
        """Count the tasks of several views, each up to MANY."""
        ...

    def cases(
        self, seen: Seen, wish: CaseWish, after: CasePlace | None, limit: int
    ) -> Looked[CasePlace, CaseRecord]:
        """Return a page of cases behind a place."""
        ...

    def count_cases(self, seen: Seen, wish: CaseWish) -> Tally:
        """Count cases, up to MANY."""
        ...

    def pressing(
        self, seen: Seen, wish: CaseWish, after: DuePlace | None, limit: int
    ) -> Looked[DuePlace, CaseRecord]:
        """Return a page of cases by when their limits end, the earliest first, behind a place.

        Only of wishes for a limit.
        """
        ...

    def cases_of_customer(
        self, seen: Seen, customer: CustomerId, after: CasePlace | None, limit: int
    ) -> Sequence[CaseRecord]:
        """Return a page of a customer's cases that a person sees, latest first, behind a place."""
        ...

    def numbered(self, station: StationId, numbers: Sequence[str]) -> Sequence[CaseRecord]:
        """Return cases by their numbers."""
        ...

    def of_customer(self, customer: CustomerId, limit: int) -> Sequence[CaseRecord]:
        """Return the latest cases of a customer."""
        ...

    def incidents(
        self, seen: Seen, after: IncidentPlace | None, limit: int
    ) -> Sequence[IncidentRow]:
        """Return a page of the open incidents, latest first, behind a place."""
        ...

    def open_tasks(self, wanted: Sequence[CaseId], most: int) -> Mapping[CaseId, Sequence[TaskRow]]:
        """Return the open tasks of cases, most urgent first, no more of each than `most`."""
        ...


class ClockReading(ClockStore, Protocol):
    """Clocks, for queries over several cases."""

    def of_cases(self, wanted: Sequence[CaseId]) -> Sequence[PinnedClock]:
        """Return every clock of some cases, oldest first."""
        ...


class MessageReading(SubscriptionStore, Protocol):
    """Messages awaited, for queries."""

    def messages(self, case: CaseId) -> Sequence[str]:
        """Return the names of the messages a case waits for."""
        ...

    def of_case(self, case: CaseId) -> Sequence[tuple[str, str, int]]:
        """Return kind, name and element instance of all that a case waits for."""
        ...


class ReadUnit(CaseUnit, Protocol):
    """One consistent look at everything, as queries see it."""

    @property
    def reading(self) -> CaseReading:
        """Lists and pages."""
        ...

    @property
    def history(self) -> HistoryReading:
        """The history."""
        ...

    @property
    def clocks(self) -> ClockReading:
        """Clocks of several cases."""
        ...

    @property
    def subscriptions(self) -> MessageReading:
        """Messages awaited."""
        ...
