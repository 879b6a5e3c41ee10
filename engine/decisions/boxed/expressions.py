"""Boxed expressions, made ready to run (DMN 1.5 chapter 7 and section 10.2)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from lxml import etree

from engine.decisions.boxed.loops import conditional, every, filtered, for_each, some
from engine.decisions.boxed.routines import Parameter, Routine
from engine.decisions.reading.terms import Terms, fitting, literal, null_because, spelled
from engine.decisions.reading.xml import child, children, foreign_language, tag_of, text_of
from engine.decisions.scope import Code, Scope
from engine.decisions.tables.deciding import table
from engine.feel import NotApplicable
from engine.feel.running.functions import invoke

Compiler = Callable[[etree._Element, Terms], Code]


def logic_of(element: etree._Element, terms: Terms) -> Code | None:
    """Return the code of the one boxed expression inside an element, or None without one."""
    for inner in children(element):
        if tag_of(inner) in EXPRESSIONS:
            return boxed(inner, terms)
    return None


def boxed(element: etree._Element, terms: Terms) -> Code:
    """Return the code of a boxed expression, fitted to its own type."""
    compiler = EXPRESSIONS[tag_of(element)]
    code = compiler(element, terms)
    if tag_of(element) == "functionDefinition":
        return code
    return fitting(code, terms.type_of(element), terms.place(element))


def _needed(element: etree._Element, terms: Terms) -> Code:
    code = logic_of(element, terms)
    if code is not None:
        return code
    terms.problem(element, "no-logic", "there is no expression")
    return null_because(terms.place(element), "there is no expression")


def _literal(element: etree._Element, terms: Terms) -> Code:
    language = foreign_language(element)
    if language:
        return null_because(terms.place(element), f"{language} is not executed")
    text = text_of(child(element, "text"))
    if not text:
        return null_because(terms.place(element), "there is no expression")
    return literal(text, element, terms)


def _context(element: etree._Element, terms: Terms) -> Code:
    entries: list[tuple[str, Code]] = []
    result: Code | None = None
    for entry in children(element, "contextEntry"):
        variable = child(entry, "variable")
        code = _needed(entry, terms)
        if variable is None:
            result = code
            continue
        name = spelled(variable.get("name"))
        entries.append((name, fitting(code, terms.type_of(variable), terms.place(entry))))
        terms = terms.knowing([name])

    def run(scope: Scope) -> object:
        inner = scope.inner({})
        value: dict[str, object] = {}
        for name, code in entries:
            value[name] = inner.names[name] = code(inner)
        return value if result is None else result(inner)

    return run


def _list(element: etree._Element, terms: Terms) -> Code:
    items = [boxed(e, terms) for e in children(element) if tag_of(e) in EXPRESSIONS]
    return lambda scope: [item(scope) for item in items]


def _relation(element: etree._Element, terms: Terms) -> Code:
    columns = [spelled(column.get("name")) for column in children(element, "column")]
    rows = [
        [boxed(cell, terms) for cell in children(row) if tag_of(cell) in EXPRESSIONS]
        for row in children(element, "row")
    ]
    for row in rows:
        if len(row) != len(columns):
            terms.problem(element, "cells", f"a row has {len(row)} cells of {len(columns)}")

    def run(scope: Scope) -> object:
        return [
            {name: cell(scope) for name, cell in zip(columns, row, strict=False)} for row in rows
        ]

    return run


def _invocation(element: etree._Element, terms: Terms) -> Code:
    place = terms.place(element)
    callee = _needed(element, terms)
    bindings: list[tuple[str, Code]] = []
    for binding in children(element, "binding"):
        parameter = child(binding, "parameter")
        name = spelled(None if parameter is None else parameter.get("name"))
        bindings.append((name, _needed(binding, terms)))
    names = tuple(name for name, _ in bindings)

    def run(scope: Scope) -> object:
        function = callee(scope)
        values = [code(scope) for _, code in bindings]
        try:
            return invoke(function, values, names, scope.run)
        except NotApplicable as reason:
            scope.notes.warn(place, reason.message)
            return None

    return run


def _function(element: etree._Element, terms: Terms) -> Code:
    return function_of(element, terms)


def function_of(element: etree._Element, terms: Terms) -> Code:
    """Return code that makes a callable of a `functionDefinition` or `encapsulatedLogic`."""
    place = terms.place(element)
    if element.get("kind", "FEEL").upper() != "FEEL":
        kind = element.get("kind", "")
        terms.problem(element, "not-executed", f"a function of the kind {kind}")
        return null_because(place, f"a function of the kind {kind} is not executed")
    parameters = tuple(
        Parameter(name=spelled(p.get("name")), type=terms.type_of(p))
        for p in children(element, "formalParameter")
    )
    body = _needed(element, terms.knowing(p.name for p in parameters))
    result = terms.types.result_of(element, terms)

    def define(scope: Scope) -> object:
        return Routine(parameters=parameters, body=body, result=result, place=place, scope=scope)

    return define


EXPRESSIONS: Final[dict[str, Compiler]] = {
    "literalExpression": _literal,
    "decisionTable": table,
    "context": _context,
    "list": _list,
    "relation": _relation,
    "invocation": _invocation,
    "functionDefinition": _function,
    "conditional": lambda element, terms: conditional(element, terms, logic_of),
    "filter": lambda element, terms: filtered(element, terms, logic_of),
    "for": lambda element, terms: for_each(element, terms, logic_of),
    "some": lambda element, terms: some(element, terms, logic_of),
    "every": lambda element, terms: every(element, terms, logic_of),
}
