"""Rules about single elements: kinds, attributes, extensions, extension properties."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from engine.definitions.diagrams.juel import has_juel
from engine.definitions.diagrams.mappings import parameter
from engine.definitions.diagrams.names import (
    CAMUNDA,
    FLOW_NODES,
    LOOPS,
    SILENT,
    SUB_PROCESSES,
    bpmn,
    camunda,
    is_bpmn,
    is_true,
    local,
    text_of,
)
from engine.definitions.diagrams.reader import extension
from engine.definitions.lint.allowed import (
    ATTRIBUTES,
    ELSEWHERE,
    EXTENSIONS,
    HINT_EXTENSIONS,
    HINTS,
    IGNORED,
    JAVA,
    LANGUAGES,
    PROPERTIES,
    STAGES,
    TRANSLATED,
    ZEEBE,
)
from engine.definitions.lint.source import Source, Tag

_NOT_RUN = {"adHocSubProcess", "complexGateway"}


def ids_are_unique(source: Source) -> None:
    """Each id names one element, and what is executed or drawn has one."""
    for tag in source.root.iter(etree.Element):
        if not is_bpmn(tag):
            continue
        identity = tag.get("id")
        if identity and source.by_id.get(identity) is not tag:
            source.error(tag, "id-twice", id=identity)
        elif not identity and local(tag) in FLOW_NODES | {"sequenceFlow", "process"}:
            source.error(tag, "id-missing", type=local(tag))


def something_is_executable(source: Source) -> None:
    """A file deploys at least one process; those not executable are only drawn."""
    for process in source.processes:
        if process.get("isExecutable") is None:
            source.warning(process, "executable-unsaid")
    if not source.processes:
        first = source.root.find(bpmn("process"))
        source.error(source.root if first is None else first, "not-executable")
    for tag in source.root.iterchildren():
        if is_bpmn(tag) and local(tag).startswith("global"):
            source.error(tag, "element-type", type=local(tag))


def kinds_are_executed(source: Source) -> None:
    """Only elements that the engine executes, or that mean nothing to it, stand in a process."""
    for scope in source.all("process", *SUB_PROCESSES):
        for tag in scope.iterchildren(etree.Element):
            kind = local(tag)
            known = is_bpmn(tag) and (
                kind in FLOW_NODES | SILENT | LOOPS or kind == "completionCondition"
            )
            if not known or kind in _NOT_RUN:
                source.error(tag, "element-type", type=kind)


def nothing_changes_how_often(source: Source) -> None:
    """Quantities and instantiation other than the engine's own, and endless loops are refused."""
    for tag in source.nodes():
        for attribute in ("startQuantity", "completionQuantity"):
            if tag.get(attribute, "1").strip() != "1":
                source.error(tag, "quantity", attribute=attribute, value=tag.get(attribute, ""))
        if is_true(tag.get("instantiate")):
            source.error(tag, "instantiate")
        standard = tag.find(bpmn("standardLoopCharacteristics"))
        if standard is not None:
            _standard_loop(source, tag, standard)
        loop = tag.find(bpmn("multiInstanceLoopCharacteristics"))
        if loop is not None:
            _loop(source, tag, loop)


def _standard_loop(source: Source, tag: Tag, loop: Tag) -> None:
    most = (loop.get("loopMaximum") or "").strip()
    if most and not most.isdecimal():
        source.error(tag, "loop-maximum", value=most[:50])
    elif not most and not text_of(loop.find(bpmn("loopCondition"))):
        source.error(tag, "standard-loop")
    else:
        source.warning(tag, "loop-here-alone")


def _loop(source: Source, tag: Tag, loop: Tag) -> None:
    if loop.get("behavior", "All") != "All":
        source.error(tag, "loop-behavior", value=loop.get("behavior", ""))
    is_counted = any(
        loop.find(bpmn(t)) is not None for t in ("loopCardinality", "loopDataInputRef")
    )
    if not is_counted and not loop.get(camunda("collection")):
        source.error(tag, "loop-without-number")


def attributes_are_executed(source: Source) -> None:
    """Every camunda attribute is executed, or known to be a hint without effect here."""
    for tag in source.all("*"):
        for name in tag.attrib:
            if etree.QName(name).namespace == CAMUNDA:
                _attribute(source, tag, etree.QName(name).localname)


def _attribute(source: Source, tag: Tag, name: str) -> None:
    kind, place = local(tag), source.places.attribute(tag, name, 0)
    if name in ATTRIBUTES.get(kind, ()):
        return
    if name in HINTS:
        source.warning(tag, "hint", place, attribute=name)
    elif name in JAVA:
        source.error(tag, "java", place, attribute=name)
    elif name in ELSEWHERE:
        source.error(tag, "attribute-elsewhere", place, attribute=name)
    else:
        source.warning(tag, "attribute", place, attribute=name, type=kind)


def extensions_are_executed(source: Source) -> None:
    """Every extension element is executed, or from a tool that does not change what runs."""
    for holder in source.all("extensionElements"):
        owner = holder.getparent()
        for tag in holder.iterchildren(etree.Element):
            if owner is not None:
                _extension(source, tag, local(owner))


