"""What hangs together without a sequence flow: links, boundary events, starts and their scopes."""

from __future__ import annotations

from collections.abc import Iterable

from engine.spiff.errors import CannotExecute
from engine.spiff.specs.activities.scopes import EventSubProcess
from engine.spiff.specs.compensation import CompensationEvent, CompensationStart
from engine.spiff.specs.events.waiting import EventStart
from engine.spiff.specs.node import Flow, Node
from engine.spiff.specs.process import ProcessSpec


def refused(spec: Node, reason: str) -> CannotExecute:
    """Return the refusal of an element."""
    return CannotExecute(element=spec.bpmn_id or "", name=spec.bpmn_name or "", reason=reason)


def join_links(specs: Iterable[Node]) -> None:
    """Lead each thrown link to the link of that name that is caught in the same scope."""
    links = [spec for spec in specs if spec.drawn.event == "link"]
    caught: dict[tuple[str | None, str | None], Node] = {}
    for spec in links:
        if spec.type == "intermediateCatchEvent":
            key = spec.element.parent, spec.drawn.reference
            if key in caught:
                raise refused(spec, f"catches the link {spec.drawn.reference} a second time")
            caught[key] = spec
    for spec in links:
        if spec.type == "intermediateThrowEvent":
            target = caught.get((spec.element.parent, spec.drawn.reference))
            if target is None:
                raise refused(
                    spec, f"throws the link {spec.drawn.reference}, which nothing catches"
                )
            # Without an id: no sequence flow is drawn there.
            spec.outgoing = (Flow(id="", target=target, condition=None, default=False),)


def hang_boundaries(process: ProcessSpec, specs: Iterable[Node]) -> None:
    """Tell each activity its boundary events."""
    for spec in specs:
        if spec.type == "boundaryEvent":
            host = process.task_specs.get(spec.element.attached_to or "")
            if host is None:
                raise refused(spec, "hangs on nothing")
            host.boundaries = (*host.boundaries, spec)


def join_handlers(process: ProcessSpec, associations: Iterable[tuple[str, str]]) -> None:
    """Tell each compensation event the activity that an association leads to."""
    for source, target in associations:
        event, handler = process.task_specs.get(source), process.task_specs.get(target)
        if isinstance(event, CompensationEvent) and handler is not None:
            event.handler = handler
    for spec in process.task_specs.values():
        if isinstance(spec, CompensationEvent) and spec.handler is None:
            raise refused(spec, "has no association to the activity that compensates")


def note_starts(process: ProcessSpec, specs: Iterable[Node]) -> None:
    """Tell each scope its none start event, and the starts of its event sub-processes."""
    for spec in specs:
        if spec.type != "startEvent":
            continue
        around = process.task_specs.get(spec.element.parent or "")
        if spec.element.parent is None and spec.drawn.event is not None:
            process.event_starts[spec.element.id] = spec
        elif isinstance(spec, EventStart | CompensationStart):
            if not isinstance(around, EventSubProcess):
                raise refused(spec, "starts by an event, which only an event sub-process can")
            around.undoes_itself = isinstance(spec, CompensationStart)
            scope = _inner(process, around.element.parent)
            scope.event_scopes = (*scope.event_scopes, spec)
        elif spec.element.parent in process.starts:
            raise refused(spec, "is a second none start event")
        else:
            process.starts[spec.element.parent] = spec


def _inner(process: ProcessSpec, scope: str | None) -> Node:
    """Return the spec whose token holds what is inside a scope; of a multi-instance one, each."""
    if scope is None:
        return process.start
    return process.task_specs.get(f"{scope}*") or process.task_specs[scope]
