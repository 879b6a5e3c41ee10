"""Deploying files: checked together, entered together as the next versions, or refused together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Protocol

from engine.definitions.bundle import (
    TIME_LIMITS,
    Bundle,
    CompilerCheck,
    DeploymentRefused,
    bundle,
)
from engine.definitions.decision_files import checkpoints_of
from engine.definitions.definitions import Definition, DefinitionStore, Kind
from engine.definitions.diagrams.model import Process
from engine.definitions.diagrams.reader import read
from engine.definitions.lint.known import Known
from engine.definitions.problems import Problem
from engine.definitions.starts import Beat, StartClock, StartUnit, first_beats, register, taken
from engine.history.events import DefinitionsDeployed
from engine.identity.context import Context
from engine.kernel.ids import StationId, UserId
from engine.kernel.messages import Command, Event


@dataclass(frozen=True, kw_only=True, slots=True)
class Deployed:
    """What a deployment entered; `definitions` is empty when every file was there already."""

    definitions: tuple[Definition, ...]
    warnings: tuple[Problem, ...]


@dataclass(frozen=True, kw_only=True)
class Deploy(Command[Deployed]):
    """Enter BPMN, DMN and form files, by file name. Raises DeploymentRefused."""

    action: ClassVar[str] = "definitions.deploy"
    name: str
    files: Mapping[str, bytes]


class StationHistory(Protocol):
    """The history of what belongs to no case."""

    def append_to_station(
        self, events: Sequence[Event], *, at: datetime, actor: UserId | None
    ) -> None:
        """Chain events."""
        ...


class DefinitionUnit(StartUnit, Protocol):
    """One transaction, as the handler here sees it."""

    @property
    def definitions(self) -> DefinitionStore:
        """Deployed definitions."""
        ...

    @property
    def history(self) -> StationHistory:
        """The history."""
        ...


class DeployHandler:
    """Checks and enters files."""

    def __init__(self, check: CompilerCheck, topics: frozenset[str], clock: StartClock) -> None:
        """Let `check` say what the runner would not execute; `topics` are those we work on, `clock`
        reckons the times of start events.
        """
        self._check = check
        self._topics = topics
        self._clock = clock

    def __call__(self, command: Deploy, context: Context[DefinitionUnit]) -> Deployed:
        """Deploy files as the next versions of what they define, unless all are there already."""
        station, store = context.actor.station, context.unit.definitions
        found = bundle(command.files, self._known(store, station), self._check)
        if _all_there(found, store, station):
            return Deployed(definitions=(), warnings=found.problems)
        processes = _processes(command.files, found)
        beats = self._beats(context, processes)
        entered = store.add(
            station, command.name, found.new_definitions(), by=command.actor, at=context.now
        )
        for definition in entered:
            if definition.kind is Kind.PROCESS:
                drawn = processes[definition.key]
                register(context.unit, station, definition, drawn, beats)
        resources = [{"kind": d.kind.value, "key": d.key, "version": d.version} for d in entered]
        event = DefinitionsDeployed(name=command.name, resources=resources)
        context.unit.history.append_to_station([event], at=context.now, actor=command.actor)
        return Deployed(definitions=tuple(entered), warnings=found.problems)

    def _beats(
        self, context: Context[DefinitionUnit], processes: Mapping[str, Process]
    ) -> Mapping[tuple[str, str], Beat | None]:
        """Return the times at which processes first begin by themselves.

        Raises DeploymentRefused when one has none, or another process begins by the same message.
        """
        beats, problems = first_beats(processes, self._clock, context.now)
        problems += taken(context.unit.starts, context.actor.station, processes)
        if problems:
            raise DeploymentRefused(tuple(problems))
        return beats

    def _known(self, store: DefinitionStore, station: StationId) -> Known:
        keys = {
            kind: frozenset(found.key for found in store.all_latest(station, kind)) for kind in Kind
        }
        return Known(
            forms=keys[Kind.FORM],
            decisions=keys[Kind.DECISION],
            processes=keys[Kind.PROCESS],
            topics=self._topics,
            checkpoints=_checkpoints(store, station),
        )


def _checkpoints(store: DefinitionStore, station: StationId) -> frozenset[str] | None:
    table = store.latest(station, Kind.DECISION, TIME_LIMITS)
    return None if table is None else checkpoints_of(store.content(table.id), TIME_LIMITS)


def _processes(files: Mapping[str, bytes], found: Bundle) -> dict[str, Process]:
    made = {made.key: made.resource for made in found.deployables if made.kind is Kind.PROCESS}
    read_once = {name: read(files[name], name) for name in set(made.values())}
    return {key: read_once[resource][key] for key, resource in made.items()}


def _all_there(found: Bundle, store: DefinitionStore, station: StationId) -> bool:
    for new in found.new_definitions():
        latest = store.latest(station, new.kind, new.key)
        if latest is None or latest.digest != new.digest:
            return False
    return True
