"""A decision table as it stands in the file: clauses, rules and the texts of their cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lxml import etree

from engine.decisions.reading.terms import Terms, spelled
from engine.decisions.reading.xml import child, children, identifier, text_of

UNIQUE: Final = "UNIQUE"
FIRST: Final = "FIRST"
PRIORITY: Final = "PRIORITY"
ANY_RULE: Final = "ANY"
COLLECT: Final = "COLLECT"
RULE_ORDER: Final = "RULE ORDER"
OUTPUT_ORDER: Final = "OUTPUT ORDER"
HIT_POLICIES: Final = (UNIQUE, FIRST, PRIORITY, ANY_RULE, COLLECT, RULE_ORDER, OUTPUT_ORDER)
AGGREGATIONS: Final = ("SUM", "COUNT", "MIN", "MAX")


@dataclass(frozen=True, kw_only=True, slots=True)
class Input:
    """An input clause: how it is called, its expression, its type, its allowed values (text).

    `domain` are the values it can have: the allowed ones, else those its type allows.
    """

    element: etree._Element
    label: str
    text: str
    type_name: str
    allowed: str
    domain: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Output:
    """An output clause; `default` is the text of its default entry."""

    element: etree._Element
    name: str
    type_name: str
    allowed: str
    default: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """A rule: its number from 1, and the elements and texts of its cells."""

    number: int
    rule_id: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    output_elements: tuple[etree._Element, ...]
    input_elements: tuple[etree._Element, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class TableData:
    """A whole table, as read."""

    element: etree._Element
    table_id: str
    owner: str
    owner_name: str
    hit_policy: str
    aggregation: str
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    rules: tuple[Rule, ...]

    def fits(self, rule: Rule) -> bool:
        """Say whether a rule has a cell for every clause."""
        needed = (len(self.inputs), len(self.outputs))
        return (len(rule.inputs), len(rule.outputs)) == needed


def read_table(element: etree._Element, terms: Terms) -> TableData:
    """Read a `decisionTable` element; what cannot be executed in it is noted."""
    inputs = tuple(_input(e, terms) for e in children(element, "input"))
    outputs = tuple(_output(e) for e in children(element, "output"))
    rules = tuple(_rule(n, e) for n, e in enumerate(children(element, "rule"), start=1))
    for rule, rule_element in zip(rules, children(element, "rule"), strict=True):
        if (len(rule.inputs), len(rule.outputs)) != (len(inputs), len(outputs)):
            cells = f"{len(rule.inputs)} and {len(rule.outputs)} cells"
            needed = f"{len(inputs)} inputs and {len(outputs)} outputs"
            terms.problem(rule_element, "cells", f"rule {rule.number} has {cells} for {needed}")
    return TableData(
        element=element,
        table_id=identifier(element),
        owner=terms.owner,
        owner_name=terms.owner_name,
        hit_policy=_one_of(element, "hitPolicy", HIT_POLICIES, UNIQUE, terms),
        aggregation=_one_of(element, "aggregation", AGGREGATIONS, "", terms),
        inputs=inputs,
        outputs=outputs,
        rules=rules,
    )


def _input(element: etree._Element, terms: Terms) -> Input:
    expression = child(element, "inputExpression")
    text = text_of(child(expression, "text")) if expression is not None else ""
    reference = "" if expression is None else expression.get("typeRef", "")
    base, values = terms.types.described(reference)
    allowed = text_of(child(element, "inputValues"))
    return Input(
        element=element,
        label=element.get("label") or text,
        text=text,
        type_name=base,
        allowed=allowed,
        domain=allowed or values,
    )


def _output(element: etree._Element) -> Output:
    return Output(
        element=element,
        name=spelled(element.get("name")),
        type_name=element.get("typeRef", ""),
        allowed=text_of(child(element, "outputValues")),
        default=text_of(child(element, "defaultOutputEntry")),
    )


def _rule(number: int, element: etree._Element) -> Rule:
    inputs = tuple(children(element, "inputEntry"))
    outputs = tuple(children(element, "outputEntry"))
    return Rule(
        number=number,
        rule_id=identifier(element),
        inputs=tuple(text_of(cell) for cell in inputs),
        outputs=tuple(text_of(cell) for cell in outputs),
        input_elements=inputs,
        output_elements=outputs,
    )


def _one_of(
    element: etree._Element, attribute: str, known: tuple[str, ...], default: str, terms: Terms
) -> str:
    found = element.get(attribute, "").strip().upper()
    if found and found not in known:
        terms.problem(element, "hit-policy", f"unknown {attribute} {found}")
    return found if found in known else default
