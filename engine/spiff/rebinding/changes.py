"""What is drawn differently of an element that has its place in another version."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from engine.cases.tokens.rebinding import Rebinding
from engine.spiff.specs.node import Node

_ATTRIBUTES = {
    "assignee": ("assignee",),
    "candidates": ("candidateUsers", "candidateGroups"),
    "dates": ("dueDate", "followUpDate"),
    "priority": ("priority",),
    "topic": ("type", "topic"),
    "decision": ("decisionRef", "decisionRefBinding", "mapDecisionResult"),
}


def changes(spec: Node, new: Node, rebinding: Rebinding) -> Iterator[str]:
    """Give a code for each thing that differs."""
    for code, names in _ATTRIBUTES.items():
        old, now = spec.element.attributes, new.element.attributes
        if any(old.get(name) != now.get(name) for name in names):
            yield code
    for code, seen in _SEEN.items():
        if seen(spec) != seen(new):
            yield code
    for event in beginning(spec, new, rebinding):
        yield f"begins:{event.element.id}"


def beginning(spec: Node, new: Node, rebinding: Rebinding) -> Iterator[Node]:
    """Give the events that are new beside an active element or scope and wait for something."""
    for before, after in (
        (spec.boundaries, new.boundaries),
        (spec.event_scopes, new.event_scopes),
    ):
        known = {rebinding.element(event.element.id) for event in before}
        for event in after:
            if event.waits and event.element.id not in known:
                yield event


def _called(spec: Node) -> object:
    element, given = spec.element, spec.element.attributes
    names = ("calledElementBinding", "calledElementVersion", "calledElementVersionTag")
    return element.called_element, *(given.get(name) for name in names)


_SEEN: dict[str, Callable[[Node], object]] = {
    "name": lambda spec: (spec.element.name, spec.element.properties.get("name:zh")),
    "form": lambda spec: spec.element.form,
    "timer": lambda spec: spec.drawn.timer,
    "message": lambda spec: spec.drawn.reference,
    "condition": lambda spec: spec.drawn.condition,
    "interrupting": lambda spec: spec.drawn.interrupting,
    "many": lambda spec: spec.drawn.loop,
    "checkpoint": lambda spec: spec.element.time_limit,
    "clock-stop": lambda spec: spec.element.clock_stop,
    "called": _called,
    "mappings": lambda spec: (
        spec.element.inputs,
        spec.element.outputs,
        spec.element.call_in,
        spec.element.call_out,
    ),
}
