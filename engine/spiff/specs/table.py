"""Which spec class runs which element. What is not in the table is refused."""

from __future__ import annotations

from collections.abc import Mapping

from engine.definitions.starts import StartKind
from engine.spiff.drawn import Drawn
from engine.spiff.specs.activities.decisions import BusinessRuleTask
from engine.spiff.specs.activities.external import ExternalTask
from engine.spiff.specs.activities.scopes import CallActivity, EventSubProcess, SubProcess
from engine.spiff.specs.activities.tasks import PassingTask, ScriptTask, UserTask
from engine.spiff.specs.compensation import (
    CancelEnd,
    CompensationEvent,
    CompensationStart,
    CompensationThrow,
)
from engine.spiff.specs.events.signals import SignalThrow
from engine.spiff.specs.events.throwing import (
    EndEvent,
    ErrorEnd,
    EscalationThrow,
    MessageThrow,
    PassingEvent,
    TerminateEnd,
)
from engine.spiff.specs.events.waiting import BoundaryEvent, CatchEvent, EventStart, ReceiveTask
from engine.spiff.specs.gateways import (
    EventGateway,
    ExclusiveGateway,
    InclusiveGateway,
    ParallelGateway,
)
from engine.spiff.specs.node import WAITING, Node

ByEvent = Mapping[str | None, type[Node]]

_ALWAYS: Mapping[str, type[Node]] = {
    "task": PassingTask,
    "manualTask": PassingTask,
    "userTask": UserTask,
    "scriptTask": ScriptTask,
    "serviceTask": ExternalTask,
    "sendTask": ExternalTask,
    "receiveTask": ReceiveTask,
    "businessRuleTask": BusinessRuleTask,
    "callActivity": CallActivity,
    "subProcess": SubProcess,
    "transaction": SubProcess,
    "exclusiveGateway": ExclusiveGateway,
    "parallelGateway": ParallelGateway,
    "inclusiveGateway": InclusiveGateway,
    "eventBasedGateway": EventGateway,
}

_BY_EVENT: Mapping[str, ByEvent] = {
    "startEvent": {
        None: PassingEvent,
        "compensate": CompensationStart,
        **dict.fromkeys((*WAITING, "error", "escalation"), EventStart),
    },
    "endEvent": {
        None: EndEvent,
        "terminate": TerminateEnd,
        "message": MessageThrow,
        "compensate": CompensationThrow,
        "cancel": CancelEnd,
        "error": ErrorEnd,
        "escalation": EscalationThrow,
        "signal": SignalThrow,
    },
    "intermediateThrowEvent": {
        None: PassingEvent,
        "link": PassingEvent,
        "message": MessageThrow,
        "compensate": CompensationThrow,
        "escalation": EscalationThrow,
        "signal": SignalThrow,
    },
    "intermediateCatchEvent": {"link": PassingEvent, **dict.fromkeys(WAITING, CatchEvent)},
    "boundaryEvent": {
        "compensate": CompensationEvent,
        **dict.fromkeys((*WAITING, "error", "escalation", "cancel"), BoundaryEvent),
    },
}

SPEC_CLASSES = frozenset({*_ALWAYS, *_BY_EVENT})


def spec_class(tag: str, drawn: Drawn, *, at_the_top: bool = False) -> type[Node] | None:
    """Return the class that runs an element, None when there is none.

    A start event `at_the_top` of a process waits for nothing: the case begins when it has happened.
    """
    if tag == "startEvent" and at_the_top:
        return PassingEvent if drawn.event in (None, *StartKind) else None
    if tag in _BY_EVENT:
        return _BY_EVENT[tag].get(drawn.event)
    if tag == "subProcess" and drawn.by_event:
        return EventSubProcess
    return _ALWAYS.get(tag)
