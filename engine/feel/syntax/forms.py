"""Reading what begins with its own word or bracket: `if`, `for`, lists, ranges, functions …"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, Overflow

from engine.feel.data.values import NUMBERS
from engine.feel.errors import FeelLimitExceeded
from engine.feel.syntax.cursor import Cursor
from engine.feel.syntax.tokens import LOOP_NAME, PARAMETER_NAME, Kind, Token
from engine.feel.syntax.tree import (
    AtLiteral,
    ContextOf,
    For,
    If,
    Iterator,
    Lambda,
    ListOf,
    Literal,
    Name,
    Negation,
    Node,
    Parameter,
    Quantified,
    RangeOf,
    UnaryTest,
)
from engine.feel.syntax.typeforms import type_expression

ADDITIVE = 40
NEGATION = 70
A_VALUE = "a value, a name or '('"


def primary(cursor: Cursor) -> Node:
    """Read the part of an expression that stands before any operator."""
    token = cursor.token
    if token.kind is Kind.NAME:
        cursor.advance()
        return Name(position=token.start, name=token.text)
    if token.kind is Kind.NUMBER:
        cursor.advance()
        return Literal(position=token.start, value=number(token.text))
    if token.kind is Kind.STRING:
        cursor.advance()
        return Literal(position=token.start, value=token.text)
    form = _FORMS.get(token.text) if token.kind in {Kind.SYMBOL, Kind.KEYWORD} else None
    if form is None:
        cursor.fail(A_VALUE)
    return form(cursor, token)


def number(text: str) -> Decimal:
    """Return a number's value, rounded to 34 digits.

    Raises:
        FeelLimitExceeded: it is beyond 10 to the power of 6144.
    """
    try:
        return NUMBERS.create_decimal(text)
    except Overflow as error:
        raise FeelLimitExceeded(limit="number size", allowed=NUMBERS.Emax) from error


def _constant(*, value: object) -> Callable[[Cursor, Token], Node]:
    def read(cursor: Cursor, token: Token) -> Node:
        cursor.advance()
        return Literal(position=token.start, value=value)

    return read


def _at_literal(cursor: Cursor, token: Token) -> Node:
    cursor.advance()
    if cursor.token.kind is not Kind.STRING:
        cursor.fail('a date, time or duration in quotation marks, such as @"2026-03-10"')
    return AtLiteral(position=token.start, text=cursor.advance().text)


def _negation(cursor: Cursor, token: Token) -> Node:
    cursor.advance()
    if cursor.token.kind is Kind.NUMBER:  # the sign is part of the number (grammar rule 37)
        return Literal(position=token.start, value=-number(cursor.advance().text))
    return Negation(position=token.start, operand=cursor.expression(NEGATION))


def unary_test(cursor: Cursor, token: Token) -> Node:
    """Read `< end` and its like."""
    cursor.advance()
    operand = cursor.expression(ADDITIVE - 1)
    return UnaryTest(position=token.start, operator=token.text, operand=operand)


def _if(cursor: Cursor, token: Token) -> Node:
    cursor.advance()
    condition = cursor.expression()
    cursor.expect("then")
    consequence = cursor.expression()
    cursor.expect("else")
    return If(
        position=token.start,
        condition=condition,
        consequence=consequence,
        alternative=cursor.expression(),
    )


def _for(cursor: Cursor, token: Token) -> Node:
    cursor.known.push()
    iterators = _iterators(cursor)
    cursor.known.add("partial")
    cursor.expect("return")
    body = cursor.expression()
    cursor.known.pop()
    return For(position=token.start, iterators=iterators, body=body)


def _quantified(cursor: Cursor, token: Token) -> Node:
    cursor.known.push()
    iterators = _iterators(cursor)
    cursor.expect("satisfies")
    body = cursor.expression()
    cursor.known.pop()
    return Quantified(
        position=token.start, every=token.text == "every", iterators=iterators, body=body
    )


def _iterators(cursor: Cursor) -> tuple[Iterator, ...]:
    iterators: list[Iterator] = []
    while True:
        cursor.advance()
        start = cursor.token.start
        name = cursor.new_name(LOOP_NAME, "the name of a loop variable")
        cursor.expect("in")
        source = cursor.expression()
        end = cursor.expression() if cursor.accept("..") else None
        iterators.append(Iterator(position=start, name=name, source=source, end=end))
        if not cursor.at(","):
            return tuple(iterators)


def _bracket(cursor: Cursor, token: Token) -> Node:
    cursor.advance()
    if cursor.accept("]"):
        return ListOf(position=token.start, items=())
    first = cursor.expression()
    if cursor.at(".."):
        return _range(cursor, token, first)
    items = [first]
    while cursor.accept(","):
        items.append(cursor.expression())
    cursor.expect("]")
    return ListOf(position=token.start, items=tuple(items))


def _parenthesis(cursor: Cursor, token: Token) -> Node:
    cursor.advance()
    inner = cursor.expression()
    if cursor.at(".."):
        return _range(cursor, token, inner)
    cursor.expect(")")
    return inner


def _open_range(cursor: Cursor, token: Token) -> Node:
    cursor.advance()
    return _range(cursor, token, cursor.expression())


def _range(cursor: Cursor, opening: Token, start: Node) -> Node:
    cursor.expect("..")
    end = cursor.expression()
    closing = cursor.token
    if closing.text not in {"]", ")", "["} or closing.kind is not Kind.SYMBOL:
        cursor.fail("the end of the range: ']' or ')'")
    cursor.advance()
    return RangeOf(
        position=opening.start,
        start=start,
        end=end,
        start_included=opening.text == "[",
        end_included=closing.text == "]",
    )


def _context(cursor: Cursor, token: Token) -> Node:
    cursor.advance()
    entries: list[tuple[str, Node]] = []
    while not cursor.at("}"):
        entries.append(_entry(cursor))
        if not cursor.accept(","):
            break
    cursor.expect("}")
    return ContextOf(position=token.start, entries=tuple(entries))


def _entry(cursor: Cursor) -> tuple[str, Node]:
    if cursor.token.kind is Kind.STRING:
        key = cursor.advance().text
        cursor.expect(":")
    else:
        name = cursor.key()
        if name is None:
            cursor.fail("a name and ':'")
        key = name
    value = cursor.expression()
    # A key stays known after its context: `{a-b: 1}.a-b` reads it from outside.
    cursor.known.add(key)
    return key, value


def _lambda(cursor: Cursor, token: Token) -> Node:
    cursor.advance()
    cursor.expect("(")
    cursor.known.push()
    parameters: list[Parameter] = []
    while not cursor.at(")"):
        parameters.append(_parameter(cursor))
        if not cursor.accept(","):
            break
    cursor.expect(")")
    body = _body(cursor)
    cursor.known.pop()
    return Lambda(position=token.start, parameters=tuple(parameters), body=body)


def _body(cursor: Cursor) -> Node | None:
    if cursor.token.kind is Kind.NAME and cursor.token.text == "external":
        cursor.advance()
        cursor.expression()
        return None
    return cursor.expression()


def _parameter(cursor: Cursor) -> Parameter:
    start = cursor.token.start
    name = cursor.new_name(PARAMETER_NAME, "the name of a parameter or ')'")
    kind = type_expression(cursor) if cursor.accept(":") else None
    return Parameter(position=start, name=name, kind=kind)


_FORMS: dict[str, Callable[[Cursor, Token], Node]] = {
    "true": _constant(value=True),
    "false": _constant(value=False),
    "null": _constant(value=None),
    "@": _at_literal,
    "-": _negation,
    "if": _if,
    "for": _for,
    "some": _quantified,
    "every": _quantified,
    "function": _lambda,
    "[": _bracket,
    "]": _open_range,
    "(": _parenthesis,
    "{": _context,
    "<": unary_test,
    "<=": unary_test,
    ">": unary_test,
    ">=": unary_test,
    "=": unary_test,
    "!=": unary_test,
}
