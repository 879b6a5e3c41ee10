"""Cases: what waits, what happened, what cannot go on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.cases.views.clocks import ClockView
from engine.cases.views.people import CustomerCard, Person
from engine.cases.views.tasks import AnsweredForm, TaskLine
from engine.kernel.ids import CaseId, JobId


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
    account_no: str | None = None
    tier: str | None = None
    customer_lines: tuple[str, ...] = ()
    """The customer's tier and supply line, as the register has them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class IncidentLine:
    """An incident in a list or on a case's page: `name` is the element's for the reader.

    `kind` is `element` or `job`; `may_retry` whether the reader may retry it. `why` are code and
    data of the message when it is the engine's own.
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
    why: Mapping[str, str] | None = None


CASE_TASKS = 100
"""Open tasks that the view of a case has; `CaseTasks` has all of them, a page at a time."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseView:
    """One case."""

    line: CaseLine
    process: str
    process_version: int
    version_tag: str | None
    customer: CustomerCard | None
    clocks: tuple[ClockView, ...]
    """Those that run or stand still, then the latest of the others, no more than CASE_CLOCKS."""
    tasks: tuple[TaskLine, ...]
    """The open tasks, most urgent first, no more than CASE_TASKS."""
    answered: tuple[AnsweredForm, ...]
    messages: tuple[tuple[str, str], ...]
    """Messages that the case waits for: name in the diagram, and the name to show."""
    may: frozenset[str]
    """What the reader may do to the case as it is: `message` (send one), `suspend`, `resume`,
    `cancel`, `skip`, `repeat`, `move`, `variables`, `deliver`, `restart`.
    """
    incidents: tuple[IncidentLine, ...] = ()
    """What cannot go on by itself, oldest first."""
    events: int = 0
    """How many events it has: a command's `seen`."""
    more_clocks: int = 0
    """How many clocks there are beside those in `clocks`."""


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
    element_type: str | None = None
    """The tag of the element (`userTask`, …), None for what no diagram has (any more)."""
