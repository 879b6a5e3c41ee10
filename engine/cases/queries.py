"""What can be asked about cases and tasks. Answers are in `views`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from engine.cases.lists.filters import (
    ANY_CASE,
    ANY_TASK,
    CaseFilter,
    CaseStates,
    Order,
    TaskFilter,
    TaskOrder,
)
from engine.cases.views.cases import CaseLine, CaseView, EventView
from engine.cases.views.choices import Choices
from engine.cases.views.diagrams import DiagramView, ProcessLine
from engine.cases.views.tasks import Counts, FormView, TaskLine, TaskView
from engine.kernel.ids import CaseId, CustomerId, TaskId
from engine.kernel.messages import Query
from engine.kernel.pages import Head, Number, Page

Language = Literal["en", "zh"]
InboxView = Literal["mine", "groups", "substitute", "station", "done"]


@dataclass(frozen=True, kw_only=True)
class Inbox(Query[Page[TaskLine]]):
    """Open tasks: `mine` (assigned to me), `groups` (unassigned, mine to claim), `station` (all I
    may see), `done` (those I completed, latest first), `substitute` (those of people who are away
    and whose substitute I am).

    Ordered by `order`: `urgent` (overdue first, then by what is due next), `newest` task, newest
    `case`, earliest `follow-up`, `customer` by name, highest `priority`; what is equal, by urgency.
    All but `urgent` and `case` need a view narrowed to some thousands: raises TooManyToSort, which
    a manager, a customer, a search or what is due can help.

    `after` is the `next` of the page before; `text` finds customer, account number, case number;
    `where` narrows further.
    """

    action: ClassVar[str] = "inbox.read"
    view: InboxView
    language: Language
    text: str = ""
    where: TaskFilter = ANY_TASK
    order: TaskOrder = "urgent"
    after: str | None = None
    limit: int = 50


@dataclass(frozen=True, kw_only=True)
class InboxCounts(Query[Counts]):
    """How many tasks each view of the inbox holds."""

    action: ClassVar[str] = "inbox.read"


@dataclass(frozen=True, kw_only=True)
class InboxNumber(Query[Number]):
    """How many tasks of a view a filter lets through."""

    action: ClassVar[str] = "inbox.read"
    view: InboxView
    text: str = ""
    where: TaskFilter = ANY_TASK


@dataclass(frozen=True, kw_only=True)
class TaskHeads(Query[tuple[Head[TaskLine], ...]]):
    """How many tasks several lists hold, and the most urgent of each, from one look.

    Each of `lists` is a view and a filter.
    """

    action: ClassVar[str] = "inbox.read"
    language: Language
    lists: tuple[tuple[InboxView, TaskFilter], ...]
    limit: int = 5


@dataclass(frozen=True, kw_only=True)
class FilterChoices(Query[Choices]):
    """What lists can be narrowed to: the processes in use, their steps, the managers."""

    action: ClassVar[str] = "case.read"
    language: Language


@dataclass(frozen=True, kw_only=True)
class TaskDetail(Query[TaskView]):
    """One task with all one needs to do it, open or closed. Raises UnknownTask, Forbidden."""

    action: ClassVar[str] = "task.read"
    task: TaskId
    language: Language


@dataclass(frozen=True, kw_only=True)
class CaseList(Query[Page[CaseLine]]):
    """The cases one may see, latest first unless `order` says otherwise.

    `state` is `open`, `ended`, one of the states by itself, or None for all; `text` finds customer,
    account number, case number; `where` narrows further.
    """

    action: ClassVar[str] = "case.read"
    language: Language
    state: CaseStates | None = None
    text: str = ""
    where: CaseFilter = ANY_CASE
    order: Order = "newest"
    after: str | None = None
    limit: int = 50


@dataclass(frozen=True, kw_only=True)
class CaseNumber(Query[Number]):
    """How many cases a filter lets through of those one may see."""

    action: ClassVar[str] = "case.read"
    state: CaseStates | None = None
    text: str = ""
    where: CaseFilter = ANY_CASE


@dataclass(frozen=True, kw_only=True)
class CaseHeads(Query[tuple[Head[CaseLine], ...]]):
    """How many open cases several filters let through, and the first of each, from one look.

    They stand by when their limits end, the oldest case first where no limit is asked for.
    """

    action: ClassVar[str] = "case.read"
    language: Language
    lists: tuple[CaseFilter, ...]
    limit: int = 5


@dataclass(frozen=True, kw_only=True)
class CasesOfCustomer(Query[Page[CaseLine]]):
    """The cases of a customer that one may see, latest first."""

    action: ClassVar[str] = "case.read"
    customer: CustomerId
    language: Language
    after: str | None = None
    limit: int = 50


@dataclass(frozen=True, kw_only=True)
class CaseDetail(Query[CaseView]):
    """One case: header, clocks, what waits, data. Raises UnknownCase, Forbidden.

    Without `answers` the forms that were filled in are left out: they are most of the work.
    """

    action: ClassVar[str] = "case.read"
    case: CaseId
    language: Language
    answers: bool = True


@dataclass(frozen=True, kw_only=True)
class Timeline(Query[tuple[EventView, ...]]):
    """Everything that happened in a case, oldest first. Raises UnknownCase, Forbidden."""

    action: ClassVar[str] = "case.read"
    case: CaseId
    language: Language


@dataclass(frozen=True, kw_only=True)
class CaseDiagram(Query[DiagramView]):
    """The diagram of a case with where it stands and the way it took.

    `process` names a called process to look into; None is the case's own.
    Raises UnknownCase, UnknownProcess, Forbidden.
    """

    action: ClassVar[str] = "case.read"
    case: CaseId
    language: Language
    process: str | None = None


@dataclass(frozen=True, kw_only=True)
class Processes(Query[tuple[ProcessLine, ...]]):
    """The processes one may start by a form."""

    action: ClassVar[str] = "case.start"
    language: Language


@dataclass(frozen=True, kw_only=True)
class StartForm(Query[FormView]):
    """The application form of a process. Raises UnknownProcess."""

    action: ClassVar[str] = "case.start"
    process: str
    language: Language
