"""Gateways: exclusive, parallel, inclusive, event-based, as BPMN 2.0 section 13.4 says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from SpiffWorkflow.util.task import TaskState

from engine.cases.tokens.changes import Completed
from engine.spiff.specs.node import Flow, Node
from engine.spiff.values.expressions import condition

if TYPE_CHECKING:
    from engine.spiff.tokens.token import Token


class ExclusiveGateway(Node):
    """Takes the first flow, in the order of the file, whose condition holds; else the default;
    a single flow without a condition is that too (Camunda 7).
    """

    def choose(self, token: Token) -> list[Flow]:
        """Return the one flow to take. Raises ElementFailed when none applies."""
        for flow in self.outgoing:
            if flow.condition is not None and not flow.default and condition(token, flow.condition):
                return [flow]
        usual = [flow for flow in self.outgoing if flow.default]
        usual = usual or [flow for flow in self.outgoing if flow.condition is None]
        if not usual and self.outgoing:
            raise self.no_flow_applies()
        return usual


class Join(Node):
    """A gateway where tokens of several flows meet. Each arrival is an instance of its own."""

    def _update_hook(self, token: Token) -> bool:
        super()._update_hook(token)
        token._set_state(TaskState.WAITING)
        self.arrived(token)
        return False

    def arrived(self, token: Token) -> None:
        """Open at once when every incoming flow has its token."""
        waiting = self.waiting(token)
        if len(waiting) >= len(self.incoming):
            self.open(waiting)

    def waiting(self, token: Token) -> dict[str | None, Token]:
        """Return the first token that waits at this gateway from each incoming flow."""
        first: dict[str | None, Token] = {}
        for other in token.up.kids if token.up is not None else ():
            if other.task_spec is self and other._state == TaskState.WAITING:
                first.setdefault(other.via, other)
        return first

    def open(self, waiting: Mapping[str | None, Token]) -> None:
        """Use up one token of each flow and go on as one, the last that came."""
        *others, last = sorted(waiting.values(), key=_number)
        for other in others:
            other._set_state(TaskState.COMPLETED)
            other.workflow.record(Completed(at=other.where))
            other.detach()
        last.complete()


class ParallelGateway(Join):
    """Opens when a token waits on every incoming flow; leaves by every outgoing flow."""

    def choose(self, token: Token) -> list[Flow]:  # noqa: ARG002  conditions have no say here
        """Return all outgoing flows."""
        return list(self.outgoing)


class InclusiveGateway(Join):
    """Opens late, too: when no token under way can still reach one of its empty flows.

    BPMN 2.0, 13.4.3: a token elsewhere holds it back if it can come to an incoming flow without a
    token, and cannot come to one that has a token, without passing through the gateway itself.
    """

    joins_late = True

    def try_open(self, token: Token) -> bool:
        """Open if no other token can come; return whether it did."""
        if token._state != TaskState.WAITING or token.up is None:
            return False
        waiting = self.waiting(token)
        empty = [flow for flow in self.incoming if flow not in waiting]
        for other in token.up.kids:
            if other.task_spec is not self and self._holds_back(other, waiting, empty):
                return False
        self.open(waiting)
        return True

    def _holds_back(self, other: Token, waiting: dict[str | None, Token], empty: list[str]) -> bool:
        reach, by_flows = self.process.reach[self.name], self.process.reach_by_flows[self.name]
        place = other.task_spec.name
        return any(place in reach[flow] for flow in empty) and not any(
            place in by_flows[flow] for flow in waiting if flow is not None
        )


class EventGateway(Node):
    """Waits for the first of the events behind it; they wait inside its token, the others go."""

    resting_state = TaskState.STARTED

    def _run_hook(self, token: Token) -> None:
        for flow in self.outgoing:
            token.workflow.enter(flow.target, token, flow.id)

    def won(self, token: Token, winner: Token) -> None:
        """End the race: the other events go, the winner goes on in the gateway's place."""
        for other in list(token.kids):
            if other is not winner:
                other.cancel()
        token.workflow.record(Completed(at=token.where))
        winner.move_to(token.up)
        token._set_state(TaskState.COMPLETED)
        token.detach()


def race_around(token: Token) -> Token | None:
    """Return the gateway's token inside which an event waits with others; None for no race."""
    around = token.up
    return around if around is not None and isinstance(around.task_spec, EventGateway) else None


def _number(token: Token) -> int:
    return int(token.id)
