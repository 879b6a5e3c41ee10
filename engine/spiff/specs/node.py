"""What every element has in common: being entered, waiting, going on, being cancelled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from SpiffWorkflow.bpmn.specs.mixins import BpmnSpecMixin
from SpiffWorkflow.util.task import TaskState

from engine.cases.tokens.changes import Cancelled, Completed, Entered, Value
from engine.definitions.diagrams.model import Element
from engine.kernel.reasons import Reason, Why
from engine.spiff.drawn import Drawn
from engine.spiff.values.expressions import condition, evaluate, failed

WAITING = frozenset({"timer", "message", "signal", "conditional"})
"""Events that a token waits for. Errors and escalations are looked for when they are thrown."""

if TYPE_CHECKING:
    from engine.spiff.specs.process import ProcessSpec
    from engine.spiff.tokens.token import Token


@dataclass(frozen=True, kw_only=True, slots=True)
class Flow:
    """A sequence flow that leaves an element."""

    id: str
    target: Node
    condition: str | None
    default: bool


class Node(BpmnSpecMixin):
    """One element of one definition.

    After parsing nothing in it changes any more: many threads run on the same object.
    """

    by_hand = False
    """The engine does not run it: a person completes it."""
    rests = False
    """A token on it waits for somebody outside: a person, a timer, a message."""
    watches = False
    """Its token waits beside the scope it is in, and does not keep that scope open."""
    attached = False
    """Its token hangs on an activity and counts as a neighbour of it."""
    is_scope = False
    """Its token is the `scope` of what is inside."""
    is_frame = False
    """Variables are not looked up beyond its token."""
    repeats = False
    """A repeating timer on it is armed anew after it fired."""
    has_instances = False
    """Its token holds the instances of a multi-instance activity."""
    undoes_itself = False
    """It is an event sub-process that compensates what is around it."""
    joins_late = False
    """It may have to wait until no other token can come (an inclusive join)."""
    resting_state = TaskState.WAITING
    """The state of its token in a case at rest."""

    def __init__(self, wf_spec: ProcessSpec, name: str, *, element: Element, drawn: Drawn) -> None:
        """Make the spec of one element; flows and boundary events are joined to it afterwards."""
        super().__init__(wf_spec, name, lane=element.lane, bpmn_name=element.name)
        self.bpmn_id: str | None = element.id
        self.bpmn_name: str | None = element.name
        self.process = wf_spec
        self.element = element
        self.drawn = drawn
        self.type = element.type
        self.outgoing: tuple[Flow, ...] = ()
        self.incoming: tuple[str, ...] = ()
        self.boundaries: tuple[Node, ...] = ()
        self.event_scopes: tuple[Node, ...] = ()
        """The starts of the event sub-processes inside, for a scope."""
        self.waits = drawn.event in WAITING
        self.manual = self.by_hand
        self.prepare()

    def prepare(self) -> None:
        """Work out what follows from the drawing, once."""

    # ---- entering ----------------------------------------------------------------------------

    def announce(self, token: Token) -> None:
        """Tell the host that the element was entered."""
        if not token.announced:  # one that failed and is tried again was told before
            token.announced = True
            token.workflow.record(Entered(at=token.where, via=token.via))

    def _update_hook(self, token: Token) -> bool:
        self.announce(token)
        self.map_in(token)
        return True

    def map_in(self, token: Token) -> None:
        """Set what `camunda:inputParameter` computes, from the variables around, on the token."""
        if self.element.inputs:
            token.put_local({one.name: _mapped(token, one.text) for one in self.element.inputs})

    def map_out(self, token: Token) -> None:
        """Set what `camunda:outputParameter` computes in the scope around, where it is known."""
        around = token.up or token
        for parameter in self.element.outputs:
            around.put(parameter.name, _mapped(token, parameter.text))

    def _update(self, token: Token) -> None:
        # The library would predict what may come after it; here tokens exist only when they do.
        if self._update_hook(token):
            token._ready()

    def _on_ready(self, token: Token) -> None:
        """Do what is due when the token may run; a person's task is offered here."""
        # The library would test the whole spec here, each time: that belongs to deployment.

    def _run_hook(self, token: Token) -> bool | None:  # noqa: ARG002  the library's hook
        return True

    # ---- going on ----------------------------------------------------------------------------

    def _on_complete(self, token: Token) -> None:
        flows = self.leaving(token)
        token.workflow.record(Completed(at=token.where))
        token.workflow.leave(token, flows)

    def leaving(self, token: Token) -> list[Flow]:
        """Map variables out and return the flows the token takes; see `choose`."""
        self.map_out(token)
        return self.choose(token)

    def choose(self, token: Token) -> list[Flow]:
        """Return the flows the token takes: all without a condition and all whose condition holds,
        the default one when no condition holds. None at the end of a path.

        Raises ElementFailed when flows leave the element and none applies.
        """
        taken = [
            flow
            for flow in self.outgoing
            if not flow.default and (flow.condition is None or condition(token, flow.condition))
        ]
        if not taken:
            taken = [flow for flow in self.outgoing if flow.default]
        if not taken and self.outgoing:
            raise self.no_flow_applies()
        return taken

    def no_flow_applies(self) -> Exception:
        """Return the error for a token that cannot leave, naming the conditions tried."""
        tried = "; ".join(f"{flow.id}: {flow.condition}" for flow in self.outgoing)
        return failed(self, Reason(Why.NO_FLOW, tried=tried))

    def settle(self, token: Token) -> None:
        """Look at a scope whose last token has left; only scopes have something to do."""

    def look(self, token: Token, changed: Mapping[str, set[str]] | None) -> None:
        """Let a conditional event happen if its condition has become true.

        `changed` are the variables that changed and how; None asks without a reason.
        """

    def look_again(self, token: Token) -> None:
        """Have the condition looked at when all rest, whatever has changed."""
        token.workflow.unseen.add(token.id)

    def one_left(self, token: Token) -> None:
        """Take note that a token inside came to its end; multi-instance bodies count."""

    def one_gone(self, token: Token) -> None:
        """Take note that a token inside was taken away by hand; multi-instance bodies count."""

    def proceed(self, token: Token) -> None:
        """Begin the next instance, or none any more; multi-instance bodies do."""

    def listen(self, token: Token) -> None:
        """Rest, and tell the host what is awaited; events do."""

    def happen_again(self, token: Token) -> None:
        """Let an event that happened and failed take effect; events do."""

    def try_open(self, token: Token) -> bool:  # noqa: ARG002  inclusive joins answer
        """Go on if no other token can come any more; return whether it did."""
        return False

    def give_back(self, token: Token, frame: Token) -> None:
        """Take what a called process gives back; only call activities do."""

    def won(self, token: Token, winner: Token) -> None:
        """End the race a catch event has won; only event-based gateways hold one."""

    def undo(self, token: Token, thrower: Token) -> None:
        """Begin to undo a remembered activity; only compensation events do."""

    def caught(self, scope: Token) -> None:
        """Take an error or escalation thrown inside `scope`; only events that catch them do."""

    # ---- being interrupted -------------------------------------------------------------------

    def _on_cancel(self, token: Token) -> None:
        if self.bpmn_id is not None:
            token.workflow.record(Cancelled(at=token.where))


class EventNode(Node):
    """An element that can wait for an event: its token acts when the event happens."""

    rests = True

    def happen(self, token: Token, variables: dict[str, Value]) -> None:
        """Let the awaited event take effect. The variables come with a message or signal."""
        raise NotImplementedError

    def happen_again(self, token: Token) -> None:
        """Let it take effect that failed to; variables that came with it are lost."""
        self.happen(token, {})

    def awaits(self, token: Token, kind: str, name: str) -> bool:
        """Return whether the token waits for this message or signal."""
        raise NotImplementedError


def _mapped(token: Token, source: str | None) -> Value:
    """Return the value of a mapping's text: FEEL; an empty one is null."""
    return None if source is None or not source.strip() else evaluate(token, source)
