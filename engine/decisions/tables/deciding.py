"""Decision tables, made ready to run (DMN 1.5 chapter 8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from engine.decisions.reading.terms import Terms, fitting, literal, null_because
from engine.decisions.results import Place, RuleHit, TableUse
from engine.decisions.scope import Code, Scope
from engine.decisions.tables.columns import Column, asks_nothing, column
from engine.decisions.tables.data import FIRST, Output, Rule, TableData, read_table
from engine.decisions.tables.hits import Priorities, as_value, outcome, priorities_of
from engine.feel import Expression


@dataclass(frozen=True, kw_only=True, slots=True)
class _Input:
    code: Code
    allowed: Expression | None
    column: Column
    place: Place


@dataclass(frozen=True, kw_only=True, slots=True)
class _Table:
    """A table ready to be asked."""

    data: TableData
    place: Place
    inputs: tuple[_Input, ...]
    outputs: tuple[tuple[Code, ...], ...]
    defaults: tuple[Code, ...] | None
    priorities: Priorities

    def run(self, scope: Scope) -> object:
        """Ask the table, and note what was asked and which rules matched."""
        values = [clause.code(scope) for clause in self.inputs]
        numbers = self._matching(values, scope)
        answer = self._answer(numbers, scope)
        scope.notes.tables.append(self._use(values, numbers, answer))
        return answer

    def _matching(self, values: Sequence[object], scope: Scope) -> list[int]:
        candidates = (1 << len(self.outputs)) - 1
        for value, clause in zip(values, self.inputs, strict=True):
            if not _is_allowed(value, clause, scope):
                scope.notes.warn(clause.place, "the input is none of the allowed values")
                return []
            candidates = clause.column.rules_for(value, candidates, scope)
            if not candidates:
                return []
        return [n for n in range(candidates.bit_length()) if candidates >> n & 1]

    def _answer(self, numbers: Sequence[int], scope: Scope) -> object:
        first_only = self.data.hit_policy == FIRST
        wanted = numbers[:1] if first_only else numbers
        hits = [tuple(code(scope) for code in self.outputs[number]) for number in wanted]
        if not hits and self.defaults is not None:
            return as_value(self.data, tuple(code(scope) for code in self.defaults))
        return outcome(self.data, hits, self.priorities, self.place, scope)

    def _use(self, values: Sequence[object], numbers: Sequence[int], answer: object) -> TableUse:
        data = self.data
        rules = (data.rules[n] for n in (numbers[:1] if data.hit_policy == FIRST else numbers))
        return TableUse(
            decision_id=data.owner,
            decision_name=data.owner_name,
            table_id=data.table_id,
            hit_policy=data.hit_policy,
            inputs=tuple(zip((i.label for i in data.inputs), values, strict=True)),
            rules=tuple(RuleHit(number=rule.number, rule_id=rule.rule_id) for rule in rules),
            output=answer,
        )


def _is_allowed(value: object, clause: _Input, scope: Scope) -> bool:
    if clause.allowed is None or value is None:
        return True
    return clause.allowed.within({**scope.names, "?": value}, scope.run) is True


def table(element: etree._Element, terms: Terms) -> Code:
    """Return the code of a decision table."""
    data = read_table(element, terms)
    terms.tables.append(data)
    place = terms.place(element)
    if not data.outputs or not all(data.fits(rule) for rule in data.rules):
        return null_because(place, "the table is incomplete")
    made = _Table(
        data=data,
        place=place,
        inputs=tuple(_input(data, index, terms) for index in range(len(data.inputs))),
        outputs=tuple(_output_cells(data, rule, terms) for rule in data.rules),
        defaults=_defaults(data, terms),
        priorities=priorities_of(data, terms),
    )
    return made.run


def _input(data: TableData, index: int, terms: Terms) -> _Input:
    clause = data.inputs[index]
    cells = tuple(
        (rule.inputs[index], _cell(rule.inputs[index], rule.input_elements[index], terms))
        for rule in data.rules
    )
    return _Input(
        code=_expression(clause.text, clause.element, terms),
        allowed=terms.tests(clause.allowed, clause.element) if clause.allowed else None,
        column=column(cells),
        place=terms.place(clause.element),
    )


def _expression(text: str, element: etree._Element, terms: Terms) -> Code:
    if text:
        return literal(text, element, terms)
    terms.problem(element, "no-logic", "the input has no expression")
    return null_because(terms.place(element), "the input has no expression")


def _cell(text: str, element: etree._Element, terms: Terms) -> Expression | None:
    return None if asks_nothing(text) else terms.tests(text, element)


def _output_cells(data: TableData, rule: Rule, terms: Terms) -> tuple[Code, ...]:
    return tuple(
        _output(text, element, clause, terms)
        for text, element, clause in zip(
            rule.outputs, rule.output_elements, data.outputs, strict=False
        )
    )


def _output(text: str, element: etree._Element, clause: Output, terms: Terms) -> Code:
    if asks_nothing(text):
        return lambda _scope: None
    kind = terms.type_of(clause.element)
    return fitting(literal(text, element, terms), kind, terms.place(element))


def _defaults(data: TableData, terms: Terms) -> tuple[Code, ...] | None:
    if not any(clause.default for clause in data.outputs):
        return None
    return tuple(_output(o.default, o.element, o, terms) for o in data.outputs)
