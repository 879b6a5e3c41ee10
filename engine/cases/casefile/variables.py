"""The variables of a case, and how each came to its value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.cases.answers.history import views_of
from engine.cases.answers.shelf import Bystander, Shelf, visible_case
from engine.cases.casefile.queries import CaseVariables, VariableChanges
from engine.cases.casefile.views import ScopeView, VariableChange
from engine.cases.ports.reading import ReadUnit
from engine.cases.tokens.moving import Holding
from engine.feel.wire import loads
from engine.history.events import (
    CaseStarted,
    TaskCompleted,
    VariablesChanged,
    WorkCompleted,
)
from engine.history.operations import (
    ElementSkipped,
    MessageDelivered,
    TokenMoved,
    VariablesCorrected,
)
from engine.identity.context import Context

MOST = 200
"""How many changes of one variable are told."""
_COMPARED = (VariablesChanged.kind, VariablesCorrected.kind)
"""Events that tell what variables were before and after."""
_GIVEN = (CaseStarted, TaskCompleted, WorkCompleted, MessageDelivered, ElementSkipped, TokenMoved)
_KINDS = (*_COMPARED, *(event.kind for event in _GIVEN))


class ReadVariables:
    """Answers `CaseVariables`."""

    def __init__(self, shelf: Shelf) -> None:
        """Use a shelf."""
        self._shelf = shelf

    def __call__(self, query: CaseVariables, context: Context[ReadUnit]) -> tuple[ScopeView, ...]:
        """Return the variables of the case itself first, then those further in."""
        case = visible_case(context, query.case)
        process = self._shelf.catalogue.process(case.definition, case.process)
        own = ScopeView(
            name=process.name_in(query.language), instance=None, variables=dict(case.variables)
        )
        if case.state.is_over:
            return (own,)
        execution = self._shelf.runner.load(case.at_rest, Bystander(context.now))
        inner = (self._scope(held, query.language) for held in execution.held())
        return (own, *inner)

    def _scope(self, held: Holding, language: str) -> ScopeView:
        at = held.at
        name = self._shelf.element(at.definition, at.process, at.element).name_in(language)
        return ScopeView(name=name, instance=held.instance, variables=dict(held.variables))


class ReadChanges:
    """Answers `VariableChanges`."""

    def __init__(self, shelf: Shelf) -> None:
        """Use a shelf."""
        self._shelf = shelf

    def __call__(
        self, query: VariableChanges, context: Context[ReadUnit]
    ) -> tuple[VariableChange, ...]:
        """Return the latest changes of a variable."""
        case = visible_case(context, query.case)
        events = context.unit.history.of_case(case.id, _KINDS)
        changed = list(_changes(((e.seq, e.kind, loads(e.data)) for e in events), query.name))
        latest = {change.seq: change for change in changed[-MOST:]}
        told = [event for event in events if event.seq in latest]
        views = views_of(self._shelf, context, case, told, query.language)
        return tuple(
            VariableChange(
                seq=view.seq,
                at=view.at,
                kind=view.kind,
                by=view.by,
                element_name=view.element_name,
                before=latest[view.seq].before,
                after=latest[view.seq].after,
            )
            for view in reversed(views)
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Change:
    seq: int
    before: Any
    after: Any


def _changes(events: Iterator[tuple[int, str, Mapping[str, Any]]], name: str) -> Iterator[_Change]:
    """Give the changes of a variable, oldest first; what was given again as it was is none."""
    known: Any = None
    for seq, kind, data in events:
        if kind in _COMPARED:
            if name not in data["before"] and name not in data["after"]:
                continue
            before, after = data["before"].get(name), data["after"].get(name)
        else:
            values = data.get("values") or {}
            if name not in values:
                continue
            before, after = known, values[name]
        if before != after:
            yield _Change(seq=seq, before=before, after=after)
        known = after
