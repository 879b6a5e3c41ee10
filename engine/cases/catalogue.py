"""What deployed definitions say, read once each and kept: processes, forms, decisions.

A definition never changes, so what was read from it is shared by all threads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Protocol

from engine.cases.errors import UnknownDecision, UnknownForm, UnknownProcess
from engine.cases.records import CaseRecord
from engine.decisions import DecisionModel, Result, load
from engine.definitions.definitions import Definition, DefinitionStore, Kind
from engine.definitions.forms import Form, read_form
from engine.definitions.model import Process
from engine.definitions.reader import read
from engine.kernel.ids import DefinitionId, StationId

_KEPT = 256


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A decision that is asked: by which station, which, and when (aware)."""

    station: StationId
    decision: str
    now: datetime


class ContentSource(Protocol):
    """Gives the file of a deployed definition, from any thread."""

    def content(self, definition: DefinitionId) -> bytes:
        """Return the file. Raises LookupError when there is none."""
        ...


class Catalogue:
    """Reads definitions and keeps what they say."""

    def __init__(self, source: ContentSource) -> None:
        """Read files from `source`."""
        self._processes: Callable[[DefinitionId], Mapping[str, Process]] = lru_cache(_KEPT)(
            lambda definition: read(source.content(definition))
        )
        self._forms: Callable[[DefinitionId], Form] = lru_cache(_KEPT)(
            lambda definition: read_form(source.content(definition))
        )
        self._decisions: Callable[[DefinitionId], DecisionModel] = lru_cache(_KEPT)(
            lambda definition: load(source.content(definition))
        )
        self._source = source

    def get(self, definition: DefinitionId) -> tuple[bytes, Mapping[str, Process]]:
        """Return a BPMN file and its processes by id."""
        return self._source.content(definition), self._processes(definition)

    def process(self, definition: DefinitionId, process: str) -> Process:
        """Return one process of a definition."""
        return self._processes(definition)[process]

    def form(self, store: DefinitionStore, station: StationId, key: str) -> tuple[Form, Definition]:
        """Return the newest version of a form. Raises UnknownForm."""
        found = store.latest(station, Kind.FORM, key)
        if found is None:
            raise UnknownForm(key)
        return self._forms(found.id), found

    def decide(
        self, store: DefinitionStore, asked: Asked, variables: Mapping[str, Any]
    ) -> tuple[Any, dict[str, Any]]:
        """Evaluate the newest version of a decision; return its value and what to remember of it.

        Raises UnknownDecision.
        """
        found = store.latest(asked.station, Kind.DECISION, asked.decision)
        if found is None:
            raise UnknownDecision(asked.decision)
        model = self._decisions(found.id)
        result = model.evaluate(asked.decision, variables, now=asked.now)
        return model.named(asked.decision, result.value), _trace(found.version, result)

    def called(
        self,
        store: DefinitionStore,
        case: CaseRecord,
        process: str,
        bound: tuple[str | None, str | None],
    ) -> DefinitionId:
        """Return the definition of a called process: bound to latest, deployment, version or tag.

        Raises UnknownProcess.
        """
        binding, version = bound
        station = case.station
        match binding:
            case "deployment":
                found = store.beside(case.definition, Kind.PROCESS, process)
            case "version" if version and version.isdecimal():
                found = store.numbered(station, Kind.PROCESS, process, int(version))
            case "versionTag" if version:
                found = store.tagged(station, Kind.PROCESS, process, version)
            case _:
                found = store.latest(station, Kind.PROCESS, process)
        if found is None:
            raise UnknownProcess(process)
        return found.id


def _trace(version: int, result: Result) -> dict[str, Any]:
    """Return what the history keeps of a decision: its version, what it saw, the rules that hit."""
    return {
        "version": version,
        "tables": [
            {
                "decision": use.decision_id,
                "inputs": dict(use.inputs),
                "rules": [rule.number for rule in use.rules],
                "output": use.output,
            }
            for use in result.tables
        ],
        "warnings": [warning.message for warning in result.warnings],
    }
