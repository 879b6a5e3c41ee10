"""Parts of translated JUEL: how tightly they bind, and the few calls that mean something in FEEL.

Camunda 7 has `now()` and `dateTime()` as functions of its own, `execution.getVariable("x")` for a
variable, and the methods of Java's texts, lists and maps; beans have no counterpart.
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
    if operator in {"==", "!="}:
        left, right = _as_text(left, right), _as_text(right, left)
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


def _as_text(part: Part, other: Part) -> Part:
    """Return a part as it is compared with another: what is compared with the text of a number or
    of yes and no is so as a text (JUEL, of two that differ in type, makes one the other's).
    """
    if _LIKE_A_VALUE.fullmatch(other.text) is None or _LITERAL.fullmatch(part.text):
        return part
    return Part(f"string({part.text})", WHOLE)


_LIKE_A_VALUE: Final = re.compile(r'"(true|false|-?\d+(\.\d+)?)"')
_LITERAL: Final = re.compile(r'"([^"\\]|\\.)*"|[-\d.]+|true|false|null')


def chosen(holder: Part, key: str) -> Part:
    """Return what a variable in brackets chooses: of a list by its number, of a map by its key.

    No filter does it: in one, names of what is in the list would hide the variable.
    """
    place = f"sublist({holder.text}, {key} + 1, 1)[1]"
    text = f"if {key} instance of number then {place} else get value({holder.text}, {key})"
    return Part(text, CHOICE)


def function_call(name: str, arguments: list[Part]) -> Part | None:
    """Return what a call of a function means in FEEL; None when it means nothing there."""
    return Part("now()", WHOLE, is_moment=True) if name in _NOW and not arguments else None


def method_call(holder: Part, name: str, arguments: list[Part]) -> Part | None:
    """Return what a call of a method means in FEEL: of moments, texts, lists and maps.

    What a variable holds is not known here: of two meanings its value chooses. None for others.
    """
    if holder.is_moment:
        return _moved(holder, name, arguments)
    of = holder.within(WHOLE)
    if not arguments:
        return _got(of, name)
    if len(arguments) > 1:
        return None
    given = arguments[0]
    if name == "get":
        return chosen(holder, given.within(WHOLE))
    if name == "equals":
        return joined("==", holder, given)
    return Part(_ASKED[name].format(of, given.text), WHOLE) if name in _ASKED else None


def _got(of: str, name: str) -> Part | None:
    """Return what a method without an argument gives; of external work also what it is got by."""
    if of == _WORK and (getter := _GETTER.fullmatch(name)):
        return Part(f"{_WORK}.{getter[1].lower()}{getter[2]}", WHOLE)
    return Part(_PLAIN[name].format(of), WHOLE) if name in _PLAIN else None


_WORK: Final = "externalTask"
_GETTER: Final = re.compile(r"get([A-Z])(\w*)")
_PLAIN: Final = {
    **dict.fromkeys(("intValue", "longValue", "doubleValue", "booleanValue"), "{0}"),
    "size": "(if {0} instance of list then count({0}) else count(get entries({0})))",
    "isEmpty": 'list contains([null, "", [], {{}}], {0})',
    "length": "string length({0})",
    "toLowerCase": "lower case({0})",
    "toUpperCase": "upper case({0})",
    "toString": "string({0})",
    "trim": 'replace({0}, "^\\s+|\\s+$", "")',
}
"""Methods without an argument; `{0}` is what they are called of."""
_ASKED: Final = {
    "contains": "(if {0} instance of list then list contains({0}, {1}) else contains({0}, {1}))",
    "containsKey": "list contains(get entries({0}).key, {1})",
    "equalsIgnoreCase": "(lower case({0}) = lower case({1}))",
    "startsWith": "starts with({0}, {1})",
    "endsWith": "ends with({0}, {1})",
}
"""Methods with one argument, which is `{1}`."""


def _moved(moment: Part, name: str, arguments: list[Part]) -> Part | None:
    """Return a moment moved by a whole number of units, written as it is."""
    if not arguments:
        return moment if name == "toDate" else None
    moved, argument = _MOVES.fullmatch(name), arguments[0].text
    if moved is None or not argument.isdecimal() or len(arguments) > 1:
        return None
    sign = "+" if moved[1] == "plus" else "-"
    many, unit = (int(argument) * 7, "Days") if moved[2] == "Weeks" else (int(argument), moved[2])
    text = f'{moment.within(LEVEL["-"])} {sign} duration("{_UNITS[unit].format(many)}")'
    return Part(text, LEVEL["-"], is_moment=True)
