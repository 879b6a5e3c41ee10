"""What handlers of this package find in a transaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from engine.cases.records import CaseRecord, PinnedClock, TaskRecord
from engine.customers.customers import CustomerHistory
from engine.history.chain import Recorded
from engine.identity.audit import StoredEvent
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


class HistoryStore(CustomerHistory, Protocol):
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

    def of_station(self, kinds: Sequence[str], before: int | None) -> Iterator[StoredEvent]:
        """Give the station's events of some kinds before one of them, latest first."""
        ...

    def append_to_station(
        self, events: Sequence[Event], *, at: datetime, actor: UserId | None
    ) -> None:
        """Chain events that belong to no case."""
        ...
