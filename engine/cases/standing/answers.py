"""How a station stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from engine.calendar.working import WorkingCalendar
from engine.cases.answers.shelf import Shelf, seen_by
from engine.cases.ports.reading import ReadUnit, Span
from engine.cases.ports.standing import StandUnit
from engine.cases.standing.messages import (
    DefinitionsInUse,
    InUse,
    LimitCount,
    LimitsSince,
    LimitsThisMonth,
    Load,
    StagesNow,
    StepsWaiting,
    StepWaiting,
    Waiting,
    Workload,
    WorkloadNow,
)
from engine.cases.views.people import Person
from engine.definitions.definitions import Definition, Kind
from engine.identity.context import Context
from engine.identity.permissions import Scope
from engine.identity.users import MANAGERS, Forbidden
from engine.kernel.alphabet import name_key
from engine.kernel.ids import DefinitionId, StationId
from engine.kernel.messages import Query
from engine.kernel.pages import Number

Counts = Sequence[tuple[str, str, int]]
"""Checkpoint, state and number of clocks that stopped."""

MOST_CLOCKS = 10_000
"""Clocks looked at of one day, or of whoever does not see the station."""
MOST_TASKS = 2_000
MOST_MANAGERS = 100
_A_DAY = timedelta(days=1)
_SETTLED = timedelta(hours=1)
"""So long after its end nothing is entered into a day any more, by whatever host."""


class ReadLimits:
    """Answers `LimitsThisMonth`. What ended on a day that is over is counted once."""

    def __init__(self, calendar: WorkingCalendar) -> None:
        """Tell days in the calendar's zone."""
        self._calendar = calendar
        self._over: dict[tuple[StationId, date], Counts] = {}

    def __call__(self, _: LimitsThisMonth, context: Context[StandUnit]) -> LimitsSince:
        """Return what became of this month's time limits, by checkpoint."""
        today = self._calendar.local_date(context.now)
        first = today.replace(day=1)
        if context.scope is Scope.STATION:
            days = [first + n * _A_DAY for n in range((today - first).days + 1)]
            found = [self._of_day(day, context) for day in days]
        else:
            found = [self._between(first, None, context)]
        sums = Counter[tuple[str, str]]()
        for counts in found:
            for checkpoint, state, number in counts:
                sums[checkpoint, state] += number
        names = sorted({name for name, state in sums if state in ("met", "breached")})
        return LimitsSince(
            since=first,
            counts=tuple(
                LimitCount(checkpoint=n, met=sums[n, "met"], breached=sums[n, "breached"])
                for n in names
            ),
            least=any(sum(one[2] for one in counts) >= MOST_CLOCKS for counts in found),
        )

    def _of_day(self, day: date, context: Context[StandUnit]) -> Counts:
        key = context.actor.station, day
        known = self._over.get(key)
        if known is not None:
            return known
        counts = self._between(day, day + _A_DAY, context)
        if context.now >= self._midnight(day + _A_DAY) + _SETTLED:
            self._over = {
                at: kept for at, kept in self._over.items() if at[1] >= day.replace(day=1)
            }
            self._over[key] = counts
        return counts

    def _between(self, first: date, last: date | None, context: Context[StandUnit]) -> Counts:
        span = Span(
            since=self._midnight(first), until=self._midnight(last) if last is not None else None
        )
        return context.unit.standing.limits(seen_by(context), span, MOST_CLOCKS)

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(0), self._calendar.zone)


def read_stages(query: StagesNow, context: Context[StandUnit]) -> tuple[tuple[str, Number], ...]:
    """Answer `StagesNow`, the fullest stage first."""
    _whole_station(query, context)
    found = sorted(context.unit.standing.stages().items(), key=lambda one: (-one[1], one[0]))
    return tuple((stage, _told(number)) for stage, number in found)


def read_workload(query: WorkloadNow, context: Context[StandUnit]) -> Workload:
    """Answer `WorkloadNow`."""
    _whole_station(query, context)
    managers = sorted(context.unit.people.with_roles(MANAGERS), key=lambda user: user.id)
    shown = {user.id: user for user in managers[:MOST_MANAGERS]}
    burdens = context.unit.standing.burdens(list(shown), context.now)
    loads = [
        Load(
            manager=Person(login=login, name=shown[login].name_in(query.language)),
            cases=_told(burden.cases),
            tasks=_told(burden.tasks),
            overdue=_told(burden.overdue),
        )
        for login, burden in burdens.items()
    ]
    loads.sort(
        key=lambda load: (-load.cases.number, -load.tasks.number, name_key(load.manager.name))
    )
    return Workload(loads=tuple(loads), least=len(managers) > MOST_MANAGERS)


def _told(number: int) -> Number:
    return Number(number=number)


def _whole_station(query: Query[Any], context: Context[StandUnit]) -> None:
    if context.scope is not Scope.STATION:
        raise Forbidden(context.actor.id, query.action)


class ReadWaiting:
    """Answers `StepsWaiting`."""

    def __init__(self, shelf: Shelf) -> None:
        """Use a shelf."""
        self._shelf = shelf

    def __call__(self, query: StepsWaiting, context: Context[StandUnit]) -> Waiting:
        """Return the steps at which most tasks wait."""
        _whole_station(query, context)
        found = context.unit.standing.steps_waiting(MOST_TASKS)
        numbers: dict[tuple[str, str], int] = {}
        newest: dict[tuple[str, str], DefinitionId] = {}
        for definition, process, element, number in found:
            key = process, element
            numbers[key] = numbers.get(key, 0) + number
            newest[key] = max(definition, newest.get(key, definition))
        most = sorted(numbers.items(), key=lambda one: (-one[1], one[0]))[: query.limit]
        steps = [
            StepWaiting(
                process=process,
                element=element,
                name=self._shelf.element(newest[process, element], process, element).name_in(
                    query.language
                ),
                number=number,
            )
            for (process, element), number in most
        ]
        return Waiting(steps=tuple(steps), least=sum(numbers.values()) >= MOST_TASKS)


class ReadInUse:
    """Answers `DefinitionsInUse`."""

    def __init__(self, shelf: Shelf) -> None:
        """Use a shelf."""
        self._shelf = shelf

    def __call__(self, query: DefinitionsInUse, context: Context[ReadUnit]) -> tuple[InUse, ...]:
        """Return what is in use, processes first."""
        found = [
            definition
            for kind in (Kind.PROCESS, Kind.DECISION)
            for definition in context.unit.definitions.all_latest(context.actor.station, kind)
        ]
        return tuple(self._in_use(definition, query.language) for definition in found)

    def _in_use(self, definition: Definition, language: str) -> InUse:
        name = definition.name
        if definition.kind is Kind.PROCESS:
            name = self._shelf.catalogue.process(definition.id, definition.key).name_in(language)
        return InUse(
            kind=definition.kind.value,
            key=definition.key,
            name=name or definition.key,
            version=definition.version,
            version_tag=definition.version_tag,
            resource=definition.resource,
        )
