"""Which spec class runs which element. What is not in the table is refused."""

from __future__ import annotations

from collections.abc import Mapping

from engine.spiff.drawn import Drawn
from engine.spiff.specs.activities import ExternalTask, PassingTask, ScriptTask, UserTask
from engine.spiff.specs.decisions import BusinessRuleTask
from engine.spiff.specs.events import (
    BoundaryEvent,
    CatchEvent,
    EndEvent,
    MessageThrow,
    PassingEvent,
    ReceiveTask,
    TerminateEnd,
)
from engine.spiff.specs.gateways import (
    EventGateway,
    ExclusiveGateway,
    InclusiveGateway,
    ParallelGateway,
)
from engine.spiff.specs.node import Node
from engine.spiff.specs.scopes import CallActivity, SubProcess

ByEvent = Mapping[str | None, type[Node]]

_ALWAYS = {
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
    "exclusiveGateway": ExclusiveGateway,
    "parallelGateway": ParallelGateway,
    "inclusiveGateway": InclusiveGateway,
    "eventBasedGateway": EventGateway,
}

_BY_EVENT: Mapping[str, ByEvent] = {
    "startEvent": {None: PassingEvent},
    "endEvent": {None: EndEvent, "terminate": TerminateEnd, "message": MessageThrow},
    "intermediateThrowEvent": {None: PassingEvent, "message": MessageThrow},
    "intermediateCatchEvent": {"timer": CatchEvent, "message": CatchEvent, "signal": CatchEvent},
    "boundaryEvent": {
        "timer": BoundaryEvent,
        "message": BoundaryEvent,
        "signal": BoundaryEvent,
    },
}

SPEC_CLASSES = frozenset({*_ALWAYS, *_BY_EVENT})


def spec_class(tag: str, drawn: Drawn) -> type[Node] | None:
    """Return the class that runs an element, None when there is none."""
    if tag in _BY_EVENT:
        return _BY_EVENT[tag].get(drawn.event)
    if tag == "subProcess" and drawn.by_event:
        return None
    return _ALWAYS.get(tag)
