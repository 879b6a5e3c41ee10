"""One input column of a table, laid out so that a value finds its rules quickly.

Rules are bits of a whole number: rule 1 is bit 0. Cells that list texts or booleans are found in a
dictionary, comparisons and intervals of numbers and dates by bisection; every other different text
is asked once, however many rules share it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from engine.decisions.checking.cells import Cell, Span, read_cell
from engine.decisions.checking.stretches import Stretches, stretches
from engine.decisions.scope import Scope
from engine.feel import Expression

_ORDERED: Final[tuple[type, ...]] = (Decimal, date)
_LISTED: Final[tuple[type, ...]] = (str, bool)
_PLAIN_KINDS: Final = frozenset({*_ORDERED, *_LISTED})

Tests = tuple[tuple[Expression, int], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """The tests of one input: `always` the rules that do not ask, then how each kind is found.

    `tests` are the cells only FEEL can judge; `plain` those it judges when the value is of no plain
    kind (a list, say); `booleans` those of them that name a boolean: FEEL takes `true` for its own
    answer when the value is no boolean.
    """

    always: int
    listed: Mapping[tuple[type, object], int]
    ordered: Mapping[type, Stretches]
    tests: Tests
    plain: Tests
    booleans: Tests

    def rules_for(self, value: object, candidates: int, scope: Scope) -> int:
        """Return those of the candidate rules whose cell the value satisfies."""
        found = self.always
        tests = self.tests
        kind = type(value)
        if kind in self.ordered:
            found |= self.ordered[kind].rules_for(value)
        elif kind in _LISTED:
            found |= self.listed.get((kind, value), 0)
        if kind not in _PLAIN_KINDS:
            tests = tests + self.plain
        elif kind is not bool:
            tests = tests + self.booleans
        names: dict[str, object] = {}
        for test, rules in tests:
            if candidates & rules & ~found:
                names = names or {**scope.names, "?": value}
                if test.within(names, scope.run) is True:
                    found |= rules
        return candidates & found


def asks_nothing(text: str) -> bool:
    """Say whether a cell takes every value."""
    return text in ("", "-")


def column(cells: Sequence[tuple[str, Expression | None]]) -> Column:
    """Lay out a column from its cells, top to bottom; None is a cell that cannot be read."""
    always = 0
    listed: dict[tuple[type, object], int] = defaultdict(int)
    ordered: dict[type, list[tuple[int, Sequence[Span]]]] = defaultdict(list)
    kept: dict[str, dict[Expression, int]] = {"tests": {}, "plain": {}, "booleans": {}}
    for number, (text, expression) in enumerate(cells):
        bit = 1 << number
        if asks_nothing(text):
            always |= bit
            continue
        if expression is None:
            continue
        cell = read_cell(text)
        kind = _kind(cell)
        for group in _groups(kind):
            kept[group][expression] = kept[group].get(expression, 0) | bit
        if cell is not None and kind in _ORDERED:
            ordered[kind].append((bit, cell.spans))
        elif cell is not None and kind in _LISTED:
            for value in cell.values():
                listed[kind, value] |= bit
    return Column(
        always=always,
        listed=dict(listed),
        ordered={kind: stretches(found) for kind, found in ordered.items()},
        tests=tuple(kept["tests"].items()),
        plain=tuple(kept["plain"].items()),
        booleans=tuple(kept["booleans"].items()),
    )


def _kind(cell: Cell | None) -> type | None:
    """Return the one kind of a cell that can be looked up, None for one that FEEL must judge."""
    if cell is None or cell.negated:
        return None
    kinds = {type(value) for value in cell.values()}
    if len(kinds) != 1:
        return None
    kind = kinds.pop()
    comparing = any(span.low is None or span.low != span.high for span in cell.spans)
    return None if kind in _LISTED and comparing else kind


def _groups(kind: type | None) -> tuple[str, ...]:
    if kind is None:
        return ("tests",)
    return ("plain", "booleans") if kind is bool else ("plain",)
