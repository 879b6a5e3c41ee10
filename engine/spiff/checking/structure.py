"""Why elements would not run together as drawn: flows, scopes, starts, boundaries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from engine.definitions.diagrams.model import Element, Process
from engine.definitions.diagrams.names import ACTIVITIES, bpmn, is_true, local, reference
from engine.spiff.checking.rules import Fact
from engine.spiff.drawn import Xml, text_of

Reasons = Iterator[tuple[str, str]]
"""Pairs of an element's id and what is wrong with it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawing:
    """A process as a graph."""

    process: Process
    facts: Mapping[str, Fact]
    flows: tuple[Element, ...]
    conditions: Mapping[str, str | None]
    """The condition of each flow, by its id."""
    associations: tuple[tuple[str, str], ...]
    """Source and target of each association."""

    @classmethod
    def of(cls, process: Process, node: Xml, facts: Iterable[Fact]) -> Drawing:
        """Gather a process's graph."""
        drawn = list(node.iter(bpmn("sequenceFlow")))
        return cls(
            process=process,
            facts={fact.element.id: fact for fact in facts},
            flows=tuple(process.elements[flow.get("id")] for flow in drawn),
            conditions={
                flow.get("id"): text_of(flow.find(bpmn("conditionExpression"))) for flow in drawn
            },
            associations=tuple(
                (reference(one.get("sourceRef")) or "", reference(one.get("targetRef")) or "")
                for one in node.iter(bpmn("association"))
            ),
        )

    def leaving(self, element: str) -> list[Element]:
        """Return the flows that leave an element."""
        return [flow for flow in self.flows if flow.source == element]

    def entering(self, element: str) -> list[Element]:
        """Return the flows that enter an element."""
        return [flow for flow in self.flows if flow.target == element]

    def inside(self, scope: str | None) -> list[Fact]:
        """Return the elements directly in a scope; None is the process."""
        return [fact for fact in self.facts.values() if fact.element.parent == scope]


def flows_join_neighbours(drawing: Drawing) -> Reasons:
    """A flow joins two elements of one scope."""
    for flow in drawing.flows:
        source, target = drawing.facts.get(flow.source or ""), drawing.facts.get(flow.target or "")
        if source is None or target is None:
            yield flow.id, "does not join two elements of this process"
        elif source.element.parent != target.element.parent:
            yield flow.id, "crosses the border of a sub-process"


def gateways_can_choose(drawing: Drawing) -> Reasons:
    """Where one way is chosen, each flow has a condition or is the default; of those without a
    condition one alone is taken for the default, as in Camunda 7.
    """
    for identity, fact in drawing.facts.items():
        tag, leaving = local(fact.node), drawing.leaving(identity)
        if tag in ("exclusiveGateway", "eventBasedGateway") and not leaving:
            yield identity, "leads nowhere"
        if tag != "exclusiveGateway" or len(leaving) < 2:
            continue
        default = fact.drawn.default
        plain = [f.id for f in leaving if drawing.conditions[f.id] is None and f.id != default]
        if plain and (default or len(plain) > 1):
            for flow in plain:
                yield flow, "needs a condition, or to be the default flow"


def races_are_between_events(drawing: Drawing) -> Reasons:
    """Behind an event-based gateway stand events and receive tasks of its own."""
    for identity, fact in drawing.facts.items():
        if local(fact.node) != "eventBasedGateway":
            continue
        for flow in drawing.leaving(identity):
            target = drawing.facts.get(flow.target or "")
            if target is None:
                continue
            tag = local(target.node)
            if tag not in ("intermediateCatchEvent", "receiveTask") or target.drawn.event == "link":
                yield target.element.id, "stands behind an event-based gateway and is no event"
            elif target.drawn.loop is not None or _boundaries(drawing, target.element.id):
                yield target.element.id, "stands behind an event-based gateway and is no plain task"


def ends_are_ends(drawing: Drawing) -> Reasons:
    """Nothing enters a start or boundary event, nothing leaves an end event."""
    for identity, fact in drawing.facts.items():
        tag = local(fact.node)
        if tag in ("startEvent", "boundaryEvent") or fact.drawn.by_event:
            for flow in drawing.entering(identity):
                yield flow.id, f"enters a {tag}, which nothing can enter"
        if tag == "endEvent" or fact.drawn.by_event:
            for flow in drawing.leaving(identity):
                yield flow.id, f"leaves a {tag}, which nothing can leave"


def boundaries_hang_on_activities(drawing: Drawing) -> Reasons:
    """A boundary event hangs on an activity of its own scope."""
    for identity, fact in drawing.facts.items():
        if local(fact.node) != "boundaryEvent":
            continue
        host = drawing.facts.get(fact.element.attached_to or "")
        if host is None or local(host.node) not in ACTIVITIES or host.drawn.by_event:
            yield identity, "does not hang on an activity"
        elif host.element.parent != fact.element.parent:
            yield identity, "hangs on an activity of another scope"


def scopes_can_begin(drawing: Drawing) -> Reasons:
    """A process begins at one none start event at most, or at events; a sub-process at one none
    start event; an event sub-process at one of an event.
    """
    yield from _process_begins(drawing)
    for fact in drawing.facts.values():
        if local(fact.node) not in ("subProcess", "transaction"):
            continue
        place = fact.element.id
        starts = _starts(drawing, place)
        by_event = [start for start in starts if start.drawn.event is not None]
        if fact.drawn.by_event:
            if len(starts) != 1 or len(by_event) != 1:
                yield place, "needs exactly one start event, of an event"
            continue
        for start in by_event:
            yield start.element.id, "starts by an event, which a sub-process cannot"
        if len(starts) - len(by_event) != 1:
            yield place, "needs exactly one start event without an event"


