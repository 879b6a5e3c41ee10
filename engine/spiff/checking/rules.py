"""Why a single element would not run as drawn. Each rule looks at one element and gives reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from engine.definitions.diagrams.model import Element
from engine.definitions.diagrams.names import (
    DECISION_BINDINGS,
    DECISION_RESULTS,
    DECISION_VERSIONS,
    bpmn,
    is_true,
    local,
)
from engine.spiff.drawn import Drawn, Xml
from engine.spiff.specs.table import spec_class
from engine.spiff.values.cron import NotATime
from engine.spiff.values.times import cycle_of, is_literal, moment_of, span_of

EXTERNAL = ("serviceTask", "sendTask", "businessRuleTask")
_JAVA = ("class", "delegateExpression")
_ANY_ZONE = ZoneInfo("UTC")


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """One element: its XML, what the reader and the parser make of it."""

    node: Xml
    element: Element
    drawn: Drawn


Rule = Callable[[Fact], Iterator[str]]


def is_executed(fact: Fact) -> Iterator[str]:
    """An element has one event at most, and a class that runs it."""
    tag = local(fact.node)
    if len([child for child in fact.node if local(child).lower().endswith(_EVENT)]) > 1:
        yield "has more than one event, which cannot be executed"
    elif spec_class(tag, fact.drawn, at_the_top=fact.element.parent is None) is None:
        yield f"is a {tag} of the kind {fact.drawn.event or 'none'}, which cannot be executed"


_EVENT = ("eventdefinition", "eventdefinitionref")


def is_plain(fact: Fact) -> Iterator[str]:
    """Attributes and children that would change how often or when it runs."""
    node = fact.node
    for attribute in ("startQuantity", "completionQuantity"):
        if node.get(attribute, "1").strip() != "1":
            yield f"has {attribute} {node.get(attribute)}, which cannot be executed"
    if not all(is_true(child.get("waitForCompletion", "true")) for child in node):
        yield "does not wait for the compensation it throws, which cannot be executed"
    if is_true(node.get("instantiate")):
        yield "begins a case by itself (instantiate), which cannot be executed"
    if node.get("eventGatewayType", "Exclusive") != "Exclusive":
        yield "waits for all of its events (parallel), which cannot be executed"
    if is_true(node.get("parallelMultiple")):
        yield "waits for several events at once, which cannot be executed"


def loop_is_clear(fact: Fact) -> Iterator[str]:
    """Multi-instance needs a collection or a number, a standard loop a condition or a maximum."""
    loop = fact.drawn.loop
    if loop is None:
        return
    if fact.drawn.by_event:
        yield "is an event sub-process, which cannot be done several times"
    if loop.is_standard:
        if loop.again is None and loop.most is None:
            yield "is a standard loop without a condition or a maximum"
        return
    node = fact.node.find(bpmn("multiInstanceLoopCharacteristics"))
    if node.get("behavior", "All") != "All":
        yield f"has multi-instance behavior {node.get('behavior')}, which cannot be executed"
    if loop.collection is None and loop.cardinality is None:
        yield "is multi-instance without a collection or a number"


def work_is_named(fact: Fact) -> Iterator[str]:
    """Service tasks, send tasks and thrown messages are work of a topic; no Java, no beans."""
    tag, given = local(fact.node), fact.element.attributes
    for attribute in _JAVA:
        if attribute in given:
            yield f"uses camunda:{attribute}, which cannot be executed: use an external topic"
            return
    thrown = fact.drawn.event == "message" and tag in ("endEvent", "intermediateThrowEvent")
    named = thrown and ("type" in given or "topic" in given)  # else it is only drawn (Camunda 7)
    if (
        (tag in EXTERNAL or named)
        and given.keys().isdisjoint(("decisionRef", "expression"))
        and (given.get("type") != "external" or not given.get("topic"))
    ):
        yield "does not say what work it is: type external and a topic are needed"


def decision_is_clear(fact: Fact) -> Iterator[str]:
    """A decision is bound in a way that is known, its result in one of four shapes."""
    given = fact.element.attributes
    if "decisionRef" not in given:
        return
    if given.get("mapDecisionResult", DECISION_RESULTS[-1]) not in DECISION_RESULTS:
        yield f"has the unknown result mapping {given['mapDecisionResult']}"
    binding = given.get("decisionRefBinding", "latest")
    if binding not in DECISION_BINDINGS:
        yield f"binds its decision by {binding}, which is unknown"
    elif not given.get(DECISION_VERSIONS.get(binding, "decisionRef")):
        yield f"binds its decision by {binding} and does not say which"


def script_is_feel(fact: Fact) -> Iterator[str]:
    """A script is FEEL."""
    if local(fact.node) != "scriptTask":
        return
    if (fact.drawn.script_format or "").strip().lower() != "feel":
        language = fact.drawn.script_format or "no language"
        yield f"is a script in {language}: only feel can be executed"
    elif fact.drawn.script is None:
        yield "needs a FEEL text"


def event_is_complete(fact: Fact) -> Iterator[str]:
    """What is awaited or thrown has a name, a code or a condition."""
    tag, event, drawn = local(fact.node), fact.drawn.event, fact.drawn
    catches = tag in ("startEvent", "intermediateCatchEvent", "boundaryEvent")
    named = tag == "receiveTask" and fact.node.get("messageRef")
    if ((catches and event in ("message", "signal")) or named) and not drawn.reference:
        yield "does not say which message or signal it waits for"
    if event == "signal" and not catches and not drawn.reference:
        yield "does not say which signal it throws"
    if event in ("error", "escalation") and not catches and drawn.code is None:
        yield f"does not say which {event} it throws"
    if event == "conditional" and drawn.condition is None:
        yield "has no condition"
    if event == "link" and not drawn.reference:
        yield "is a link without a name"


def timer_is_readable(fact: Fact) -> Iterator[str]:
    """A timer has a time; one written in ISO 8601 must be right."""
    if fact.drawn.event != "timer":
        return
    timer = fact.drawn.timer
    if timer is None:
        yield "has no time"
        return
    if not is_literal(timer.text):
        return
    try:
        if timer.kind == "timeDate":
            moment_of(timer.text, _ANY_ZONE)
        elif timer.kind == "timeDuration":
            span_of(timer.text)
        else:
            cycle_of(timer.text, _ANY_ZONE)
    except NotATime as error:
        yield str(error)


def call_is_clear(fact: Fact) -> Iterator[str]:
    """A call activity names a process; mappings are texts."""
    if local(fact.node) == "callActivity":
        if not fact.element.called_element:
            yield "does not say which process it calls"
        for attribute in ("variableMappingClass", "variableMappingDelegateExpression", "caseRef"):
            if attribute in fact.element.attributes:
                yield f"uses camunda:{attribute}, which cannot be executed"
    for one in (*fact.element.inputs, *fact.element.outputs):
        if one.unreadable is not None:
            yield f"maps {one.name} by a {one.unreadable}, which cannot be executed"


ELEMENT_RULES: tuple[Rule, ...] = (
    is_executed,
    is_plain,
    loop_is_clear,
    work_is_named,
    decision_is_clear,
    script_is_feel,
    event_is_complete,
    timer_is_readable,
    call_is_clear,
)
