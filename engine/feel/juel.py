"""Camunda 7's `${…}` and `#{…}` (JUEL, the unified expression language of Java EE) to FEEL.

What has the same meaning in FEEL is translated; the rest (calls of beans, assignments) is refused
with its position, so that no diagram changes its meaning silently.
"""

from __future__ import annotations

import re
from typing import NoReturn

from engine.feel.data.text import quoted
from engine.feel.errors import JuelError
from engine.feel.juel_parts import (
    CHOICE,
    COMPARED,
    LEVEL,
    UNARY,
    WHOLE,
    WORDS,
    Part,
    chosen,
    function_call,
    joined,
    method_call,
)
from engine.feel.syntax.tokens import KEYWORDS

_TOKEN = re.compile(
    r"""\s*(?:(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+)"""
    r"""|(?P<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
    r"""|(?P<name>[^\W\d][\w$]*)"""
    r"""|(?P<symbol>&&|\|\||[=!<>]=|->|[-+*/%<>!?:()\[\].,;=}{])"""
    r"""|(?P<end>\Z)|(?P<bad>.))""",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_OPENING = re.compile(r"\\?[$#]\{")
_IMPLICIT = frozenset({"execution", "task", "externalTask", "caseExecution", "authenticatedUserId"})
"""Names behind which Camunda 7 has an object of its own, whatever the variables are."""
_VARIABLE = re.compile(r"""execution\s*\.\s*(get|has)Variable\(\s*["']([^\W\d]\w*)["']\s*\)""")
_CALLS = "Calls of functions and methods have no counterpart in FEEL."
_NONE: frozenset[str] = frozenset()
_MAX_NESTING = 50
_MAX_TEXT = 10_000


def is_juel(text: str) -> bool:
    """Say whether a text holds `${…}` or `#{…}`."""
    return any(not one.group().startswith("\\") for one in _OPENING.finditer(text))


def translate_juel(text: str, objects: frozenset[str] = _NONE) -> str:
    """Return the FEEL text that means the same as a text with `${…}` or `#{…}`.

    `objects` are those of Camunda 7 (`externalTask`) that are among the variables where it stands.

    Text around the braces becomes strings joined to the values, of which null is an empty one:
    `HV-${number}` becomes `"HV-" + string(get or else(number, ""))`.

    Raises:
        JuelError: something in it has no counterpart, or it is malformed.
    """
    if len(text) > _MAX_TEXT:
        raise JuelError(position=_MAX_TEXT, reason="The expression is too long.")
    pieces = _pieces(text, objects)
    filled = [piece for piece in pieces if isinstance(piece, Part) or piece.strip()]
    if len(filled) == 1 and isinstance(filled[0], Part):
        return filled[0].text
    return " + ".join(
        f'string(get or else({piece.text}, ""))' if isinstance(piece, Part) else quoted(piece)
        for piece in pieces
        if piece
    )


def is_mixed(text: str) -> int | None:
    """Return where text stands around or between `${…}`, if it does. Raises JuelError."""
    position = parts = 0
    while (found := _OPENING.search(text, position)) is not None:
        before = text[position : found.start()]
        if before.strip() or found.group().startswith("\\") or parts:
            return position + len(before) - len(before.lstrip())
        parts, position = 1, _Translation(text, found.end(), _IMPLICIT).whole()[1]
    rest = text[position:]
    return position + len(rest) - len(rest.lstrip()) if rest.strip() else None


def _pieces(text: str, objects: frozenset[str]) -> list[Part | str]:
    """Return the plain texts and the translated expressions in their order."""
    pieces: list[Part | str] = []
    position = 0
    while (found := _OPENING.search(text, position)) is not None:
        pieces.append(text[position : found.start()])
        position = found.end()
        if found.group().startswith("\\"):
            pieces.append(found.group()[1:])
        else:
            part, position = _Translation(text, position, objects).whole()
            pieces.append(part)
    pieces.append(text[position:])
    return pieces


class _Translation:
    """Reads one expression between braces, and writes it as FEEL."""

    def __init__(self, text: str, start: int, objects: frozenset[str] = _NONE) -> None:
        """Stand behind the opening brace; `objects` of Camunda 7 are there too."""
        self._text = text
        self._objects = objects
        self._nesting = 0
        self._at = start
        self._advance()

    def whole(self) -> tuple[Part, int]:
        """Return the translation up to the closing brace, and the place after it."""
        part = self._expression()
        if self._seen != "}":
            self._fail("Expected '}' or an operator here.")
        return part, self._end

    def _advance(self) -> str:
        used = getattr(self, "_seen", "")
        found = _TOKEN.match(self._text, self._at)
        if found is None or found.lastgroup is None:
            self._start = self._at
            self._fail("This cannot be read.")
        self._kind = found.lastgroup
        self._seen = found.group(self._kind)
        self._start, self._end = found.span(self._kind)
        self._at = self._end
        if self._kind == "name":
            self._seen = WORDS.get(self._seen, self._seen)
        return used

    def _fail(self, reason: str, at: int | None = None) -> NoReturn:
        raise JuelError(position=self._start if at is None else at, reason=reason)

    def _expect(self, symbol: str) -> None:
        if self._seen != symbol or self._kind == "string":
            self._fail(f"Expected '{symbol}' here.")
        self._advance()

    def _expression(self) -> Part:
        self._nesting += 1
        if self._nesting > _MAX_NESTING:
            self._fail("The expression is nested too deeply.")
        part = self._binary(1)
        if self._seen == "?" and self._kind == "symbol":
            part = self._choice(part)
        if self._seen in {"=", "->", ";"} and self._kind == "symbol":
            self._fail("Assignments, lambdas and several statements have no counterpart in FEEL.")
        self._nesting -= 1
        return part

    def _choice(self, condition: Part) -> Part:
        self._advance()
        consequence = self._expression()
        self._expect(":")
        alternative = self._expression()
        return Part(f"if {condition.text} then {consequence.text} else {alternative.text}", CHOICE)

    def _binary(self, level: int) -> Part:
        left = self._unary()
        while self._kind != "string" and LEVEL.get(self._seen, 0) >= level:
            operator = self._advance()
            right = self._binary(LEVEL[operator] + 1)
            left = joined(operator, left, right)
        return left

    def _unary(self) -> Part:
        if self._kind == "string" or self._seen not in {"!", "-", "empty"}:
            return self._suffixed(self._value())
        self._nesting += 1
        if self._nesting > _MAX_NESTING:
            self._fail("The expression is nested too deeply.")
        operator = self._advance()
        operand = self._unary()
        self._nesting -= 1
        match operator:
            case "!":  # `not(null)` is null in FEEL, where `!null` is true
                return Part(f"not({operand.within(COMPARED)} = true)", WHOLE)
            case "empty":
                return Part(f'list contains([null, "", [], {{}}], {operand.text})', WHOLE)
            case _:
                return Part(f"-{operand.within(UNARY)}", UNARY)

    def _value(self) -> Part:
        kind, seen = self._kind, self._seen
        if kind == "number":
            self._advance()
            return Part(seen, WHOLE)
        if kind == "string":
            self._advance()
            return Part(quoted(_ESCAPE.sub(r"\1", seen[1:-1])), WHOLE)
        if kind == "name":
            return self._name()
        if seen != "(":
            self._fail("Expected a value, a variable or '(' here.")
        self._advance()
        inner = self._expression()
        self._expect(")")
        return inner

    def _name(self, *, is_member: bool = False) -> Part:
        name = self._seen
        if name == "execution" and not is_member:
            return self._variable()
        self._check_name(name, is_member=is_member)
        self._advance()
        if self._seen != "(" or self._kind != "symbol" or is_member:
            return Part(name, WHOLE)
        start = self._start
        return function_call(name, self._arguments()) or self._fail(_CALLS, start)

    def _check_name(self, name: str, *, is_member: bool) -> None:
        if name not in {"true", "false", "null"} and (name in KEYWORDS or "$" in name):
            self._fail(f"The name {name} cannot be used in FEEL.")
        if name in _IMPLICIT and name not in self._objects and not is_member:
            self._fail(f"{name} is an object of Camunda 7, which is not there.")

    def _variable(self) -> Part:
        """Read `execution.getVariable("name")`: that variable; of `hasVariable` if it is there."""
        call = _VARIABLE.match(self._text, self._start)
        if call is None:
            self._fail("execution is an object of Camunda 7, which is not there.")
        self._check_name(call[2], is_member=False)
        self._at = call.end()
        self._advance()
        return Part(call[2] if call[1] == "get" else f"is defined({call[2]})", WHOLE)

    def _arguments(self) -> list[Part]:
        """Read the brackets of a call and what stands in them."""
        self._advance()
        found: list[Part] = []
        while self._seen != ")" or self._kind != "symbol":
            if found:
                self._expect(",")
            found.append(self._expression())
        self._advance()
        return found

    def _suffixed(self, part: Part) -> Part:
        while self._kind == "symbol" and self._seen in {".", "[", "("}:
            if len(part.text) > _MAX_TEXT:  # some parts are written more than once
                self._fail("The expression is too long.")
            if self._seen == "(":
                self._fail(_CALLS)
            if self._advance() == ".":
                if self._kind != "name":
                    self._fail("Expected a name here.")
                name, start = self._name(is_member=True).text, self._start
                if self._seen == "(" and self._kind == "symbol":
                    called = method_call(part, name, self._arguments())
                    part = called or self._fail(_CALLS, start)
                else:
                    part = Part(f"{part.within(WHOLE)}.{name}", WHOLE)
            else:
                part = self._element(part)
        return part

    def _element(self, holder: Part) -> Part:
        kind, seen = self._kind, self._seen
        if kind == "string":
            key = quoted(_ESCAPE.sub(r"\1", seen[1:-1]))
            part = Part(f"get value({holder.text}, {key})", WHOLE)
        elif kind == "number" and seen.isdecimal():
            part = Part(f"{holder.within(WHOLE)}[{int(seen) + 1}]", WHOLE)
        elif kind == "name":
            self._check_name(seen, is_member=False)
            part = chosen(holder, seen)
        else:
            self._fail("Only a number, a name or a string can be translated in brackets.")
        self._advance()
        self._expect("]")
        return part
