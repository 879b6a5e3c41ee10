"""What begins cases beside people: the start events of the newest version of each process.

A deployment registers them in its own transaction and takes away those of the version before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, Protocol

from engine.definitions.definitions import Definition
from engine.definitions.diagrams.model import Element, Process
from engine.definitions.problems import Problem
from engine.kernel.errors import YekuoError
from engine.kernel.ids import DefinitionId, StationId


class StartKind(StrEnum):
    """What a start event waits for."""

    MESSAGE = "message"
    SIGNAL = "signal"
    TIMER = "timer"
    CONDITION = "conditional"
    """It does not wait by itself: conditions are looked at when somebody asks (Camunda 7)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NewStart:
    """A start event to be registered; `timer` is its kind and text, `name` that of the others."""

    kind: StartKind
    element: str
    name: str = ""
    timer: tuple[str, str] | None = None
    left: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class StartEvent:
    """A registered start event. `left` is how often its cycle still begins a case after the job
    that waits; None: without end.
    """

    id: int
    kind: StartKind
    name: str
    definition: DefinitionId
    process: str
    element: str
    timer: tuple[str, str] | None
    left: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Beat:
    """One time at which a case begins, and how many follow it (None: without end)."""

    due: datetime
    left: int | None


@dataclass
class BadStartTime(YekuoError):
    """The time of a start event is none, or cannot be computed without a case."""

    detail: str


class StartClock(Protocol):
    """Reckons the times of timer start events. A text is ISO 8601, cron or FEEL."""

    def first(self, timer: tuple[str, str], now: datetime) -> Beat | None:
        """Return the first time; None when there is none. Raises BadStartTime."""
        ...

    def following(self, timer: tuple[str, str], beat: Beat, now: datetime) -> Beat | None:
        """Return the time that follows one that has come; None when it was the last.

        Raises BadStartTime.
        """
        ...


class StartStore(Protocol):
    """Registered start events inside a transaction."""

    def locked(self, start: int) -> StartEvent | None:
        """Return one and keep other writers off it; None when a newer version took it away."""
        ...

    def of_process(self, station: StationId, process: str) -> Sequence[StartEvent]:
        """Return those of a process, keeping other writers off them."""
        ...

    def waiting(self, station: StationId, kind: StartKind, name: str) -> Sequence[StartEvent]:
        """Return those that wait for a message or signal."""
        ...

    def enter(
        self, station: StationId, at: Definition, start: NewStart, due: datetime | None
    ) -> None:
        """Register one; at `due`, if it is a moment, a job begins a case."""
        ...

    def move(self, start: int, to: DefinitionId) -> None:
        """Let one belong to the newer version of its process."""
        ...

    def again(self, start: StartEvent, due: datetime, left: int | None) -> None:
        """Let a job begin the next case at `due`, of which `left` more follow."""
        ...

    def remove(self, starts: Sequence[int]) -> None:
        """Take some away, with the jobs that would begin cases."""
        ...


class StartUnit(Protocol):
    """One transaction, as registering sees it."""

    @property
    def starts(self) -> StartStore:
        """Registered start events."""
        ...


_RELATIVE: Final = "timeDuration"
"""A duration runs from the deployment, so each deployment begins it anew."""


def taken(
    store: StartStore, station: StationId, processes: Mapping[str, Process]
) -> Iterator[Problem]:
    """Give the messages by which another process begins already, or two start events do.

    A message begins one case, so one start event may wait for it (as in Camunda 7).
    """
    mine: dict[str, str] = {}
    for key, process in processes.items():
        for element in _of_kind(process, StartKind.MESSAGE):
            name = element.message or ""
            others = [s.process for s in store.waiting(station, StartKind.MESSAGE, name)]
            other = mine.get(name) or next((o for o in others if o not in processes), None)
            mine.setdefault(name, key)
            if other is not None:
                data = {"process": other, "message": name[:100]}
                yield Problem(code="start-taken", element=element.id, name=element.name, data=data)


def first_beats(
    processes: Mapping[str, Process], clock: StartClock, now: datetime
) -> tuple[dict[tuple[str, str], Beat | None], list[Problem]]:
    """Return the first time of each timer start event, by process and element, and what is wrong.

    It is reckoned before anything is entered.
    """
    beats: dict[tuple[str, str], Beat | None] = {}
    problems = []
    for key, process in processes.items():
        for element in _of_kind(process, StartKind.TIMER):
            try:
                beats[key, element.id] = clock.first(element.timer or ("", ""), now)
            except BadStartTime as error:
                data = {"detail": error.detail[:200]}
                wrong = Problem(
                    code="start-timer", element=element.id, name=element.name, data=data
                )
                problems.append(wrong)
    return beats, problems


def register(
    unit: StartUnit,
    station: StationId,
    at: Definition,
    process: Process,
    beats: Mapping[tuple[str, str], Beat | None],
) -> None:
    """Register the start events of a new version and take away those of the one before.

    A date, a cycle or a cron text that stands at the same element as before goes on counting: what
    it has begun already is not begun again. A duration begins anew.
    """
    before = {start.element: start for start in unit.starts.of_process(station, at.key)}
    kept = set()
    for element in process.event_starts:
        old = before.get(element.id)
        if old is not None and _goes_on(old, element):
            unit.starts.move(old.id, at.id)
            kept.add(old.id)
    gone = [start.id for start in before.values() if start.id not in kept]
    unit.starts.remove(gone)
    for element in process.event_starts:
        old = before.get(element.id)
        if old is None or old.id not in kept:
            _enter(unit, station, at, element, beats.get((at.key, element.id)))


def _goes_on(old: StartEvent, element: Element) -> bool:
    if old.timer is None or element.timer is None:
        return False
    return old.timer == element.timer and old.timer[0] != _RELATIVE


def _enter(
    unit: StartUnit, station: StationId, at: Definition, element: Element, beat: Beat | None
) -> None:
    kind = kind_of(element)
    new = NewStart(
        kind=kind,
        element=element.id,
        name="" if kind is StartKind.TIMER else element.message or "",
        timer=element.timer if kind is StartKind.TIMER else None,
        left=None if beat is None else beat.left,
    )
    unit.starts.enter(station, at, new, None if beat is None else beat.due)


def kind_of(element: Element) -> StartKind:
    """Return what a start event of a process waits for."""
    return StartKind((element.event or "").removesuffix("EventDefinition"))


def _of_kind(process: Process, kind: StartKind) -> Iterator[Element]:
    return (element for element in process.event_starts if kind_of(element) is kind)
