"""Parts of translated JUEL: how tightly they bind, and the few calls that mean something in FEEL.

Camunda 7 has `now()` and `dateTime()` as functions of its own, and `execution.getVariable("x")`
for a variable; calls of beans and of other Java objects have no counterpart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

WORDS: Final = {
    "eq": "==",
    "ne": "!=",
    "lt": "<",
    "gt": ">",
    "le": "<=",
    "ge": ">=",
    "and": "&&",
    "or": "||",
    "not": "!",
    "div": "/",
    "mod": "%",
}
LEVEL: Final = {
    "||": 1,
    "&&": 2,
    **dict.fromkeys(("==", "!="), 3),
    **dict.fromkeys(("<", ">", "<=", ">="), 4),
    **dict.fromkeys(("+", "-"), 5),
    **dict.fromkeys(("*", "/", "%"), 6),
}
COMPARED, UNARY, WHOLE, CHOICE = 5, 7, 9, 0
_FEEL = {"||": "or", "&&": "and", "==": "="}
_NOW: Final = frozenset({"now", "dateTime"})
_MOVES: Final = re.compile(r"(plus|minus)(Years|Months|Weeks|Days|Hours|Minutes|Seconds)")
_UNITS: Final = {
    "Years": "P{}Y",
    "Months": "P{}M",
    "Days": "P{}D",
    "Hours": "PT{}H",
    "Minutes": "PT{}M",
    "Seconds": "PT{}S",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A translated part and how tightly its outermost operator binds."""

    text: str
    level: int
    is_moment: bool = False
    """Whether it is the present, moved or not: methods of moments are known of it alone."""

    def within(self, level: int) -> str:
        """Return the text, in brackets if it binds less tightly than asked."""
        return self.text if self.level >= level else f"({self.text})"


def joined(operator: str, left: Part, right: Part) -> Part:
    """Return two parts with a JUEL operator between them."""
    level = LEVEL[operator]
    if operator == "%":  # takes the sign of the dividend, unlike modulo()
        dividend, divisor = left.within(level), right.within(UNARY)
        whole = f"round down({dividend} / {divisor}, 0)"
        return Part(f"{dividend} - {divisor} * {whole}", LEVEL["-"])
    # FEEL's comparisons are all of one level: brackets keep those inside each other apart.
    inner = LEVEL["+"] if operator in {"==", "!=", "<", ">", "<=", ">="} else level
    return Part(
        f"{left.within(inner)} {_FEEL.get(operator, operator)} "
        f"{right.within(max(inner, level + 1))}",
        level,
    )


def chosen(holder: Part, key: str) -> Part:
    """Return what a variable in brackets chooses: of a list by its number, of a map by its key.

    No filter does it: in one, names of what is in the list would hide the variable.
    """
    place = f"sublist({holder.text}, {key} + 1, 1)[1]"
    text = f"if {key} instance of number then {place} else get value({holder.text}, {key})"
    return Part(text, CHOICE)


def function_call(name: str, argument: str | None) -> Part | None:
    """Return what a call of a function means in FEEL; None when it means nothing there."""
    return Part("now()", WHOLE, is_moment=True) if name in _NOW and argument is None else None


def method_call(holder: Part, name: str, argument: str | None) -> Part | None:
    """Return what a call of a method means in FEEL: of moments alone, by whole numbers.

    `argument` is the number as it is written, None without one.
    """
    if not holder.is_moment:
        return None
    if argument is None:
        return holder if name == "toDate" else None
    moved = _MOVES.fullmatch(name)
    if moved is None or not argument.isdecimal():
        return None
    sign = "+" if moved[1] == "plus" else "-"
    many, unit = (int(argument) * 7, "Days") if moved[2] == "Weeks" else (int(argument), moved[2])
    text = f'{holder.within(LEVEL["-"])} {sign} duration("{_UNITS[unit].format(many)}")'
    return Part(text, LEVEL["-"], is_moment=True)
