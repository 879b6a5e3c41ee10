"""Rules about how elements are joined: flows, gateways, starts, boundaries."""

from __future__ import annotations

from collections.abc import Callable

from engine.definitions.diagrams.names import (
    ACTIVITIES,
    FLOW_NODES,
    SUB_PROCESSES,
    bpmn,
    is_true,
    local,
    reference,
    text_of,
)
from engine.definitions.diagrams.reader import event_definitions
from engine.definitions.lint.source import Source, Tag, scope_of


def flows_join_two_elements(source: Source) -> None:
    """A flow begins and ends at an element of one and the same scope."""
    for flow in source.all("sequenceFlow"):
        ends = [source.referred(flow, name) for name in ("sourceRef", "targetRef")]
        if any(end is None or local(end) not in FLOW_NODES for end in ends):
            source.error(flow, "flow-loose")
        elif len({scope_of(end) for end in (flow, *ends) if end is not None}) > 1:
            source.error(flow, "flow-border")


def gateways_can_decide(source: Source) -> None:
    """Where a gateway chooses, each flow has a condition or is the default."""
    for gateway in source.all("exclusiveGateway", "inclusiveGateway"):
        leaving = source.outgoing.get(gateway.get("id", ""), [])
        default = reference(gateway.get("default"))
        if default and default not in {flow.get("id") for flow in leaving}:
            source.error(gateway, "default-elsewhere", flow=default)
        if len(leaving) < 2:
            continue
        plain = [flow for flow in leaving if not _condition(flow) and flow.get("id") != default]
        if not plain and not default:
            source.warning(gateway, "gateway-default")
        elif plain:
            _plain_flows(source, gateway, plain, everything=len(plain) == len(leaving))


def _plain_flows(source: Source, gateway: Tag, plain: list[Tag], *, everything: bool) -> None:
    """Flows without a condition that are not the default one."""
    if local(gateway) == "inclusiveGateway":
        for flow in plain:
            source.warning(flow, "flow-always")
    elif not gateway.get("default") and len(plain) == 1:  # Camunda 7 takes it for the default
        source.warning(plain[0], "flow-otherwise")
    else:
        _undecided(source, gateway, plain, everything=everything)


def _undecided(source: Source, gateway: Tag, plain: list[Tag], *, everything: bool) -> None:
    if everything:
        source.error(gateway, "gateway-undecided")
        return
    for flow in plain:
        source.error(flow, "flow-undecided")


def conditions_are_asked(source: Source) -> None:
    """Nobody asks a condition behind a parallel or event-based gateway, in Camunda 7 neither."""
    for gateway in source.all("parallelGateway", "eventBasedGateway"):
        for flow in source.outgoing.get(gateway.get("id", ""), []):
            if _condition(flow):
                source.warning(flow, "condition-unasked", gateway=local(gateway))


def _condition(flow: Tag) -> bool:
    return flow.find(bpmn("conditionExpression")) is not None


def processes_can_start(source: Source) -> None:
    """A process has a start event, one without an event at most."""
    for process in source.processes:
        starts, plain = _starts(process)
        if not starts:
            source.error(process, "start-none")
        elif len(plain) > 1:
            source.error(plain[1], "start-twice")


def scopes_can_start(source: Source) -> None:
    """A sub-process has one start event without an event; an event sub-process one of an event."""
    for scope in source.all(*SUB_PROCESSES):
        if local(scope) == "adHocSubProcess":
            continue
        starts, plain = _starts(scope)
        if is_true(scope.get("triggeredByEvent")):
            if len(starts) != 1 or plain:
                source.error(scope, "start-of-event-sub-process")
        elif not plain:
            source.error(scope, "start-missing")
        elif len(plain) > 1:
            source.error(plain[1], "start-twice")


def _starts(scope: Tag) -> tuple[list[Tag], list[Tag]]:
    """Return the start events of a scope, and those without an event."""
    starts = list(scope.iterfind(bpmn("startEvent")))
    return starts, [start for start in starts if not event_definitions(start)]


def nothing_is_forgotten(source: Source) -> None:
    """An element is reached by a flow, and only an end event has nothing after it."""
    for tag in source.nodes():
        kind, identity = local(tag), tag.get("id", "")
        if is_true(tag.get("triggeredByEvent")) or is_true(tag.get("isForCompensation")):
            continue
        is_link = tag.find(bpmn("linkEventDefinition")) is not None
        begins = kind in ("startEvent", "boundaryEvent")
        begins = begins or (is_link and kind == "intermediateCatchEvent")
        if not begins and identity not in source.incoming:
            source.warning(tag, "unreached")
        undoes = tag.find(bpmn("compensateEventDefinition")) is not None
        ends = kind == "endEvent" or (is_link and kind == "intermediateThrowEvent")
        ends = ends or (undoes and kind == "boundaryEvent")
        if not ends and identity not in source.outgoing:
            chooses = kind in ("exclusiveGateway", "eventBasedGateway")
            note = source.error if chooses else source.warning
            note(tag, "leads-nowhere")


def boundaries_hang_on_activities(source: Source) -> None:
    """A boundary event hangs on an activity of its own scope."""
    for tag in source.all("boundaryEvent"):
        host = source.referred(tag, "attachedToRef")
        if host is None or local(host) not in ACTIVITIES or scope_of(host) is not scope_of(tag):
            source.error(tag, "boundary-loose")


def starts_and_ends_are_ends(source: Source) -> None:
    """Nothing enters a start or boundary event and nothing leaves an end event."""
    for tag in source.all("startEvent", "boundaryEvent"):
        for flow in source.incoming.get(tag.get("id", ""), []):
            source.error(flow, "flow-into", type=local(tag))
    for tag in source.all("endEvent"):
        for flow in source.outgoing.get(tag.get("id", ""), []):
            source.error(flow, "flow-out-of", type=local(tag))


def lanes_hold_what_exists(source: Source) -> None:
    """A lane names elements that are there."""
    for lane in source.all("lane"):
        for node in lane.iterfind(bpmn("flowNodeRef")):
            if text_of(node) not in source.by_id:
                source.warning(lane, "lane-of-nothing", id=text_of(node)[:100])


RULES: tuple[Callable[[Source], None], ...] = (
    flows_join_two_elements,
    gateways_can_decide,
    conditions_are_asked,
    processes_can_start,
    scopes_can_start,
    nothing_is_forgotten,
    boundaries_hang_on_activities,
    starts_and_ends_are_ends,
    lanes_hold_what_exists,
)
