"""Cases, tasks and clocks as kept in the store."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from engine.cases.tokens.runner import State
from engine.kernel.ids import CaseId, CustomerId, DefinitionId, StationId, TaskId, UserId
from engine.kernel.records import record
from engine.timelimits.events import ClockEvent
from engine.timelimits.limits import Limit


class CaseState(StrEnum):
    """Whether a case still has tokens, and how it came to have none."""

    OPEN = "open"
    SUSPENDED = "suspended"
    """It has tokens, but nothing in it moves until somebody lets it."""
    COMPLETED = "completed"
    CANCELLED = "cancelled"

    @property
    def is_over(self) -> bool:
        """Whether no token is left."""
        return self in (CaseState.COMPLETED, CaseState.CANCELLED)


GOING = tuple(state for state in CaseState if not state.is_over)
OVER = tuple(state for state in CaseState if state.is_over)


class TaskState(StrEnum):
    """Whether a task waits, was done, or went away with the path it was on."""

    OPEN = "open"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


@record(frozen=True, kw_only=True, slots=True)
class Activity:
    """An activity or catching event in which a token rests; `scope` is what it is inside of."""

    instance: int
    element: str
    definition: DefinitionId
    process: str
    scope: int | None
    since: datetime
    failed: bool = False
    """It has an open incident; whatever it is, it is then kept here."""


@record(frozen=True, kw_only=True, slots=True)
class CaseRecord:
    """A case. `version` guards against two transactions changing it at once."""

    id: CaseId
    station: StationId
    number: str
    business_key: str | None
    definition: DefinitionId
    process: str
    stage: str | None
    customer: CustomerId | None
    customer_name: str
    account_no: str | None
    manager: UserId | None
    state: CaseState
    outcome: str | None
    version: int
    tokens: bytes
    variables: Mapping[str, Any]
    activities: Mapping[int, Activity]
    chain: tuple[int, bytes]
    started: datetime
    ended: datetime | None

    @property
    def at_rest(self) -> State:
        """What the runner needs to bring the case back into memory."""
        return State(
            definition=self.definition,
            process=self.process,
            tokens=self.tokens,
            variables=self.variables,
        )


@record(frozen=True, kw_only=True, slots=True)
class TaskRecord:
    """A human task. `urgent_at` orders inboxes: the earlier of its clock's due date and its own."""

    id: TaskId
    station: StationId
    definition: DefinitionId
    process: str
    element: str
    form: str | None
    state: TaskState
    assignee: UserId | None
    candidate_users: tuple[str, ...]
    candidate_groups: tuple[str, ...]
    priority: int
    due: datetime | None
    follow_up: datetime | None
    clock: int | None
    """Instance of the innermost time-limited activity around it."""
    urgent_at: datetime
    created: datetime
    closed: datetime | None = None
    closed_by: UserId | None = None
    note: str | None = None
    """What somebody who sent the case back says to whoever does the task."""
    note_by: UserId | None = None


@record(frozen=True, kw_only=True, slots=True)
class PinnedClock:
    """A checkpoint's clock in a case: the limits pinned at its start and what happened to it.

    `state` and `due` are what the arithmetic said when it was last touched.
    """

    case: CaseId
    instance: int
    checkpoint: str
    attempt: int
    element: str
    definition: DefinitionId
    limits: tuple[Limit, ...]
    events: tuple[ClockEvent, ...]
    state: str
    due: datetime | None
    original_due: datetime | None
    started: datetime
    stopped: datetime | None = None
    alarm: datetime | None = None
    """When it next has something to tell people."""
