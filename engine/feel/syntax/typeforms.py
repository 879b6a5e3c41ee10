"""Reading types: after `instance of`, and after the colon of a parameter."""

from __future__ import annotations

from engine.feel.syntax.cursor import Cursor
from engine.feel.syntax.tokens import Kind
from engine.feel.syntax.tree import Node, TypeContext, TypeFunction, TypeName, TypeOf

KEYWORD_TYPES = ("date and time", "years and months duration", "days and time duration")


def type_expression(cursor: Cursor) -> Node:
    """Read one type.

    Raises:
        FeelSyntaxError: what stands here is not a type.
        FeelLimitExceeded: types are nested too deeply.
    """
    cursor.nest()
    kind = _type(cursor)
    cursor.unnest()
    return kind


def _type(cursor: Cursor) -> Node:
    start = cursor.token.start
    if cursor.accept("function"):
        return _function(cursor, start)
    name = _type_name(cursor)
    if name in {"list", "range"} and cursor.accept("<"):
        of = type_expression(cursor)
        cursor.expect(">")
        return TypeOf(position=start, container=name, of=of)
    if name == "context" and cursor.accept("<"):
        return _context(cursor, start)
    return TypeName(position=start, name=name)


def _type_name(cursor: Cursor) -> str:
    token = cursor.token
    cursor.known.push()
    for name in KEYWORD_TYPES:
        cursor.known.add(name)
    cursor.go_to(token.start)
    if cursor.token.kind is not Kind.NAME and not cursor.at("null"):
        cursor.fail("the name of a type")
    name = cursor.token.text
    cursor.known.pop()
    cursor.advance()
    while cursor.at(".") and cursor.peek().kind is Kind.NAME:
        cursor.advance()
        name += "." + cursor.advance().text
    return name


def _function(cursor: Cursor, start: int) -> Node:
    if not cursor.accept("<"):
        return TypeName(position=start, name="function")
    parameters: list[Node] = []
    while not cursor.at(">"):
        parameters.append(type_expression(cursor))
        if not cursor.accept(","):
            break
    cursor.expect(">")
    cursor.expect("->")
    result = type_expression(cursor)
    return TypeFunction(position=start, parameters=tuple(parameters), result=result)


def _context(cursor: Cursor, start: int) -> Node:
    fields: list[tuple[str, Node]] = []
    while True:
        key = cursor.key()
        if key is None:
            cursor.fail("a name and ':'")
        fields.append((key, type_expression(cursor)))
        if not cursor.accept(","):
            break
    cursor.expect(">")
    return TypeContext(position=start, fields=tuple(fields))
