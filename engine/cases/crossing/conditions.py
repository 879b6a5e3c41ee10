"""Conditional start events: looked at when somebody asks, with the variables they bring."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import partial

from engine.cases.beginning.common import (
    Beginning,
    Trigger,
    begin_case,
    begun_before,
    may_start,
)
from engine.cases.catalogue import Catalogue
from engine.cases.crossing.messages import (
    Begun,
    ConditionalStart,
    ConditionalStarts,
    EvaluateConditions,
)
from engine.cases.errors import NoConditions
from engine.cases.incoming.values import LONGEST_REQUEST, text_of, values_of
from engine.cases.ports.unit import CaseUnit
from engine.cases.stepping.functions import functions
from engine.cases.stepping.machinery import Machinery
from engine.cases.tokens.changes import Value
from engine.cases.tokens.errors import ElementFailed
from engine.cases.tokens.evaluating import evaluated, is_yes
from engine.definitions.definitions import Definition
from engine.definitions.diagrams.model import Element
from engine.definitions.starts import StartKind
from engine.identity.context import Context


class Evaluates:
    """Begins a case at each start event whose condition is true."""

    def __init__(self, machinery: Machinery) -> None:
        """Move tokens with `machinery`."""
        self._machinery = machinery

    def __call__(
        self, command: EvaluateConditions, context: Context[CaseUnit]
    ) -> tuple[Begun, ...]:
        """Look at every condition first, then begin all cases in one transaction."""
        values = values_of(command.variables)
        text_of("request", command.request, LONGEST_REQUEST)
        known = list(_known(self._machinery.catalogue, context, command.process))
        if not known:
            raise NoConditions(command.process)
        true = [one for one in known if self._is_true(one[1], values, context)]
        return tuple(self._begin(command, context, one, values) for one in true)

    def _is_true(
        self, element: Element, values: Mapping[str, Value], context: Context[CaseUnit]
    ) -> bool:
        """Whether a condition holds; null is no. Raises ElementFailed for what is no condition."""
        text, calendar = element.condition or "", self._machinery.calendar
        seen = {**values, **functions(None, calendar, lambda _checkpoint: None)}
        refuse = partial(ElementFailed, element.id, element.name)
        found = evaluated(text, seen, context.now.astimezone(calendar.zone), refuse)
        return is_yes(text, found, refuse)

    def _begin(
        self,
        command: EvaluateConditions,
        context: Context[CaseUnit],
        at: tuple[Definition, Element],
        values: Mapping[str, Value],
    ) -> Begun:
        definition, element = at
        request = _request(command, definition.key, element.id)
        case = begun_before(context, request)
        if case is None:
            by = Trigger(kind="conditional", element=element.id, reason=command.reason)
            beginning = Beginning(
                definition=definition,
                values=dict(values),
                trigger=by,
                business_key=text_of("business_key", command.business_key),
                request=request,
            )
            case = begin_case(self._machinery, context, beginning)
        return Begun(case=case.id, number=case.number, process=definition.key)


class ReadConditionalStarts:
    """Answers `ConditionalStarts`."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Read diagrams in `catalogue`."""
        self._catalogue = catalogue

    def __call__(
        self, query: ConditionalStarts, context: Context[CaseUnit]
    ) -> tuple[ConditionalStart, ...]:
        """Return them by name."""
        found = [
            ConditionalStart(
                process=definition.key,
                name=self._catalogue.process(definition.id, definition.key).name_in(query.language),
                element=element.id,
                element_name=element.name_in(query.language),
                condition=(element.condition or "").removeprefix("=").strip(),
            )
            for definition, element in _known(self._catalogue, context, None)
        ]
        return tuple(sorted(found, key=lambda one: (one.name, one.process, one.element)))


def _known(
    catalogue: Catalogue, context: Context[CaseUnit], asked: str | None
) -> Iterator[tuple[Definition, Element]]:
    """Give the start events with a condition, of processes that the person may start."""
    unit = context.unit
    for start in unit.starts.waiting(context.actor.station, StartKind.CONDITION, ""):
        definition = unit.definitions.get(start.definition)
        if definition is None or asked not in (None, start.process):
            continue
        process = catalogue.process(definition.id, definition.key)
        if may_start(context, process):
            yield definition, process.elements[start.element]


def _request(command: EvaluateConditions, process: str, element: str) -> str | None:
    """Return what the asking is called for one start event, since a request begins one case."""
    if command.request is None:
        return None
    whole = "\n".join((command.request, process, element))
    return hashlib.sha256(whole.encode()).hexdigest()
