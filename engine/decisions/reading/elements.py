"""The elements of a requirement graph, made ready: inputs, decisions, knowledge, services."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from lxml import etree

from engine.decisions.boxed.expressions import function_of, logic_of
from engine.decisions.reading.terms import Terms, fitting, null_because, spelled
from engine.decisions.reading.types import Type
from engine.decisions.reading.xml import child, children, identifier, tag_of
from engine.decisions.results import Place
from engine.decisions.scope import Code

_REQUIRED: Final = {
    "informationRequirement": ("requiredDecision", "requiredInput"),
    "knowledgeRequirement": ("requiredKnowledge",),
}
GRAPH: Final = ("inputData", "decision", "businessKnowledgeModel", "decisionService")


@dataclass(frozen=True, slots=True)
class Need:
    """A required element: its key, and the name of the import it comes through ("" for none)."""

    key: str
    through: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Element:
    """An input, a decision, a business knowledge model or a decision service.

    `key` is unique over imported models; `name` is how expressions call it; `requires` is what it
    needs, for a service its inputs in the order of the parameters; `outputs` are a service's.
    """

    key: str
    element_id: str
    name: str
    kind: str
    type: Type
    place: Place
    code: Code | None
    requires: tuple[Need, ...]
    outputs: tuple[Need, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """What is known of an element before its logic is read."""

    key: str
    name: str
    kind: str
    element: etree._Element


def headings(root: etree._Element, namespace: str) -> Iterator[Heading]:
    """Yield the headings of a model's own elements."""
    for element in children(root, *GRAPH):
        variable = child(element, "variable")
        name = (None if variable is None else variable.get("name")) or element.get("name")
        yield Heading(
            key=key_of(namespace, identifier(element) or (name or "")),
            name=spelled(name),
            kind=tag_of(element),
            element=element,
        )


def key_of(namespace: str, element_id: str) -> str:
    """Return the key of an element: unique over all imported models."""
    return f"{namespace}#{element_id}"


@dataclass(frozen=True, slots=True)
class References:
    """Resolves the references of one model: its namespace, and imports by their namespaces."""

    namespace: str
    imports: Mapping[str, str]

    def needs(self, element: etree._Element) -> tuple[Need, ...]:
        """Return what an element requires, in the order of the file."""
        return tuple(
            self.need(reference)
            for requirement in children(element, *_REQUIRED)
            for reference in children(requirement, *_REQUIRED[tag_of(requirement)])
        )

    def need(self, reference: etree._Element) -> Need:
        """Return what one reference points at."""
        namespace, _, element_id = reference.get("href", "").rpartition("#")
        key = key_of(namespace or self.namespace, element_id)
        return Need(key, self.imports.get(namespace, ""))


def ready(heading: Heading, requires: tuple[Need, ...], terms: Terms) -> Element:
    """Return an element made ready; `terms` know the names of what it requires."""
    element = heading.element
    terms = replace(terms, owner=identifier(element), owner_name=element.get("name", ""))
    variable = child(element, "variable")
    code: Code | None = None
    kind = terms.type_of(variable)
    if heading.kind == "decision":
        code = _logic(element, kind, terms)
    elif heading.kind == "businessKnowledgeModel":
        code, kind = _knowledge(element, heading, terms)
    return Element(
        key=heading.key,
        element_id=identifier(element),
        name=heading.name,
        kind=heading.kind,
        type=kind,
        place=terms.place(element),
        code=code,
        requires=requires,
    )


def service(heading: Heading, references: References, terms: Terms) -> Element:
    """Return a decision service: its parameters are the input data, then the input decisions."""
    element = heading.element
    terms = replace(terms, owner=identifier(element), owner_name=element.get("name", ""))
    inputs = [*children(element, "inputData"), *children(element, "inputDecision")]
    outputs = children(element, "outputDecision")
    return Element(
        key=heading.key,
        element_id=identifier(element),
        name=heading.name,
        kind=heading.kind,
        type=terms.types.result_of(child(element, "variable"), terms),
        place=terms.place(element),
        code=None,
        requires=tuple(references.need(reference) for reference in inputs),
        outputs=tuple(references.need(reference) for reference in outputs),
    )


def _logic(element: etree._Element, kind: Type, terms: Terms) -> Code:
    place = terms.place(element)
    code = logic_of(element, terms)
    if code is None:
        terms.problem(element, "no-logic", "the decision has no logic")
        return null_because(place, "the decision has no logic")
    return fitting(code, kind, place)


def _knowledge(element: etree._Element, heading: Heading, terms: Terms) -> tuple[Code, Type]:
    logic = child(element, "encapsulatedLogic")
    result = terms.types.result_of(child(element, "variable"), terms)
    if logic is None:
        terms.problem(element, "no-logic", "the business knowledge model has no logic")
        return null_because(terms.place(element), "the model has no logic"), result
    return function_of(logic, terms.knowing([heading.name])), result
