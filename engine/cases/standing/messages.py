"""How a station stands: what became of its time limits, what is in use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from engine.cases.queries import Language
from engine.cases.views.people import Person
from engine.kernel.messages import Query
from engine.kernel.pages import Number


@dataclass(frozen=True, kw_only=True, slots=True)
class LimitCount:
    """Of the clocks of a checkpoint that stopped: how many in time, how many too late."""

    checkpoint: str
    met: int
    breached: int


@dataclass(frozen=True, kw_only=True, slots=True)
class LimitsSince:
    """What became of the time limits that ended on a day of the station or later.

    `least`: more ended on a day than were looked at.
    """

    since: date
    counts: tuple[LimitCount, ...]
    least: bool


@dataclass(frozen=True, kw_only=True)
class LimitsThisMonth(Query[LimitsSince]):
    """What became of the time limits that ended this month, in the cases one manages or in all."""

    action: ClassVar[str] = "case.read"


@dataclass(frozen=True, kw_only=True)
class StagesNow(Query[tuple[tuple[str, Number], ...]]):
    """In which stages cases go on, and how many in each.

    Raises Forbidden for whoever does not see the whole station.
    """

    action: ClassVar[str] = "case.read"


@dataclass(frozen=True, kw_only=True, slots=True)
class Load:
    """What a manager has: cases that go on, open tasks in them, how many of these are overdue."""

    manager: Person
    cases: Number
    tasks: Number
    overdue: Number


@dataclass(frozen=True, kw_only=True, slots=True)
class Workload:
    """What managers have, whoever has most cases first; `least`: there are more managers."""

    loads: tuple[Load, ...]
    least: bool


@dataclass(frozen=True, kw_only=True)
class WorkloadNow(Query[Workload]):
    """Which manager of the station has how much.

    Raises Forbidden for whoever does not see the whole station.
    """

    action: ClassVar[str] = "case.read"
    language: Language


@dataclass(frozen=True, kw_only=True, slots=True)
class StepWaiting:
    """How many open tasks wait at a step, named for the reader."""

    process: str
    element: str
    name: str
    number: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """The steps at which most tasks wait; `least`: there are more tasks than were looked at."""

    steps: tuple[StepWaiting, ...]
    least: bool


@dataclass(frozen=True, kw_only=True)
class StepsWaiting(Query[Waiting]):
    """At which steps of the station most tasks wait, the most first.

    Raises Forbidden for whoever does not see the whole station.
    """

    action: ClassVar[str] = "inbox.read"
    language: Language
    limit: int = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class InUse:
    """A definition in use: `kind` is `process` or `decision`."""

    kind: str
    key: str
    name: str
    version: int
    version_tag: str | None
    resource: str


@dataclass(frozen=True, kw_only=True)
class DefinitionsInUse(Query[tuple[InUse, ...]]):
    """The newest version of every process and decision, for those who may deploy."""

    action: ClassVar[str] = "definitions.deploy"
    language: Language