def _extension(source: Source, tag: Tag, owner: str) -> None:
    name, namespace = local(tag), etree.QName(tag).namespace or ""
    if namespace != CAMUNDA:
        if "zeebe" not in namespace:
            source.warning(tag, "extension-foreign", extension=name, namespace=namespace[:100])
        elif name in ZEEBE:
            source.error(tag, "zeebe", extension=name)
        else:
            source.warning(tag, "zeebe-hint", extension=name)
    elif name in EXTENSIONS and owner in EXTENSIONS[name]:
        if name == "in" and tag.get("businessKey"):
            source.warning(tag, "hint", attribute="businessKey")
    elif name in HINT_EXTENSIONS or name in IGNORED:
        source.warning(tag, "hint", attribute=name)
    elif name.endswith("Listener"):
        source.error(tag, "listener", extension=name)
    else:
        code = "connector" if name == "connector" else "extension"
        source.error(tag, code, extension=name, type=owner)


def mappings_are_texts(source: Source) -> None:
    """Input and output parameters have a name; lists, maps and scripts, but these in FEEL alone."""
    for holder in source.all("extensionElements"):
        for mapping in holder.iterfind(camunda("inputOutput")):
            for tag in mapping.iterchildren(etree.Element):
                nested = parameter(tag).unreadable
                if nested is not None:
                    name = tag.get("name", "")
                    source.error(tag, "mapping-nested", parameter=name, nested=nested)
                elif not tag.get("name"):
                    source.error(tag, "mapping-name")


def properties_are_known(source: Source) -> None:
    """Our extension properties are spelled right and stand where they mean something."""
    for holder in source.all("extensionElements"):
        owner = holder.getparent()
        for tag in holder.iterfind(f"{camunda('properties')}/{camunda('property')}"):
            if owner is not None:
                _property(source, tag, local(owner))


def _property(source: Source, tag: Tag, owner: str) -> None:
    name = tag.get("name", "")
    base, colon, language = name.partition(":")
    if colon and base in TRANSLATED and language in LANGUAGES:
        return
    if name not in PROPERTIES:
        source.warning(tag, "property-unknown", property=name)
    elif owner not in PROPERTIES[name]:
        source.warning(tag, "property-place", property=name, type=owner)
    elif not tag.get("value", "").strip():
        source.warning(tag, "property-empty", property=name)
    elif name == "stage" and tag.get("value") not in STAGES:
        source.warning(tag, "property-value", property=name, value=tag.get("value", "")[:50])
    elif name == "timeLimit":
        _time_limit(source, tag, tag.get("value", ""))


def _time_limit(source: Source, tag: Tag, checkpoint: str) -> None:
    known = None if source.known is None else source.known.checkpoints
    if known is not None and checkpoint not in known:
        source.warning(tag, "time-limit-unknown", checkpoint=checkpoint[:100])


def work_is_named(source: Source) -> None:
    """Service and send tasks, and thrown messages, are external work of a topic."""
    thrown = (
        definition
        for event in source.all("endEvent", "intermediateThrowEvent")
        for definition in event.iterfind(bpmn("messageEventDefinition"))
    )
    tasks = source.all("serviceTask", "sendTask", "businessRuleTask")
    for tag in (*tasks, *thrown):
        if tag.get(camunda("decisionRef")) or any(tag.get(camunda(name)) for name in JAVA):
            continue
        topic = (tag.get(camunda("topic")) or "").strip()
        if local(tag) == "messageEventDefinition" and not topic and not tag.get(camunda("type")):
            source.warning(tag, "message-unsent")
            continue
        if tag.get(camunda("type")) != "external" or not topic:
            source.error(tag, "work-unnamed")
        elif not topic.startswith("=") and not has_juel(topic):
            _topic(source, tag, topic)


def rules_of_work_are_clear(source: Source) -> None:
    """An error that work may turn out to be is named, and has a condition."""
    for tag in source.all("serviceTask", "sendTask", "businessRuleTask"):
        for rule in extension(tag, "errorEventDefinition"):
            if not (rule.get("errorRef") or "").strip():
                source.error(rule, "event-name", event="error")
            if not (rule.get("expression") or "").strip():
                source.warning(rule, "text-empty", of="expression")


def _topic(source: Source, tag: Tag, topic: str) -> None:
    known = None if source.known is None else source.known.topics
    if known is not None and topic not in known:
        source.warning(tag, "topic-unknown", topic=topic[:100])


def scripts_are_feel(source: Source) -> None:
    """A script task is FEEL with a result variable."""
    for tag in source.all("scriptTask"):
        language = (tag.get("scriptFormat") or "").strip()
        if language.lower() != "feel":
            source.error(tag, "script-language", language=language or "?")
        elif not text_of(tag.find(bpmn("script"))):
            source.error(tag, "script-incomplete")
        elif not tag.get(camunda("resultVariable")):
            source.warning(tag, "script-unused")


RULES: tuple[Callable[[Source], None], ...] = (
    something_is_executable,
    ids_are_unique,
    kinds_are_executed,
    nothing_changes_how_often,
    attributes_are_executed,
    extensions_are_executed,
    mappings_are_texts,
    properties_are_known,
    work_is_named,
    rules_of_work_are_clear,
    scripts_are_feel,
)
