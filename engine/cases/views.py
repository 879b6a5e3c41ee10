"""What queries about cases and tasks answer: plain data, names already in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, Literal, TypeVar

from engine.kernel.ids import CaseId, CustomerId, JobId, TaskId

T = TypeVar("T")

Amount = int | float | Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class Page(Generic[T]):
    """Some rows of many; `next` goes into the query's `after`, None at the end."""

    rows: tuple[T, ...]
    next: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Somebody by login and by the name people say."""

    login: str
    name: str


ClockState = Literal["running", "paused", "met", "breached", "overdue", "cancelled"]


@dataclass(frozen=True, kw_only=True, slots=True)
class ClockSegment:
    """A stretch of a clock: running, or paused and why; `end` is None for the last, open one."""

    start: datetime
    end: datetime | None
    kind: Literal["running", "paused"]
    reason: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ClockDays:
    """Days in a row that were the same to a clock, `first` to `last` inclusive.

    `note` is the holiday's code (empty on a weekend) or the reason of the pause; `count` the days
    charged up to and with the last. Days after today are a forecast.
    """

    first: date
    last: date
    kind: Literal["start", "charged", "off", "paused"]
    note: str
    count: int
    provisional: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class PinnedLimit:
    """One rule that was in force when the clock started, as the decision table gave it."""

    value: Amount
    unit: str
    level: str
    statistic: str
    edition: str
    source: str
    warn_at: Amount | None
    drives: bool
    """Whether this, the strictest, sets the due date."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ClockView:
    """One time limit of a case and how it stands; spans in the limit's unit (`wd`, `d`, `h`, …)."""

    checkpoint: str
    attempt: int
    element: str
    element_name: str
    state: ClockState
    limit: Amount
    unit: str
    used: Amount
    left: Amount
    late_by: Amount
    """Whole units past the limit, 0 when not late."""
    share_used: float
    """Used part of the limit, 0.0 to 1.0."""
    warned: bool
    """Whether the warning moment has passed while it runs."""
    due: datetime | None
    original_due: datetime | None
    due_if_resumed_now: datetime | None
    provisional: bool
    paused_since: datetime | None
    pause_reason: str | None
    started: datetime
    stopped: datetime | None
    segments: tuple[ClockSegment, ...]
    days: tuple[ClockDays, ...]
    """The count day by day; empty for limits in hours and minutes."""
    limits: tuple[PinnedLimit, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskLine:
    """A task as a line of the inbox."""

    id: TaskId
    name: str
    element: str
    case: CaseId
    case_number: str
    process_name: str
    stage: str | None
    customer: str
    assignee: Person | None
    groups: tuple[str, ...]
    priority: int
    created: datetime
    due: datetime | None
    clock: ClockView | None
    completed: datetime | None
    on_behalf_of: Person | None = None
    """Who is away, when the reader may do it in their place."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Counts:
    """How many open tasks: assigned to me, mine to claim, all I may see, and late ones of mine.

    `standing_in` are those of people who are away; None when the reader stands in for nobody.
    None of them is counted further than MANY.
    """

    mine: int
    groups: int
    station: int
    late: int
    standing_in: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class FormView:
    """A form for the browser: form-js schema in the reader's language and the data to fill in."""

    key: str
    process: str
    process_name: str
    schema: Mapping[str, Any]
    data: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class CustomerCard:
    """The customer of a case as needed beside a task."""

    id: CustomerId
    name: str
    account_no: str | None
    address: str | None
    contact: str | None
    phone: str | None
    tier: str | None
    tier_reason: str | None
    manager: Person | None
    voltage_kv: str | None
    line: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """One value of a case, labelled as the form that asked for it labels it."""

    key: str
    label: str
    shown: str
    """The value in words (an option's label, a list as rows), in the reader's language."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AnsweredForm:
    """A form that was filled in: by whom, when, and the answers."""

    title: str
    element: str
    by: Person
    at: datetime
    answers: tuple[Answer, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskView:
    """One task: `may` lists what the reader may do with it (`claim`, `release`, `complete`)."""

    line: TaskLine
    documentation: str
    state: Literal["open", "completed", "cancelled"]
    completed_by: Person | None
    may: frozenset[str]
    form: FormView | None
    customer: CustomerCard | None
    clocks: tuple[ClockView, ...]
    answered: tuple[AnsweredForm, ...]
    definition_process: str
    """The process whose diagram shows this task (`CaseDiagram.process`)."""
    note: str | None = None
    """What whoever sent the case back to this task says to its reader."""
    note_by: Person | None = None
    suspended: bool = False
    """Nothing may be done in its case until somebody lets it go on."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseLine:
    """A case as a line of a list."""

    id: CaseId
    number: str
    process_name: str
    stage: str | None
    customer: str
    manager: Person | None
    state: str
    outcome: str | None
    """The name of the end event it ended with."""
    started: datetime
    ended: datetime | None
    waits_for: tuple[str, ...]
    """Names of its open tasks."""
    clock: ClockView | None
    """The most urgent open clock."""


@dataclass(frozen=True, kw_only=True, slots=True)
class IncidentLine:
    """An incident in a list or on a case's page: `name` is the element's for the reader.

    `kind` is `element` or `job`; `may_retry` whether the reader may retry it.
    """

    case: CaseId | None
    number: str
    customer: str
    process_name: str
    instance: int
    element: str
    name: str
    kind: str
    message: str
    since: datetime
    job: JobId | None
    may_retry: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseView:
    """One case."""

    line: CaseLine
    process: str
    process_version: int
    version_tag: str | None
    customer: CustomerCard | None
    clocks: tuple[ClockView, ...]
    tasks: tuple[TaskLine, ...]
    answered: tuple[AnsweredForm, ...]
    messages: tuple[tuple[str, str], ...]
    """Messages that the case waits for: name in the diagram, and the name to show."""
    may: frozenset[str]
    """`message` when the reader may send one."""
    incidents: tuple[IncidentLine, ...] = ()
    """What cannot go on by itself, oldest first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class EventView:
    """One thing that happened: `data` holds the event's own fields, typed."""

    seq: int
    at: datetime
    kind: str
    by: Person | None
    """None: the engine itself (a timer)."""
    element: str | None
    element_name: str | None
    data: Mapping[str, Any]
    hash: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ActiveElement:
    """Where a token rests: who has it and since when."""

    element: str
    since: datetime
    who: str | None
    late: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class DiagramView:
    """A diagram with names in the reader's language and the state of a case on it.

    `calls` maps call activities that were entered to the process they run and its name.
    """

    process: str
    name: str
    xml: str
    active: tuple[ActiveElement, ...]
    done: frozenset[str]
    flows: frozenset[str]
    calls: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class ProcessLine:
    """A process one may start."""

    key: str
    name: str
    documentation: str
    stage: str | None
    version: int
