"""From a BPMN file to `Process` and `Element`: what every package may ask about a diagram."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from engine.definitions.diagrams.form_links import form_link
from engine.definitions.diagrams.mappings import parameter, performers
from engine.definitions.diagrams.model import CallMapping, Element, ErrorRule, Parameter, Process
from engine.definitions.diagrams.names import (
    CAMUNDA,
    EVENTS,
    FLOW_NODES,
    SUB_PROCESSES,
    TIMES,
    bpmn,
    camunda,
    executable,
    is_bpmn,
    is_true,
    local,
    reference,
    text_of,
)
from engine.definitions.diagrams.opening import definitions

_READ = FLOW_NODES | {"sequenceFlow"}
_REFERRING = ("messageRef", "signalRef", "errorRef", "escalationRef")


def read(raw: bytes, file: str = "") -> Mapping[str, Process]:
    """Return the executable processes of a BPMN file by id.

    Elements hold what belongs to them alone: the extension elements of what lies inside a
    sub-process are not the sub-process's. Lanes are elements too (type `lane`).

    Raises:
        UnreadableFile: the bytes are not a BPMN file.
    """
    return processes_of(definitions(raw, file))


def processes_of(root: etree._Element) -> Mapping[str, Process]:
    """Return the executable processes of a parsed file by id."""
    named = _Named.of(root)
    return {
        process.id: process
        for tag in executable(root)
        if tag.get("id")
        for process in [_process(tag, named)]
    }


def properties_of(tag: etree._Element) -> dict[str, str]:
    """Return the `camunda:property` pairs of an element itself."""
    path = f"{bpmn('extensionElements')}/{camunda('properties')}/{camunda('property')}"
    return {
        name: found.get("value", "") for found in tag.iterfind(path) if (name := found.get("name"))
    }


CYCLE = "failedJobRetryTimeCycle"
"""Camunda 7 has it as an element; here it stands with the attributes."""


def extension(tag: etree._Element, name: str) -> Iterator[etree._Element]:
    """Return the `camunda:<name>` extension elements of an element itself."""
    return tag.iterfind(f"{bpmn('extensionElements')}/{camunda(name)}")


def event_definitions(tag: etree._Element) -> list[etree._Element]:
    """Return an event's own event definitions, references to shared ones included."""
    return [
        child
        for child in tag.iterchildren()
        if is_bpmn(child) and local(child).lower().endswith(("eventdefinition", "definitionref"))
    ]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Named:
    """The root elements that events refer to, by id."""

    names: Mapping[str, str]
    shared: Mapping[str, etree._Element]

    @classmethod
    def of(cls, root: etree._Element) -> _Named:
        tags = [child for child in root.iterchildren() if is_bpmn(child) and child.get("id")]
        return cls(
            names={tag.get("id", ""): tag.get("name", "") for tag in tags},
            shared={tag.get("id", ""): tag for tag in tags},
        )

    def event(self, tag: etree._Element) -> etree._Element | None:
        """Return an event's first definition, a shared one looked up."""
        found = event_definitions(tag)
        if not found:
            return None
        if local(found[0]) != "eventDefinitionRef":
            return found[0]
        return self.shared.get(reference(found[0].text) or "")

    def message(self, tag: etree._Element | None) -> str | None:
        """Return the name of the message, signal, error or escalation a definition refers to."""
        if tag is None:
            return None
        for attribute in _REFERRING:
            if referred := reference(tag.get(attribute)):
                return self.names.get(referred) or referred
        return None

    def code(self, tag: etree._Element) -> str | None:
        """Return the code of the error a definition refers to: its own, its id, or what is said."""
        referred = reference(tag.get("errorRef"))
        error = self.shared.get(referred or "")
        return referred if error is None else error.get("errorCode") or referred


def _process(tag: etree._Element, named: _Named) -> Process:
    elements = {found.id: found for found in _elements(tag, tag.get("id", ""), named)}
    return Process(
        id=tag.get("id", ""),
        name=tag.get("name", ""),
        version_tag=tag.get(camunda("versionTag")),
        history_time_to_live=tag.get(camunda("historyTimeToLive")),
        properties=properties_of(tag),
        elements=elements,
        plain_start=_plain_start(elements),
        starter_users=_names(tag.get(camunda("candidateStarterUsers"))),
        starter_groups=_names(tag.get(camunda("candidateStarterGroups"))),
        listed=is_true(tag.get(camunda("isStartableInTasklist"), "true")),
        documentation=text_of(tag.find(bpmn("documentation"))),
    )


def _names(text: str | None) -> frozenset[str]:
    return frozenset(name.strip() for name in (text or "").split(",") if name.strip())


def _plain_start(elements: Mapping[str, Element]) -> Element | None:
    for element in elements.values():
        if element.type == "startEvent" and element.parent is None and element.event is None:
            return element
    return None


