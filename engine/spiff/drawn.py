"""What an element's XML says beyond `engine.definitions.diagrams.model`: timers, loops, codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.definitions.diagrams.names import bpmn, camunda, is_true, local, reference
from engine.definitions.diagrams.reader import timer_of

Xml = Any
"""An lxml element."""


CHANGES = frozenset({"create", "update", "delete"})
"""What can happen to a variable."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Timer:
    """A timer's kind (`timeDate`, `timeDuration`, `timeCycle`) and its text."""

    kind: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Loop:
    """Multi-instance: how many times (a number or a collection), in turn or at once, until when.

    `output` is the variable each instance gives one value of, `gathered` the one for all of them.
    A standard loop is in turn too, `again` its condition, `most` how often it is done at most;
    `before` asks the condition the first time already.
    """

    sequential: bool
    cardinality: str | None
    collection: str | None
    variable: str | None
    until: str | None
    output: str | None = None
    gathered: str | None = None
    is_standard: bool = False
    again: str | None = None
    most: int | None = None
    before: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawn:
    """One flow node as drawn. `event` is `timer`, `message`, …, None for a none event.

    `reference` is the name of the message, signal or link, or the id of the activity to undo;
    `code` is that of the error or escalation, `any_code` says that it catches every code.
    `changed` names the variable a conditional event looks at, None for any; `on` are the kinds of
    change (`create`, `update`, `delete`).
    """

    event: str | None = None
    timer: Timer | None = None
    reference: str | None = None
    code: str | None = None
    any_code: bool = True
    message: str | None = None
    condition: str | None = None
    changed: str | None = None
    on: frozenset[str] = CHANGES
    script: str | None = None
    script_format: str | None = None
    loop: Loop | None = None
    default: str | None = None
    by_event: bool = False
    interrupting: bool = True


def read_drawn(node: Xml, roots: Mapping[str, Xml]) -> Drawn:
    """Read one flow node; `roots` are the file's top elements (messages, errors, …) by id."""
    events = list(event_definitions(node, roots))
    event = events[0] if events else None
    script = node.find(bpmn("script"))
    return Drawn(
        event=None if event is None else local(event).removesuffix("EventDefinition"),
        timer=None if event is None else _timer(event),
        reference=_reference(node if event is None else event, roots),
        **({} if event is None else _fault(event, roots) | _conditional(event)),
        script=None if script is None else text_of(script),
        script_format=node.get("scriptFormat"),
        loop=_loop(node.find(bpmn("multiInstanceLoopCharacteristics")))
        or _standard_loop(node.find(bpmn("standardLoopCharacteristics"))),
        default=node.get("default"),
        by_event=is_true(node.get("triggeredByEvent")),
        interrupting=_interrupting(node, event),
    )


def event_definitions(node: Xml, roots: Mapping[str, Xml]) -> Iterator[Xml]:
    """Give the event definitions of an event, those it refers to included."""
    for child in node:
        tag = local(child)
        if tag == "eventDefinitionRef":
            target = roots.get(reference(child.text) or "")
            if target is not None:
                yield target
        elif tag.endswith("EventDefinition"):
            yield child


def text_of(node: Xml | None) -> str | None:
    """Return the trimmed text of a node, None when there is none."""
    text = "" if node is None else (node.text or "").strip()
    return text or None


def _interrupting(node: Xml, event: Xml | None) -> bool:
    """An error interrupts whatever is drawn (BPMN 2.0, 10.5.4; so does Camunda 7)."""
    is_error = event is not None and local(event) == "errorEventDefinition"
    drawn = node.get("isInterrupting", node.get("cancelActivity", "true"))
    return is_error or is_true(drawn)


def _timer(event: Xml) -> Timer | None:
    found = timer_of(event)
    return None if found is None else Timer(kind=found[0], text=found[1])


def _reference(node: Xml, roots: Mapping[str, Xml]) -> str | None:
    for attribute in ("messageRef", "signalRef"):
        ref = reference(node.get(attribute))
        if ref is not None:
            target = roots.get(ref)
            return None if target is None else target.get("name")
    kept = {"linkEventDefinition": "name", "compensateEventDefinition": "activityRef"}
    name: str | None = node.get(kept[local(node)]) if local(node) in kept else None
    return reference(name) if local(node) == "compensateEventDefinition" else name


def _fault(event: Xml, roots: Mapping[str, Xml]) -> dict[str, Any]:
    """Return the code of an error or escalation, and whether it stands for every code.

    One without a code is caught as any is (Camunda 7); thrown, it is told apart by its id.
    """
    for attribute, code in (("errorRef", "errorCode"), ("escalationRef", "escalationCode")):
        referred = reference(event.get(attribute))
        if referred is None:
            continue
        target = roots.get(referred)
        if target is None:  # Camunda 7 takes what it does not find for the code itself
            return {"code": referred, "any_code": False}
        return {
            "code": target.get(code) or target.get("id"),
            "any_code": not target.get(code),
            "message": target.get(camunda("errorMessage")),
        }
    return {}


def _conditional(event: Xml) -> dict[str, Any]:
    if local(event) != "conditionalEventDefinition":
        return {}
    kinds = (event.get(camunda("variableEvents")) or "").split(",")
    return {
        "condition": text_of(event.find(bpmn("condition"))),
        "changed": event.get(camunda("variableName")) or None,
        "on": frozenset(kind.strip() for kind in kinds if kind.strip()) or CHANGES,
    }


def _loop(node: Xml | None) -> Loop | None:
    if node is None:
        return None
    gathered = text_of(node.find(bpmn("loopDataOutputRef")))
    output = _item(node, "outputDataItem")
    return Loop(
        sequential=is_true(node.get("isSequential")),
        cardinality=text_of(node.find(bpmn("loopCardinality"))),
        collection=node.get(camunda("collection")) or text_of(node.find(bpmn("loopDataInputRef"))),
        variable=node.get(camunda("elementVariable")) or _item(node, "inputDataItem"),
        until=text_of(node.find(bpmn("completionCondition"))),
        output=output if gathered else None,
        gathered=gathered if output else None,
    )


def _standard_loop(node: Xml | None) -> Loop | None:
    if node is None:
        return None
    most = (node.get("loopMaximum") or "").strip()
    return Loop(
        sequential=True,
        cardinality=None,
        collection=None,
        variable=None,
        until=None,
        is_standard=True,
        again=text_of(node.find(bpmn("loopCondition"))),
        most=int(most) if most.isdecimal() else None,
        before=is_true(node.get("testBefore")),
    )


def _item(node: Xml, tag: str) -> str | None:
    """Return the name of the data item of each instance, else its id."""
    item = node.find(bpmn(tag))
    return None if item is None else item.get("name") or item.get("id")
