"""Before a definition is deployed: what in it would not run as it is drawn, element by element."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.definitions.diagrams.model import Process
from engine.definitions.diagrams.names import LOOPS, SILENT, bpmn, is_bpmn, local
from engine.definitions.diagrams.opening import definitions
from engine.definitions.diagrams.reader import processes_of
from engine.kernel.ids import DefinitionId
from engine.spiff.checking.rules import ELEMENT_RULES, Fact
from engine.spiff.checking.structure import STRUCTURE_RULES, Drawing
from engine.spiff.drawn import Xml, read_drawn
from engine.spiff.errors import CannotExecute
from engine.spiff.parsing.parser import parse_tree
from engine.spiff.specs.table import SPEC_CLASSES


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """An element that would not run as drawn: its id, its name, and why, as the end of a sentence
    that begins with the element ("… needs a topic").
    """

    element: str
    name: str
    reason: str


def check(xml: bytes) -> list[Refusal]:
    """Return everything in a BPMN file that the engine does not execute as drawn.

    An empty list means that each executable process can be started. Raises UnreadableFile.
    """
    root = definitions(xml)
    processes = processes_of(root)
    found = []
    for node in root.iterfind(bpmn("process")):
        if node.get("id") in processes:
            found += list(_in_process(node, processes[node.get("id", "")], root))
    return found or list(_parsed(root, processes))


def _in_process(node: Xml, process: Process, root: Xml) -> Iterator[Refusal]:
    roots = {child.get("id"): child for child in root if child.get("id")}
    nameless = list(_nameless(node))
    if nameless:  # nothing else can be told apart
        yield from nameless
        return
    strangers = list(_strangers(node))
    yield from strangers
    facts = [
        Fact(node=child, element=process.elements[child.get("id")], drawn=read_drawn(child, roots))
        for child in node.iter()
        if is_bpmn(child) and local(child) in SPEC_CLASSES
    ]
    for fact in facts:
        for rule in ELEMENT_RULES:
            yield from (_refusal(fact.node, reason) for reason in rule(fact))
    if strangers:  # flows from and to them would be told as if they were wrong themselves
        return
    drawing = Drawing.of(process, node, facts)
    for structure in STRUCTURE_RULES:
        yield from (_named(process, element, why) for element, why in structure(drawing))


def _nameless(node: Xml) -> Iterator[Refusal]:
    """Elements and flows without an id, or with one that another has too."""
    seen: set[str] = set()
    for child in node.iter():
        if is_bpmn(child) and (local(child) in SPEC_CLASSES or local(child) == "sequenceFlow"):
            identity = child.get("id")
            if not identity:
                yield _refusal(child, f"is a {local(child)} without an id")
            elif identity in seen:
                yield _refusal(child, "has an id that another element has too")
            else:
                seen.add(identity)


def _strangers(node: Xml) -> Iterator[Refusal]:
    """Elements of which no class is known."""
    for scope in (node, *(inner for inner in node.iter() if local(inner) in _SCOPES)):
        for child in scope:
            tag = local(child)
            if tag not in _KNOWN or not is_bpmn(child):
                yield _refusal(child, f"is a {tag}, which cannot be executed")


_SCOPES = ("subProcess", "transaction")
_KNOWN = SPEC_CLASSES | SILENT | LOOPS


def _refusal(node: Xml, reason: str) -> Refusal:
    return Refusal(element=node.get("id") or "", name=node.get("name") or "", reason=reason)


def _named(process: Process, identity: str, reason: str) -> Refusal:
    element = process.elements.get(identity)
    name = process.name if element is None else element.name
    return Refusal(element=identity, name=name, reason=reason)


def _parsed(root: Xml, processes: Mapping[str, Process]) -> Iterator[Refusal]:
    """Parse what the rules let pass: the parser has the last word."""
    for process in processes:
        try:
            parse_tree(DefinitionId(0), process, root, processes)
        except CannotExecute as error:
            yield Refusal(element=error.element, name=error.name, reason=error.reason)
