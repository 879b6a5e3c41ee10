"""What deployed definitions say, read once each and kept: processes, forms, decisions.

A definition never changes, so what was read from it is shared by all threads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Protocol, TypeVar

from engine.cases.errors import UnknownDecision, UnknownForm, UnknownProcess
from engine.cases.records import TaskRecord
from engine.cases.stepping.limits import limits_of
from engine.cases.tokens.runner import Bound
from engine.decisions import DecisionModel, Result, TableWords, load
from engine.definitions.definitions import Definition, DefinitionStore, Kind
from engine.definitions.diagrams.model import Element, Process
from engine.definitions.diagrams.reader import read
from engine.definitions.forms import FieldWords, Form, read_form, words_in
from engine.definitions.forms.reading.generated import generated_form
from engine.kernel.ids import DefinitionId, StationId
from engine.timelimits.limits import Limit

K = TypeVar("K")
V = TypeVar("V")

_KEPT = 256


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A decision that is asked: by which station, which, in which version, and when (aware)."""

    station: StationId
    decision: str
    now: datetime
    bound: Bound


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
        self._form_words: Callable[[DefinitionId, str], tuple[FieldWords, ...]] = lru_cache(_KEPT)(
            lambda definition, language: words_in(self._forms(definition), language)
        )
        self._tables: Callable[[DefinitionId], tuple[TableWords, ...]] = lru_cache(_KEPT)(
            lambda definition: self._decisions(definition).words()
        )
        self._made: dict[tuple[DefinitionId, str, str], Form] = {}
        """Generated forms by the element that has their fields."""
        self._limits: dict[tuple[DefinitionId, str, object], tuple[Limit, ...]] = {}
        """Limits by the table that gives them and what it asked about a case."""
        self._source = source

    def get(self, definition: DefinitionId) -> tuple[bytes, Mapping[str, Process]]:
        """Return a BPMN file and its processes by id."""
        return self._source.content(definition), self._processes(definition)

    def processes(self, definition: DefinitionId) -> Mapping[str, Process]:
        """Return the processes of a definition by id, without reading its file again."""
        return self._processes(definition)

    def process(self, definition: DefinitionId, process: str) -> Process:
        """Return one process of a definition."""
        return self._processes(definition)[process]

    def task_form(self, store: DefinitionStore, task: TaskRecord) -> Form:
        """Return the form of a task, in the version its diagram binds it to. Raises UnknownForm."""
        element = self.process(task.definition, task.process).elements[task.element]
        return self.form_at(store, task.station, (task.definition, element), task.form or "")

    def start_form(
        self, store: DefinitionStore, station: StationId, definition: DefinitionId, process: str
    ) -> Form | None:
        """Return the form a process begins with, if it has one. Raises UnknownForm."""
        start = self.process(definition, process).initial
        if start is None or start.form_name is None:
            return None
        return self.form_at(store, station, (definition, start), start.form_name)

    def form_words(self, definition: DefinitionId, language: str) -> tuple[FieldWords, ...]:
        """Return what a deployed form calls its variables and their values."""
        return self._form_words(definition, language)

    def tables(self, definition: DefinitionId) -> tuple[TableWords, ...]:
        """Return what the values of the tables of a decision's file are called."""
        return self._tables(definition)

    def form_at(
        self,
        store: DefinitionStore,
        station: StationId,
        at: tuple[DefinitionId, Element],
        name: str,
    ) -> Form:
        """Return the form of an element in the version it is bound to. Raises UnknownForm."""
        definition, element = at
        link = element.form
        if link is None:
            raise UnknownForm(name)
        if link.data is not None:
            return self._generated(definition, element)
        if link.resource is not None:
            found = store.beside_as(definition, link.resource)
        else:
            bound = Bound(binding=link.binding, version=link.version, beside=definition)
            found = _bound(store, station, (Kind.FORM, name), bound)
        if found is None:
            raise UnknownForm(name)
        return self._forms(found.id)

    def _generated(self, definition: DefinitionId, element: Element) -> Form:
        key = definition, element.process, element.id
        form = self._made.get(key)
        if form is None and element.form is not None and element.form.data is not None:
            name = element.name or element.id
            form = generated_form(element.form.data, element.id, name)
            _keep(self._made, key, form)
        if form is None:
            raise UnknownForm(element.id)
        return form

    def decide(
        self, store: DefinitionStore, asked: Asked, variables: Mapping[str, Any]
    ) -> tuple[Any, dict[str, Any]]:
        """Evaluate a decision, unless it is bound its newest version; return its value and what to
        remember of it.

        Raises UnknownDecision.
        """
        found = self._decision(store, asked)
        model = self._decisions(found.id)
        result = model.evaluate(asked.decision, variables, now=asked.now)
        return model.named(asked.decision, result.value), _trace(found.version, result)

    def limits(
        self, store: DefinitionStore, asked: Asked, variables: Mapping[str, Any]
    ) -> tuple[Limit, ...]:
        """Return the limits that a table gives for a checkpoint (the variable `checkpoint`).

        Most cases of a station are alike in what its rules ask, so answers are kept.
        Raises UnknownDecision, BadLimitRow, BadLimit.
        """
        found = self._decision(store, asked)
        model = self._decisions(found.id)
        checkpoint, seen = str(variables["checkpoint"]), model.depends_on(variables)
        key = found.id, checkpoint, seen
        limits = self._limits.get(key)
        if limits is None:
            result = model.evaluate(asked.decision, variables, now=asked.now)
            rows = model.named(asked.decision, result.value)
            policy = f"{asked.decision} v{found.version}"
            limits = tuple(limits_of(checkpoint, rows, policy))
            if seen is not None:
                _keep(self._limits, key, limits)
        return limits

    def _decision(self, store: DefinitionStore, asked: Asked) -> Definition:
        key = Kind.DECISION, asked.decision
        found = _bound(store, asked.station, key, asked.bound)
        if found is None:
            raise UnknownDecision(asked.decision)
        return found

    def called(
        self, store: DefinitionStore, station: StationId, process: str, bound: Bound
    ) -> DefinitionId:
        """Return the definition of a called process: bound to latest, deployment, version or tag.

        Raises UnknownProcess.
        """
        found = _bound(store, station, (Kind.PROCESS, process), bound)
        if found is None:
            raise UnknownProcess(process)
        return found.id


def _keep(shelf: dict[K, V], key: K, value: V) -> None:
    """Keep something that can be made again, on a shelf that does not grow without end."""
    if len(shelf) >= _KEPT:
        shelf.clear()
    shelf[key] = value


def _bound(
    store: DefinitionStore,
    station: StationId,
    of: tuple[Kind, str],
    bound: Bound,
) -> Definition | None:
    """Return the version of a key that a diagram means."""
    kind, key = of
    version = bound.version
    match bound.binding:
        case "deployment" if bound.beside is not None:
            return store.beside(bound.beside, kind, key)
        case "version":
            number = version.strip() if version else ""
            known = number.isascii() and number.isdigit() and len(number) < 10
            return store.numbered(station, kind, key, int(number)) if known else None
        case "versionTag":
            return store.tagged(station, kind, key, version) if version else None
        case _:
            return store.latest(station, kind, key)


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
