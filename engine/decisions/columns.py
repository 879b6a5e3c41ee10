"""One input column of a table, laid out so that a value finds its rules quickly.

Rules are bits of a whole number: rule 1 is bit 0. Cells that are plain texts, numbers or booleans
are found in a dictionary; every other different text is asked once, however many rules share it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from engine.decisions.scope import Scope
from engine.feel import Expression

_ITEM: Final = r'"[^"\\]*"|-?\d{1,20}(?:\.\d{1,10})?|true|false'
_PLAIN: Final = re.compile(rf"\s*(?:{_ITEM})\s*(?:,\s*(?:{_ITEM})\s*)*", re.ASCII)
_EACH: Final = re.compile(_ITEM, re.ASCII)
_PLAIN_KINDS: Final = (str, Decimal, bool)

Key = tuple[type, object]


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """The tests of one input: `always` the rules that do not ask, then values, then tests.

    `plain` are the tests of the cells in `values`, `booleans` those of them that name a boolean:
    FEEL takes `true` for its own answer when the value is no boolean.
    """

    always: int
    values: Mapping[Key, int]
    tests: tuple[tuple[Expression, int], ...]
    plain: tuple[tuple[Expression, int], ...]
    booleans: tuple[tuple[Expression, int], ...]

    def rules_for(self, value: object, candidates: int, scope: Scope) -> int:
        """Return those of the candidate rules whose cell the value satisfies."""
        found = self.always
        tests = self.tests
        if type(value) in _PLAIN_KINDS:
            found |= self.values.get((type(value), value), 0)
            tests = tests if isinstance(value, bool) else tests + self.booleans
        else:
            # A list, a date or null against plain cells: rare, and FEEL knows what it means.
            tests = tests + self.plain
        names: dict[str, object] = {}
        for test, rules in tests:
            if candidates & rules & ~found:
                names = names or {**scope.names, "?": value}
                if test.within(names, scope.run) is True:
                    found |= rules
        return candidates & found


def plain_values(text: str) -> tuple[str | Decimal | bool, ...] | None:
    """Return the values a cell lists, or None when it is more than a list of plain values."""
    if not _PLAIN.fullmatch(text):
        return None
    return tuple(_value(item) for item in _EACH.findall(text))


def _value(text: str) -> str | Decimal | bool:
    if text.startswith('"'):
        return text[1:-1]
    if text in ("true", "false"):
        return text == "true"
    return Decimal(text)


def asks_nothing(text: str) -> bool:
    """Say whether a cell takes every value."""
    return text in ("", "-")


def column(cells: tuple[tuple[str, Expression | None], ...]) -> Column:
    """Lay out a column from its cells, top to bottom; None is a cell that cannot be read."""
    always = 0
    values: dict[Key, int] = {}
    tests: dict[Expression, int] = {}
    plain: dict[Expression, int] = {}
    booleans: dict[Expression, int] = {}
    for number, (text, expression) in enumerate(cells):
        bit = 1 << number
        if asks_nothing(text):
            always |= bit
        elif expression is not None:
            listed = plain_values(text)
            kept = tests if listed is None else plain
            kept[expression] = kept.get(expression, 0) | bit
            if any(isinstance(value, bool) for value in listed or ()):
                booleans[expression] = booleans.get(expression, 0) | bit
            for value in listed or ():
                key = (type(value), value)
                values[key] = values.get(key, 0) | bit
    return Column(
        always=always,
        values=values,
        tests=tuple(tests.items()),
        plain=tuple(plain.items()),
        booleans=tuple(booleans.items()),
    )
