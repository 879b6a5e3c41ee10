"""What handlers of this package need of a transaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from engine.cases.incidents import Incident, IncidentStore
from engine.cases.records import CaseRecord, PinnedClock, TaskRecord
from engine.customers.customers import CustomerStore
from engine.definitions.definitions import DefinitionStore
from engine.definitions.starts import StartStore
from engine.history.chain import Recorded
from engine.identity.absences.records import AbsenceStore, StandIn
from engine.identity.ports import PersonStore
from engine.jobs.jobs import JobStore
from engine.kernel.ids import CaseId, StationId, TaskId, UserId
from engine.kernel.messages import Event


@dataclass(frozen=True, kw_only=True, slots=True)
class Address:
    """Whom a message is for; what is None is not looked at."""

    station: StationId
    number: str | None = None
    business_key: str | None = None
    account_no: str | None = None

    @property
    def named(self) -> bool:
        """Whether a case is named in any way."""
        return not (self.number is self.business_key is self.account_no is None)


class WaitingPlace(NamedTuple):
    """An element instance that waits for a message or signal; `first` began to wait there."""

    case: CaseId
    instance: int
    first: int


class CaseStore(Protocol):
    """Cases inside a transaction."""

    def reserve(self, case: CaseRecord, request: str | None) -> CaseRecord:
        """Enter a new case and return it with its id and number."""
        ...

    def of_request(self, station: StationId, request: str) -> CaseRecord | None:
        """Return the case a request to start one has led to."""
        ...

    def load(self, case: CaseId) -> CaseRecord | None:
        """Return a case and keep other writers off it until the transaction ends."""
        ...

    def look(self, case: CaseId) -> CaseRecord | None:
        """Return a case as it stands, locking nothing."""
        ...

    def save(self, case: CaseRecord) -> None:
        """Save a case as one version later. Raises CaseMoved when the stored version is another."""
        ...

    def open_cases(self, managers: Sequence[UserId]) -> Mapping[UserId, int]:
        """Count the open cases of managers."""
        ...


class TaskStore(Protocol):
    """Human tasks inside a transaction."""

    def get(self, task: TaskId) -> TaskRecord | None:
        """Return a task, open or closed."""
        ...

    def involves(self, case: CaseId, login: UserId, groups: frozenset[str]) -> bool:
        """Say whether a person has or had a task of a case, or one of their groups may do one."""
        ...

    def open_of(self, case: CaseId) -> Sequence[TaskRecord]:
        """Return a case's open tasks."""
        ...

    def all_of(self, case: CaseId) -> Sequence[TaskRecord]:
        """Return every task a case has had, in the order in which they came."""
        ...

    def add(self, tasks: Sequence[TaskRecord]) -> None:
        """Enter new tasks."""
        ...

    def update(self, tasks: Sequence[TaskRecord]) -> None:
        """Save tasks' assignee, state, closing and urgency."""
        ...

    def replace(self, task: TaskRecord) -> None:
        """Save all of a task, and whom it is offered to."""
        ...


class ClockStore(Protocol):
    """Time-limit clocks inside a transaction."""

    def of_case(self, case: CaseId) -> Sequence[PinnedClock]:
        """Return every clock of a case, oldest first."""
        ...

    def open_of(self, case: CaseId) -> Sequence[PinnedClock]:
        """Return the clocks of a case that have not stopped, oldest first."""
        ...

    def attempts(self, case: CaseId, checkpoint: str) -> int:
        """Count the clocks a checkpoint has had in a case."""
        ...

    def add(self, clocks: Sequence[PinnedClock]) -> None:
        """Enter new clocks."""
        ...

    def put(self, clocks: Sequence[PinnedClock]) -> None:
        """Save clocks as they stand now."""
        ...

    def rebind(self, clocks: Sequence[PinnedClock]) -> None:
        """Save to which element of which definition clocks belong."""
        ...


class SubscriptionStore(Protocol):
    """Messages and signals awaited."""

    def add(self, case: CaseId, instance: int, kind: str, name: str, first: int) -> None:
        """Await a message or signal at an element instance; `first` waited there before it."""
        ...

    def waiting(self, message: str, address: Address, limit: int) -> Sequence[WaitingPlace]:
        """Return up to `limit` places in open cases that wait for a message."""
        ...

    def count(self, message: str) -> int:
        """Count the places that wait for a message."""
        ...

    def tell(
        self, signal: str, payload: Mapping[str, Any], at: datetime, besides: CaseId | None
    ) -> int:
        """Make a job for each place that waits for a signal now, but for those of one case.

        Returns how many.
        """
        ...

    def remove(self, case: CaseId, instances: Sequence[int]) -> None:
        """Await nothing any more at element instances."""
        ...