def _process_begins(drawing: Drawing) -> Reasons:
    starts = _starts(drawing, None)
    plain = [start for start in starts if start.drawn.event is None]
    if not starts:
        yield drawing.process.id, "needs a start event"
    for start in plain[1:]:
        yield start.element.id, "is a second start event without an event"
    conditions = [start.drawn.condition for start in starts if start.drawn.event == "conditional"]
    for start in starts:
        if start.drawn.event == "conditional" and conditions.count(start.drawn.condition) > 1:
            yield start.element.id, "begins by a condition that begins the process elsewhere too"
        name = start.drawn.reference or ""
        if start.drawn.event in ("message", "signal") and name.lstrip().startswith("="):
            yield start.element.id, "begins by a name that is computed, which cannot be known"


def _starts(drawing: Drawing, scope: str | None) -> list[Fact]:
    return [fact for fact in drawing.inside(scope) if local(fact.node) == "startEvent"]


def what_is_undone_can_be(drawing: Drawing) -> Reasons:
    """Handlers hang on compensation events alone; what is thrown names an activity."""
    led = {target for _, target in drawing.associations}
    for identity, fact in drawing.facts.items():
        tag, event = local(fact.node), fact.drawn.event
        handles = is_true(fact.node.get("isForCompensation"))
        if handles and (drawing.entering(identity) or drawing.leaving(identity)):
            yield identity, "compensates, and is in a flow as well"
        if handles and identity not in led:
            yield identity, "compensates nothing: no association leads to it"
        if event != "compensate":
            continue
        if tag == "boundaryEvent":
            yield from _handlers(drawing, identity)
        elif tag == "startEvent":
            yield from _undone_inside(drawing, fact)
        elif fact.drawn.reference:
            yield from _undone_by_name(drawing, fact, fact.drawn.reference)


def _undone_by_name(drawing: Drawing, thrower: Fact, activity: str) -> Reasons:
    """What is undone by name lies in the scope of what throws; an event sub-process sees the scope
    around it too (BPMN 2.0, table 10.93: the activity must be visible; so does Camunda 7).
    """
    if activity not in drawing.facts:
        yield thrower.element.id, f"undoes {activity}, which is not there"
        return
    scope, seen = thrower.element.parent, set[str | None]()
    while scope is not None and drawing.facts[scope].drawn.by_event:
        seen.add(scope)
        scope = drawing.facts[scope].element.parent
    if drawing.facts[activity].element.parent not in seen | {scope}:
        yield thrower.element.id, f"undoes {activity}, which lies in another scope"


def _undone_inside(drawing: Drawing, start: Fact) -> Reasons:
    """A compensation event sub-process undoes the sub-process it is drawn in (Camunda 7)."""
    body = drawing.facts.get(start.element.parent or "")
    if body is None or not body.drawn.by_event:
        return  # another rule says so
    if body.element.parent is None:
        yield body.element.id, "compensates a whole process, which nothing can ask for"
    elif _compensated_inside(drawing, body.element.parent)[0].element.id != start.element.id:
        yield body.element.id, "is a second compensation event sub-process of its scope"


def _compensated_inside(drawing: Drawing, scope: str) -> list[Fact]:
    bodies = {fact.element.id for fact in drawing.inside(scope) if fact.drawn.by_event}
    return [
        fact
        for fact in drawing.facts.values()
        if fact.element.parent in bodies
        and local(fact.node) == "startEvent"
        and fact.drawn.event == "compensate"
    ]


def _handlers(drawing: Drawing, event: str) -> Reasons:
    targets = [
        drawing.facts.get(target) for source, target in drawing.associations if source == event
    ]
    handlers = [one for one in targets if one is not None]
    parent = drawing.facts[event].element.parent
    if len(handlers) != 1 or not is_true(handlers[0].node.get("isForCompensation")):
        yield event, "needs one association to an activity that is for compensation"
    elif handlers[0].element.parent != parent:
        yield event, "is compensated in another scope"
    host = drawing.facts.get(drawing.facts[event].element.attached_to or "")
    if host is not None and _compensated_inside(drawing, host.element.id):
        yield event, "undoes a sub-process that has a compensation event sub-process too"
    if drawing.leaving(event):
        yield event, "is a compensation event, which no flow leaves"


def transactions_can_be_cancelled(drawing: Drawing) -> Reasons:
    """A cancel end stands directly in a transaction that has a cancel event."""
    for identity, fact in drawing.facts.items():
        if fact.drawn.event != "cancel":
            continue
        border = local(fact.node) == "boundaryEvent"
        place = fact.element.attached_to if border else fact.element.parent
        around = drawing.facts.get(place or "")
        if around is None or local(around.node) != "transaction":
            yield identity, "can only stand at or directly in a transaction"
        elif not border and not any(
            one.drawn.event == "cancel" for one in _boundaries(drawing, around.element.id)
        ):
            yield identity, "cancels a transaction that has no cancel event"


def _boundaries(drawing: Drawing, identity: str) -> list[Fact]:
    return [f for f in drawing.facts.values() if f.element.attached_to == identity]


STRUCTURE_RULES: tuple[Callable[[Drawing], Reasons], ...] = (
    flows_join_neighbours,
    gateways_can_choose,
    races_are_between_events,
    ends_are_ends,
    boundaries_hang_on_activities,
    scopes_can_begin,
    what_is_undone_can_be,
    transactions_can_be_cancelled,
)
