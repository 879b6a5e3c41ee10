"""Loads a DMN file: reads its XML, makes every element ready, and notes what cannot be executed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from lxml import etree

from engine.decisions.model import DecisionModel
from engine.decisions.reading.elements import (
    Element,
    Heading,
    Need,
    References,
    headings,
    ready,
    service,
)
from engine.decisions.reading.terms import Terms, spelled
from engine.decisions.reading.types import Types
from engine.decisions.reading.xml import (
    child,
    children,
    foreign_language,
    namespace_of,
    parse,
    tag_of,
)

_NAMED: Final = ("itemComponent", "column", "output")
_OWNERS: Final = ("decision", "businessKnowledgeModel", "itemDefinition", "definitions")
_DMN: Final = "/DMN/"


def load(xml: bytes | str, imports: Iterable[DecisionModel] = ()) -> DecisionModel:
    """Load a DMN file of the versions 1.1 to 1.5.

    `imports` are the models it may import, found by their namespaces. What it says that cannot be
    executed stands in the model's `problems`.

    Raises:
        DecisionFileError: the file cannot be read at all.
    """
    root = parse(xml)
    known = {model.namespace: model for model in imports}
    problems = Terms(types=Types(root, {}))
    through = dict(_imported(root, known, problems))
    types = Types(root, {name: known[ns].types for ns, name in through.items()})
    terms = replace(problems, types=types, entries=_entries(root, known, through))
    _refuse_languages(root, terms)
    namespace = root.get("namespace", "")
    elements = _made(root, References(namespace, through), _others(known, through), terms)
    own = tuple(heading.key for heading in headings(root, namespace))
    _refuse_cycles(elements, own, root, terms)
    # Reads the types that no element has too, for `instance of`, and notes what is wrong with them.
    checks = {name: kind.check for name, kind in types.ready(terms).items()}
    return DecisionModel(
        model_id=root.get("id", ""),
        name=root.get("name", ""),
        namespace=namespace,
        elements=elements,
        own=tuple(dict.fromkeys(own)),
        entries=terms.entries,
        problems=tuple(terms.problems),
        tables=tuple(terms.tables),
        types=types,
        checks=checks,
        reads=None if through else frozenset(terms.reads),
    )


def _imported(
    root: etree._Element, known: Mapping[str, DecisionModel], terms: Terms
) -> Iterator[tuple[str, str]]:
    """Yield the namespace and the name of each import of a model that was given."""
    for element in children(root, "import"):
        namespace = element.get("namespace", "")
        if _DMN not in element.get("importType", ""):
            terms.problem(element, "not-executed", f"an import of {element.get('importType')}")
        elif namespace not in known:
            terms.problem(element, "missing-reference", namespace)
        else:
            yield namespace, spelled(element.get("name"))


def _others(known: Mapping[str, DecisionModel], through: Mapping[str, str]) -> dict[str, Element]:
    found: dict[str, Element] = {}
    for namespace in through:
        found |= known[namespace].elements
    return found


def _entries(
    root: etree._Element, known: Mapping[str, DecisionModel], through: Mapping[str, str]
) -> frozenset[str]:
    """Return every name that may follow a dot: components, entries, columns, imported names."""
    names = {
        spelled(e.get("name"))
        for tag in _NAMED
        for e in root.iter(f"{{{namespace_of(root)}}}{tag}")
    }
    for entry in root.iter(f"{{{namespace_of(root)}}}contextEntry"):
        variable = child(entry, "variable")
        names.add(spelled(None if variable is None else variable.get("name")))
    for namespace in through:
        model = known[namespace]
        names |= model.entries | {element.name for element in model.elements.values()}
    return frozenset(names - {""})


def _made(
    root: etree._Element, references: References, others: Mapping[str, Element], terms: Terms
) -> dict[str, Element]:
    known: dict[str, Heading] = {}
    for heading in headings(root, references.namespace):
        if heading.key in known:
            terms.problem(heading.element, "duplicate-name", heading.key.rpartition("#")[2])
        known[heading.key] = heading
    names = {key: element.name for key, element in others.items()}
    names |= {key: heading.name for key, heading in known.items()}
    elements = dict(others)
    for key, heading in known.items():
        if heading.kind == "decisionService":
            elements[key] = service(heading, references, terms)
            continue
        needs = references.needs(heading.element)
        _refuse_missing(heading, needs, names, terms)
        inner = terms.knowing(need.through or names.get(need.key, "") for need in needs)
        elements[key] = ready(heading, needs, inner)
    return elements


def _refuse_languages(root: etree._Element, terms: Terms) -> None:
    """Note every element whose expressions are in another language than FEEL."""
    for element in root.iter(f"{{{namespace_of(root)}}}*"):
        language = foreign_language(element)
        if language:
            owner = next(e for e in (element, *element.iterancestors()) if tag_of(e) in _OWNERS)
            inner = replace(terms, owner=owner.get("id", ""), owner_name=owner.get("name", ""))
            inner.problem(element, "not-executed", f"the expression language {language[:100]}")


def _refuse_missing(
    heading: Heading, needs: Iterable[Need], names: Mapping[str, str], terms: Terms
) -> None:
    inner = replace(terms, owner=heading.element.get("id", ""), owner_name=heading.name)
    for need in needs:
        if need.key not in names:
            inner.problem(heading.element, "missing-reference", need.key.rpartition("#")[2])


def _refuse_cycles(
    elements: Mapping[str, Element], own: Iterable[str], root: etree._Element, terms: Terms
) -> None:
    """Note decisions that require themselves; knowledge models may call themselves."""
    done: set[str] = set()
    for start in own:
        path: list[str] = []
        stack: list[tuple[str, bool]] = [(start, False)]
        while stack:
            key, leaving = stack.pop()
            if leaving:
                path.pop()
                done.add(key)
                continue
            if key in path and elements[key].kind == "decision":
                place = elements[key].place
                inner = replace(terms, owner=place.owner, owner_name=place.owner_name)
                inner.problem(root, "cycle", " → ".join(elements[k].name for k in path))
            if key in done or key in path or key not in elements:
                continue
            path.append(key)
            stack.append((key, True))
            if elements[key].kind != "decisionService":
                stack.extend((need.key, False) for need in elements[key].requires)
