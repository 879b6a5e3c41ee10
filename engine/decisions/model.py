"""A decision model: what is in it, and the door to its decisions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from engine.decisions.errors import UnknownDecision
from engine.decisions.evaluation import Asked
from engine.decisions.reading.elements import Element
from engine.decisions.reading.terms import spelled
from engine.decisions.reading.types import Check, Types
from engine.decisions.results import Problem, Result
from engine.decisions.scope import Notes, Scope
from engine.decisions.tables.data import COLLECT, OUTPUT_ORDER, RULE_ORDER, TableData
from engine.decisions.tables.words import TableWords, table_words
from engine.feel import Budget, FeelLimitExceeded
from engine.feel.running.budget import MAX_NESTING, Run

DEFAULT_BUDGET: Final = Budget(steps=1_000_000)
"""A decision may ask many tables: ten times what one expression may take."""
_MANY_HITS: Final = (COLLECT, RULE_ORDER, OUTPUT_ORDER)
_ANSWERS: Final = ("decision", "decisionService")
_CLOCK: Final = ("now", "today")


@dataclass(frozen=True, kw_only=True, slots=True)
class DecisionModel:
    """A model, ready and safe to share between threads; `load` makes one.

    `problems` are what it says that cannot be executed: a deployment is refused with them, an
    evaluation gives null there. `tables` are for the table checks. `own` are the keys of its own
    elements, `elements` holds those of its imports too.
    """

    model_id: str
    name: str
    namespace: str
    elements: Mapping[str, Element]
    own: tuple[str, ...]
    entries: frozenset[str]
    problems: tuple[Problem, ...]
    tables: tuple[TableData, ...]
    types: Types
    checks: Mapping[str, Check]
    reads: frozenset[str] | None
    """All names that its expressions read, functions among them; None when it imports models."""

    @property
    def decisions(self) -> tuple[tuple[str, str], ...]:
        """Return the id and the name of each decision of the model itself."""
        return tuple(
            (element.element_id, element.place.owner_name)
            for element in self._answerable()
            if element.kind == "decision"
        )

    def inputs_of(self, decision: str) -> tuple[str, ...]:
        """Return the names of the input data a decision needs, its required decisions' too.

        Raises:
            UnknownDecision: there is none of that id or name.
        """
        seen: dict[str, Element] = {}
        waiting = [self._found(decision)]
        while waiting:
            for need in waiting.pop().requires:
                element = self.elements.get(need.key)
                if element is not None and need.key not in seen:
                    seen[need.key] = element
                    waiting.append(element)
        return tuple(element.name for element in seen.values() if element.kind == "inputData")

    def evaluate(
        self,
        decision: str,
        inputs: Mapping[str, object],
        *,
        now: datetime | None = None,
        budget: Budget = DEFAULT_BUDGET,
    ) -> Result:
        """Evaluate a decision or a decision service, named by id or by name.

        `inputs` are FEEL values (or Python's: int, float, tuples, functions of `engine.feel`) by
        the names of the input data. Names the model does not declare are seen by every decision,
        as the tables need that Camunda Modeler makes without input data. `now` is an aware moment
        for `now()` and `today()`.

        Raises:
            UnknownDecision: there is none of that id or name.
            FeelLimitExceeded: it needs more than the budget.
        """
        element = self._found(decision)
        notes = Notes()
        scope = Scope({}, Run(budget, now, self.checks), notes)
        try:
            value = Asked(self.elements, inputs, {}).answer(element, scope)
        except RecursionError as error:
            raise FeelLimitExceeded(limit="nesting", allowed=MAX_NESTING) from error
        return Result(value=value, tables=tuple(notes.tables), warnings=tuple(notes.warnings))

    def depends_on(self, inputs: Mapping[str, object]) -> tuple[tuple[str, str], ...] | None:
        """Return what of some inputs an answer of this model can depend on: where that is the same,
        the answer is. None when it depends on the time as well, or cannot be told.
        """
        reads = self.reads
        if reads is None or not reads.isdisjoint(_CLOCK):
            return None
        # A name that is no plain word may be spelled in more than one way.
        seen = [name for name in inputs if name in reads or not name.isidentifier()]
        return tuple((name, repr(inputs[name])) for name in seen)

    def words(self) -> tuple[TableWords, ...]:
        """Return what the values of every table are called."""
        return tuple(map(table_words, self.tables))

    def _answerable(self) -> Iterator[Element]:
        return (self.elements[key] for key in self.own if self.elements[key].kind in _ANSWERS)

    def named(self, decision: str, value: object) -> object:
        """Return a decision's value with every entry under its output's name, as Camunda 7 has it.

        A table of one output gives bare values in DMN; here each becomes a context of one entry.
        Values of several outputs have their names already; a sum or a literal has none.
        """
        found = self._found(decision)
        tables = [table for table in self.tables if table.owner == found.element_id]
        table = tables[0] if len(tables) == 1 else None
        if table is None or len(table.outputs) != 1 or not table.outputs[0].name or value is None:
            return value
        name = table.outputs[0].name
        if table.hit_policy not in _MANY_HITS:
            return {name: value}
        if table.aggregation or not isinstance(value, list):
            return value
        return [{name: one} for one in value]

    def _found(self, wanted: str) -> Element:
        for element in self._answerable():
            if element.element_id == wanted:
                return element
        name = spelled(wanted)
        for element in self._answerable():
            if name in (element.name, spelled(element.place.owner_name)):
                return element
        raise UnknownDecision(wanted, tuple(e.element_id for e in self._answerable()))
