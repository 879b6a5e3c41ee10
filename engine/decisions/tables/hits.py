"""What the rules that matched make of a table's answer: hit policies and aggregations.

Source: DMN 1.5 section 8.2.8.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from engine.decisions.reading.terms import Terms
from engine.decisions.results import Place
from engine.decisions.scope import Scope
from engine.decisions.tables.data import (
    ANY_RULE,
    COLLECT,
    FIRST,
    OUTPUT_ORDER,
    PRIORITY,
    RULE_ORDER,
    UNIQUE,
    TableData,
)
from engine.feel.data.compare import less, same
from engine.feel.data.values import NUMBERS

Outputs = tuple[object, ...]
"""One rule's values, in the order of the output clauses."""
Priorities = tuple[tuple[object, ...], ...]
"""For each output clause its allowed values, the first being the highest."""


def priorities_of(data: TableData, terms: Terms) -> Priorities:
    """Return the values of each output clause's list in their order."""
    if data.hit_policy not in (PRIORITY, OUTPUT_ORDER):
        return ()
    found: list[tuple[object, ...]] = []
    for clause in data.outputs:
        listed: object = []
        if clause.allowed:
            expression = terms.expression(f"[{clause.allowed}]", clause.element)
            listed = [] if expression is None else expression.evaluate({})
        found.append(tuple(listed) if isinstance(listed, list) else ())
    if not any(found):
        terms.problem(data.element, "hit-policy", f"{data.hit_policy} needs output values")
    return tuple(found)


def as_value(data: TableData, outputs: Outputs) -> object:
    """Return a rule's answer: the value of the one output, or a context of several."""
    if len(data.outputs) == 1:
        return outputs[0]
    return {clause.name: value for clause, value in zip(data.outputs, outputs, strict=True)}


def outcome(
    data: TableData,
    hits: Sequence[Outputs],
    priorities: Priorities,
    place: Place,
    scope: Scope,
) -> object:
    """Return the table's answer for the rules that matched, in the order of the rules."""
    policy = data.hit_policy
    if policy == COLLECT:
        return _collected(data, hits, place, scope)
    if not hits:
        scope.notes.warn(place, "no rule matches")
        return None
    if policy in (PRIORITY, OUTPUT_ORDER):
        hits = sorted(hits, key=lambda outputs: _rank(outputs, priorities, scope))
    if policy in (RULE_ORDER, OUTPUT_ORDER):
        return [as_value(data, outputs) for outputs in hits]
    problem = _conflict(policy, hits, scope)
    if problem:
        scope.notes.warn(place, problem)
        return None
    return as_value(data, hits[0])


def _conflict(policy: str, hits: Sequence[Outputs], scope: Scope) -> str:
    if policy == UNIQUE and len(hits) > 1:
        return f"{len(hits)} rules match, but only one may"
    if policy == ANY_RULE and any(not _alike(hits[0], other, scope) for other in hits[1:]):
        return "rules with different outputs match"
    if policy not in (UNIQUE, ANY_RULE, FIRST, PRIORITY):
        return f"unknown hit policy {policy}"
    return ""


def _alike(one: Outputs, other: Outputs, scope: Scope) -> bool:
    return all(same(a, b, scope.run) for a, b in zip(one, other, strict=True))


def _rank(outputs: Outputs, priorities: Priorities, scope: Scope) -> tuple[int, ...]:
    """Return where the outputs stand in their clauses' lists; what is not listed comes last."""
    return tuple(
        next((n for n, each in enumerate(listed) if same(each, value, scope.run)), len(listed))
        for value, listed in zip(outputs, priorities, strict=True)
    )


def _collected(data: TableData, hits: Sequence[Outputs], place: Place, scope: Scope) -> object:
    if not data.aggregation:
        return [as_value(data, outputs) for outputs in hits]
    if data.aggregation == "COUNT":
        return Decimal(len(hits))
    if len(data.outputs) > 1:
        scope.notes.warn(place, "several outputs cannot be aggregated")
        return None
    values = [outputs[0] for outputs in hits]
    value = _sum(values) if data.aggregation == "SUM" else _extreme(values, data.aggregation)
    if value is None:
        scope.notes.warn(place, f"the outputs have no {data.aggregation.lower()}")
    return value


def _sum(values: Sequence[object]) -> object:
    numbers = [value for value in values if isinstance(value, Decimal)]
    spans = [value for value in values if isinstance(value, timedelta)]
    if not values or max(len(numbers), len(spans)) < len(values):
        return None
    if spans:
        return sum(spans, timedelta(0))
    total = Decimal(0)
    for number in numbers:
        total = NUMBERS.add(total, number)
    return total


def _extreme(values: Sequence[object], which: str) -> object:
    if not values:
        return None
    best = values[0]
    for value in values[1:]:
        below = less(value, best) if which == "MIN" else less(best, value)
        if below is None:
            return None
        best = value if below else best
    return best
