"""The variables of a case, and how each came to its value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.cases.answers.history import VARIABLES_OF_PEOPLE, views_of
from engine.cases.answers.shelf import Bystander, Shelf, people, visible_case
from engine.cases.answers.words import words_of
from engine.cases.casefile.queries import CaseVariables, VariableChanges
from engine.cases.casefile.views import ScopeView, VariableChange
from engine.cases.ports.reading import ReadUnit
from engine.cases.tokens.moving import Holding
from engine.cases.views.words import Vocabulary
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
        words = words_of(self._shelf, context, case, query.language)
        own = ScopeView(
            name=process.name_in(query.language),
            instance=None,
            variables=dict(case.variables),
            words=words,
        )
        if case.state.is_over:
            return (own,)
        execution = self._shelf.runner.load(case.at_rest, Bystander(context.now))
        inner = (self._scope(held, query.language, words) for held in execution.held())
        return (own, *inner)

    def _scope(self, held: Holding, language: str, words: Vocabulary) -> ScopeView:
        at = held.at
        name = self._shelf.element(at.definition, at.process, at.element).name_in(language)
        return ScopeView(
            name=name, instance=held.instance, variables=dict(held.variables), words=words
        )


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
        shown = _by_name(context, query, [value for one in latest.values() for value in one.values])
        return tuple(
            VariableChange(
                seq=view.seq,
                at=view.at,
                kind=view.kind,
                by=view.by,
                element_name=view.element_name,
                before=shown(latest[view.seq].before),
                after=shown(latest[view.seq].after),
            )
            for view in reversed(views)
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Change:
    seq: int
    before: Any
    after: Any

    @property
    def values(self) -> tuple[Any, Any]:
        return self.before, self.after


def _by_name(
    context: Context[ReadUnit], query: VariableChanges, values: Iterable[Any]
) -> Callable[[Any], Any]:
    """Return how to show a value: a login of a variable that holds one as the person's name."""
    if query.name not in VARIABLES_OF_PEOPLE:
        return lambda value: value
    logins = [value for value in values if isinstance(value, str)]
    named = people(context, logins, query.language)
    return lambda value: named[value].name if value in named else value


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
