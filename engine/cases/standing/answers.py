"""How a station stands."""

from __future__ import annotations

from datetime import datetime, time

from engine.calendar.working import WorkingCalendar
from engine.cases.answers.shelf import Shelf, seen_by
from engine.cases.ports.reading import ReadUnit
from engine.cases.standing.messages import (
    DefinitionsInUse,
    InUse,
    LimitCount,
    LimitsSince,
    LimitsThisMonth,
    StepsWaiting,
    StepWaiting,
    Waiting,
)
from engine.definitions.definitions import Definition, Kind
from engine.identity.context import Context
from engine.identity.permissions import Scope
from engine.identity.users import Forbidden
from engine.kernel.ids import DefinitionId

MOST_CLOCKS = 10_000
MOST_TASKS = 5_000


class ReadLimits:
    """Answers `LimitsThisMonth`."""

    def __init__(self, calendar: WorkingCalendar) -> None:
        """Tell days in the calendar's zone."""
        self._calendar = calendar

    def __call__(self, _: LimitsThisMonth, context: Context[ReadUnit]) -> LimitsSince:
        """Return what became of this month's time limits, by checkpoint."""
        first = self._calendar.local_date(context.now).replace(day=1)
        since = datetime.combine(first, time(0), self._calendar.zone)
        found = context.unit.reading.limits(seen_by(context), since, MOST_CLOCKS)
        met: dict[str, int] = {}
        breached: dict[str, int] = {}
        for checkpoint, state, number in found:
            counted = {"met": met, "breached": breached}.get(state)
            if counted is not None:
                counted[checkpoint] = number
        names = sorted({*met, *breached})
        return LimitsSince(
            since=first,
            counts=tuple(
                LimitCount(checkpoint=n, met=met.get(n, 0), breached=breached.get(n, 0))
                for n in names
            ),
            least=sum(number for _, _, number in found) >= MOST_CLOCKS,
        )


class ReadWaiting:
    """Answers `StepsWaiting`."""

    def __init__(self, shelf: Shelf) -> None:
        """Use a shelf."""
        self._shelf = shelf

    def __call__(self, query: StepsWaiting, context: Context[ReadUnit]) -> Waiting:
        """Return the steps at which most tasks wait."""
        if context.scope is not Scope.STATION:
            raise Forbidden(context.actor.id, query.action)
        found = context.unit.reading.steps_waiting(MOST_TASKS)
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
