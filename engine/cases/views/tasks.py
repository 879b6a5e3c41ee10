"""Tasks and their forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from engine.cases.views.clocks import ClockView
from engine.cases.views.people import CustomerCard, Person
from engine.kernel.ids import CaseId, TaskId


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
    follow_up: datetime | None = None
    """When somebody wants to come back to it."""


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
    """One task: `may` lists what the reader may do with it (`claim`, `release`, `complete`,
    `hand-over`, `follow-up`, `send-back`, `change`).
    """

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
    follow_up: datetime | None = None
    """When somebody wants to come back to it."""
    more_clocks: int = 0
    """How many clocks its case has beside those in `clocks`."""