def _elements(tag: etree._Element, process: str, named: _Named) -> Iterator[Element]:
    lanes = dict(_lanes_of_nodes(tag))
    for child in tag.iter():
        if not is_bpmn(child) or child.get("id") is None:
            continue
        kind = local(child)
        if kind in _READ or kind == "lane":
            yield _element(child, process, lanes, named)


def _lanes_of_nodes(tag: etree._Element) -> Iterator[tuple[str, str]]:
    # Document order visits an outer lane before its child lanes, so the innermost wins.
    for lane in tag.iter(bpmn("lane")):
        for node in lane.iterfind(bpmn("flowNodeRef")):
            yield text_of(node), lane.get("id", "")


def _element(tag: etree._Element, process: str, lanes: Mapping[str, str], named: _Named) -> Element:
    identity, kind = tag.get("id", ""), local(tag)
    definition = named.event(tag) if kind in EVENTS else None
    around = list(_sub_processes_around(tag))
    return Element(
        id=identity,
        type=kind,
        process=process,
        parent=around[0] if around else None,
        lane=next((lanes[node] for node in (identity, *around) if node in lanes), None),
        name=tag.get("name", ""),
        documentation=text_of(tag.find(bpmn("documentation"))),
        line=tag.sourceline or 0,
        attributes=_camunda_attributes(tag, definition),
        properties=properties_of(tag),
        inputs=tuple(_parameters(tag, "inputParameter")),
        outputs=tuple(_parameters(tag, "outputParameter")),
        call_in=tuple(_call_mapping(found) for found in extension(_sender(tag, definition), "in")),
        call_out=tuple(_call_mapping(found) for found in extension(tag, "out")),
        error_rules=tuple(_error_rules(tag, named)),
        called_element=tag.get("calledElement"),
        attached_to=reference(tag.get("attachedToRef")),
        interrupting=_interrupting(tag),
        form=form_link(tag) if kind in ("userTask", "startEvent") else None,
        event=None if definition is None else local(definition),
        message=named.message(tag if definition is None else definition),
        condition=None if definition is None else _condition(definition),
        timer=None if definition is None else timer_of(definition),
        source=reference(tag.get("sourceRef")),
        target=reference(tag.get("targetRef")),
    )


def _condition(definition: etree._Element) -> str | None:
    return text_of(definition.find(bpmn("condition"))) or None


def timer_of(definition: etree._Element) -> tuple[str, str] | None:
    """Return the kind and the text of a timer's time; None when it has none."""
    for kind in TIMES:
        text = text_of(definition.find(bpmn(kind)))
        if text:
            return kind, text
    return None


def _sub_processes_around(tag: etree._Element) -> Iterator[str]:
    """Ids of the embedded sub-processes an element lies in, innermost first."""
    for ancestor in tag.iterancestors():
        kind = local(ancestor)
        if kind == "process":
            return
        if kind in SUB_PROCESSES:
            yield ancestor.get("id", "")


def _camunda_attributes(
    tag: etree._Element, definition: etree._Element | None
) -> Mapping[str, str]:
    """An event's definition carries some attributes (`topic`, `type`) that are the event's."""
    tags = [tag] if definition is None else [definition, tag]
    cycles = [(CYCLE, text_of(one)) for found in tags for one in extension(found, CYCLE)]
    return (
        performers(tag)
        | dict(cycles)
        | {
            etree.QName(name).localname: str(value)
            for found in tags
            for name, value in found.attrib.items()
            if etree.QName(name).namespace == CAMUNDA
        }
    )


def _sender(tag: etree._Element, definition: etree._Element | None) -> etree._Element:
    """What says which variables go along: the call activity, or a thrown signal's definition."""
    is_signal = definition is not None and local(definition) == "signalEventDefinition"
    return definition if definition is not None and is_signal else tag


def _interrupting(tag: etree._Element) -> bool:
    return is_true(tag.get("cancelActivity", tag.get("isInterrupting", "true")))


def _parameters(tag: etree._Element, name: str) -> Iterator[Parameter]:
    for mapping in extension(tag, "inputOutput"):
        yield from (parameter(found) for found in mapping.iterfind(camunda(name)))


def _error_rules(tag: etree._Element, named: _Named) -> Iterator[ErrorRule]:
    """Return the errors that work can turn out to be; without a condition it never does."""
    for rule in extension(tag, "errorEventDefinition"):
        condition = (rule.get("expression") or "").strip()
        code = named.code(rule)
        if condition and code is not None:
            yield ErrorRule(code=code, condition=condition)


def _call_mapping(tag: etree._Element) -> CallMapping:
    return CallMapping(
        source=tag.get("source"),
        source_expression=tag.get("sourceExpression"),
        target=tag.get("target"),
        all_variables=tag.get("variables") == "all",
        business_key=tag.get("businessKey"),
        local=is_true(tag.get("local")),
    )
