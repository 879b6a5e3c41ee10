"""What can be asked about cases and tasks. Answers are in `views`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from engine.cases.views.cases import CaseLine, CaseView, EventView
from engine.cases.views.diagrams import DiagramView, ProcessLine
from engine.cases.views.pages import Page
from engine.cases.views.tasks import Counts, FormView, TaskLine, TaskView
from engine.kernel.ids import CaseId, TaskId
from engine.kernel.messages import Query

Language = Literal["en", "zh"]


@dataclass(frozen=True, kw_only=True)
class Inbox(Query[Page[TaskLine]]):
    """Open tasks: `mine` (assigned to me), `groups` (unassigned, mine to claim), `station` (all I
    may see), `done` (those I completed, latest first), `substitute` (those of people who are away
    and whose substitute I am). Overdue first, then by what is due next.

    `after` is the `next` of the page before; `text` finds customer, account number, case number.
    """

    action: ClassVar[str] = "inbox.read"
    view: Literal["mine", "groups", "substitute", "station", "done"]
    language: Language
    text: str = ""
    after: str | None = None
    limit: int = 50


@dataclass(frozen=True, kw_only=True)
class InboxCounts(Query[Counts]):
    """How many tasks each view of the inbox holds."""

    action: ClassVar[str] = "inbox.read"


@dataclass(frozen=True, kw_only=True)
class TaskDetail(Query[TaskView]):
    """One task with all one needs to do it, open or closed. Raises UnknownTask, Forbidden."""

    action: ClassVar[str] = "task.read"
    task: TaskId
    language: Language


@dataclass(frozen=True, kw_only=True)
class CaseList(Query[Page[CaseLine]]):
    """The cases one may see, latest first; `state` is `open`, `ended` or None for all."""

    action: ClassVar[str] = "case.read"
    language: Language
    state: Literal["open", "ended"] | None = None
    text: str = ""
    after: str | None = None
    limit: int = 50


@dataclass(frozen=True, kw_only=True)
class CaseDetail(Query[CaseView]):
    """One case: header, clocks, what waits, data. Raises UnknownCase, Forbidden."""

    action: ClassVar[str] = "case.read"
    case: CaseId
    language: Language


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
