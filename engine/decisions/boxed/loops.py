"""Boxed conditionals, filters and iterators (DMN 1.5 sections 10.2.2.9 to 10.2.2.11)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from lxml import etree

from engine.decisions.reading.terms import Terms, null_because, spelled
from engine.decisions.reading.xml import child
from engine.decisions.scope import Code, Scope
from engine.feel import parse

Logic = Callable[[etree._Element, Terms], Code | None]
_EACH: Final = parse("for each in values return each")


def conditional(element: etree._Element, terms: Terms, logic: Logic) -> Code:
    """Return the code of `if`, `then`, `else`; null chooses the else, no boolean neither."""
    condition, then, otherwise = (_part(element, t, terms, logic) for t in ("if", "then", "else"))
    place = terms.place(element)

    def run(scope: Scope) -> object:
        chosen = condition(scope)
        if chosen is True:
            return then(scope)
        if chosen is None or chosen is False:
            return otherwise(scope)
        scope.notes.warn(place, "the condition is neither true nor false")
        return None

    return run


def filtered(element: etree._Element, terms: Terms, logic: Logic) -> Code:
    """Return the code of a filter: the items for which `match` is true.

    The match sees `item` and, for contexts, their entries by name.
    """
    source = _part(element, "in", terms, logic)
    match = _part(element, "match", terms.knowing(["item"]), logic)
    place = terms.place(element)

    def run(scope: Scope) -> object:
        items = _items(source(scope), scope)
        if items is None:
            return []
        answers = [match(scope.inner(_named(item))) for item in items]
        if any(not isinstance(answer, bool | None) for answer in answers):
            scope.notes.warn(place, "the match is neither true nor false")
            return None
        return [item for item, answer in zip(items, answers, strict=True) if answer is True]

    return run


def _named(item: object) -> dict[str, object]:
    return {**(item if isinstance(item, dict) else {}), "item": item}


def for_each(element: etree._Element, terms: Terms, logic: Logic) -> Code:
    """Return the code of `for`: the body's values in order; `partial` are those so far."""
    name = spelled(element.get("iteratorVariable"))
    source = _part(element, "in", terms, logic)
    body = _part(element, "return", terms.knowing([name, "partial"]), logic)
    uses_partial = "partial" in "".join(str(text) for text in element.itertext())

    def run(scope: Scope) -> object:
        items = _items(source(scope), scope)
        if items is None:
            return None
        done: list[object] = []
        for item in items:
            scope.run.charge()
            names = {name: item}
            if uses_partial:
                scope.run.charge(len(done))
                names["partial"] = list(done)
            done.append(body(scope.inner(names)))
        return done

    return run


def some(element: etree._Element, terms: Terms, logic: Logic) -> Code:
    """Return the code of `some`: true when the condition is true for one item."""
    return _quantified(element, terms, logic, decisive=True)


def every(element: etree._Element, terms: Terms, logic: Logic) -> Code:
    """Return the code of `every`: false when the condition is false for one item."""
    return _quantified(element, terms, logic, decisive=False)


def _quantified(element: etree._Element, terms: Terms, logic: Logic, *, decisive: bool) -> Code:
    name = spelled(element.get("iteratorVariable"))
    source = _part(element, "in", terms, logic)
    condition = _part(element, "satisfies", terms.knowing([name]), logic)

    def run(scope: Scope) -> object:
        items = _items(source(scope), scope)
        if items is None:
            return None
        answers = [condition(scope.inner({name: item})) for item in items]
        if any(answer is decisive for answer in answers):
            return decisive
        return None if any(answer is not (not decisive) for answer in answers) else not decisive

    return run


def _items(value: object, scope: Scope) -> list[object] | None:
    """Return what is iterated over, as FEEL's own `for` has it: a list, a range, a single value."""
    items = _EACH.within({"values": value}, scope.run)
    return items if isinstance(items, list) else None


def _part(element: etree._Element, tag: str, terms: Terms, logic: Logic) -> Code:
    part = child(element, tag)
    code = None if part is None else logic(part, terms)
    if code is None:
        terms.problem(element, "no-logic", f'there is no expression in "{tag}"')
        return null_because(terms.place(element), f'there is no expression in "{tag}"')
    return code