class HistoryStore(Protocol):
    """The history inside a transaction."""

    def append(
        self,
        case: CaseId,
        events: Sequence[Event],
        *,
        after: tuple[int, bytes],
        at: datetime,
        actor: UserId | None,
    ) -> tuple[int, bytes]:
        """Chain events behind `after` and return the new end of the chain."""
        ...

    def of_case(self, case: CaseId, kinds: Sequence[str] = ()) -> Sequence[Recorded]:
        """Return a case's events, oldest first; of some kinds only when any are named."""
        ...

    def append_to_station(
        self, events: Sequence[Event], *, at: datetime, actor: UserId | None
    ) -> None:
        """Chain events that belong to no case."""
        ...


class CaseUnit(Protocol):
    """One transaction, as handlers here see it."""

    def together(self) -> AbstractContextManager[None]:
        """Send what is written inside the block in as few round trips as can be.

        Nothing but what a step writes may be done inside; what fails raises at its end at the
        latest.
        """
        ...

    def undoable(self) -> AbstractContextManager[None]:
        """Undo what is written inside the block when it raises, and nothing else."""
        ...

    @property
    def cases(self) -> CaseStore:
        """Cases."""
        ...

    @property
    def tasks(self) -> TaskStore:
        """Human tasks."""
        ...

    @property
    def clocks(self) -> ClockStore:
        """Time-limit clocks."""
        ...

    @property
    def subscriptions(self) -> SubscriptionStore:
        """Messages and signals awaited."""
        ...

    @property
    def jobs(self) -> JobStore:
        """Waiting jobs."""
        ...

    @property
    def incidents(self) -> IncidentStore:
        """Open incidents."""
        ...

    @property
    def history(self) -> HistoryStore:
        """The history."""
        ...

    @property
    def customers(self) -> CustomerStore:
        """The register of customers."""
        ...

    @property
    def people(self) -> PersonStore:
        """People."""
        ...

    @property
    def absences(self) -> AbsenceStore:
        """Absences."""
        ...

    @property
    def definitions(self) -> DefinitionStore:
        """Deployed definitions."""
        ...

    @property
    def starts(self) -> StartStore:
        """Registered start events."""
        ...


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

MANY = 1000
"""Counts go no further: reading a million rows to say how many there are helps nobody."""


class CaseReading(Protocol):
    """Lists and pages, for queries."""

    def tasks(
        self, seen: Seen, view: str, text: str, after: TaskPlace | None, limit: int
    ) -> Sequence[TaskRow]:
        """Return a page of one view of the inbox, behind a place."""
        ...

    def count(self, seen: Seen, view: str) -> int:
        """Count the tasks of a view of the inbox, up to MANY; `late` are one's own overdue."""
        ...

    def cases(
        self, seen: Seen, state: str | None, text: str, after: CasePlace | None, limit: int
    ) -> Sequence[CaseRecord]:
        """Return a page of cases, latest first, behind a place."""
        ...

    def case(self, case: CaseId) -> CaseRecord | None:
        """Return a case as it stands, locking nothing."""
        ...

    def incidents(
        self, seen: Seen, after: IncidentPlace | None, limit: int
    ) -> Sequence[IncidentRow]:
        """Return a page of the open incidents, latest first, behind a place."""
        ...

    def open_tasks(self, wanted: Sequence[CaseId]) -> Mapping[CaseId, Sequence[TaskRow]]:
        """Return the open tasks of cases, most urgent first."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredChain:
    """A chain as stored: its events, and where the case says that it ends.

    Case 0 is the station itself; nothing says where its chain ends (`head` is None). A case that
    is gone while its events are there has None for its number.
    """

    case: CaseId
    number: str | None
    head: tuple[int, bytes] | None
    events: Sequence[Recorded]


class HistoryReading(HistoryStore, Protocol):
    """The history, for queries."""

    def of_kinds(self, kinds: Sequence[str]) -> Iterator[tuple[CaseId, Recorded]]:
        """Give every event of some kinds with its case. Reads the whole history."""
        ...

    def chains(self) -> Iterator[StoredChain]:
        """Give every chain there is, and every case that should have one."""
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
