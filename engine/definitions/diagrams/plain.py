"""Mappings whose text has neither `=` nor `${…}`: what it means (ADR 0013).

Camunda 7 takes such a text as it is written; here it may be FEEL as well, if it names variables.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from engine import feel
from engine.definitions.diagrams.names import bpmn, camunda, text_of
from engine.feel.builtins import BUILTINS
from engine.feel.plain import Names, plain

FUNCTIONS: Final = frozenset({"due", "warning", "working days after"})
"""What expressions may call beside FEEL's own functions."""

_MAPPED: Final = tuple(
    camunda(tag) for tag in ("inputParameter", "outputParameter", "value", "entry")
)
_NAMING: Final = (
    *((tag, attribute) for tag in ("in", "out") for attribute in ("source", "target")),
    ("inputParameter", "name"),
    ("outputParameter", "name"),
    ("formField", "id"),
)
"""Attributes of camunda's elements that are names of variables."""
_NAMED: Final = frozenset(
    camunda(name)
    for name in (
        *("resultVariable", "elementVariable", "initiator", "variableName"),
        *("errorCodeVariable", "errorMessageVariable", "escalationCodeVariable"),
    )
)
"""Attributes of BPMN's elements that are."""
_COUNTERS: Final = frozenset(
    {"nrOfInstances", "nrOfCompletedInstances", "nrOfActiveInstances", "loopCounter"}
)
_ASKED: Final = (
    *("conditionExpression", "completionCondition", "loopCardinality", "loopCondition"),
    "condition",
)


def mapped_texts(root: etree._Element) -> Iterator[tuple[etree._Element, str | None, str]]:
    """Yield the plain texts of mappings: the tag, the attribute it stands in (None: inside)."""
    for mapping in root.iter(camunda("inputOutput")):
        for tag in mapping.iter(*_MAPPED):
            text = (tag.text or "").strip()
            if len(tag) == 0 and text and not text.startswith("="):
                yield tag, None, text
    for tag in root.iter(camunda("in"), camunda("out")):
        text = (tag.get("sourceExpression") or "").strip()
        if text and not text.startswith("="):
            yield tag, "sourceExpression", text


def names_in(root: etree._Element) -> Names:
    """Return the names of variables that a file, JUEL in it written in FEEL, speaks of.

    Whatever else a case is given is not known here: forms are files of their own, and who starts a
    process may give it anything.
    """
    return Names(variables=frozenset(_variables(root)), functions=FUNCTIONS)


def into_feel(root: etree._Element) -> None:
    """Write FEEL, with a leading `=`, for the plain texts of mappings."""
    found = list(mapped_texts(root))
    if not found:
        return
    known = names_in(root)
    for tag, attribute, text in found:
        said = f"= {plain(text, known).feel}"
        if attribute is None:
            tag.text = said
        else:
            tag.set(attribute, said)


def _variables(root: etree._Element) -> Iterator[str]:
    yield from _COUNTERS
    for tag, attribute in _NAMING:
        yield from (found.get(attribute, "") for found in root.iter(camunda(tag)))
    for found in root.iter(bpmn("inputDataItem")):
        yield str(found.get("name") or found.get("id", ""))
    for found in root.iter(etree.Element):
        yield from (str(value) for name, value in found.attrib.items() if name in _NAMED)
    for text in _expressions(root):
        yield from _read(text)


def _expressions(root: etree._Element) -> Iterator[str]:
    """Yield the texts that are FEEL for certain."""
    for tag in root.iter(*(bpmn(name) for name in _ASKED)):
        yield tag.text or ""
    for tag in root.iter(bpmn("scriptTask")):
        yield text_of(tag.find(bpmn("script")))
    for tag in root.iter(etree.Element):
        if (text := (tag.text or "").strip()).startswith("="):
            yield text
        yield from (str(value) for value in tag.attrib.values() if str(value).startswith("="))


def _read(text: str) -> Iterator[str]:
    try:
        read = feel.names_in(text.strip().removeprefix("="))
    except feel.FeelError:
        return
    yield from (name for name in read if name not in FUNCTIONS and name not in BUILTINS)
