"""Events that wait (catch, boundary, receive), that pass (start, none) and that end a path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from SpiffWorkflow.util.task import TaskState

from engine.cases.runner import Completed, Entered, Subscribed, Value
from engine.spiff.expressions import attribute, failed
from engine.spiff.specs import timers
from engine.spiff.specs.activities import Activity, ExternalTask
from engine.spiff.specs.node import EventNode, Node

if TYPE_CHECKING:
    from engine.spiff.token import Token

AWAITED = ("message", "signal")


def reference(token: Token) -> str:
    """Return the name of the message or signal of an event."""
    name = attribute(token, token.task_spec.drawn.reference)
    if not isinstance(name, str) or not name:
        raise failed(token.task_spec, "does not say which message or signal it means")
    return name


class Waiting(EventNode):
    """What all waiting events share: announce themselves, then rest until it happens."""

    repeats = False
    """A repeating timer on it is armed anew after it fired."""

    def _update_hook(self, token: Token) -> bool:
        super()._update_hook(token)
        token._set_state(TaskState.WAITING)
        self.listen(token)
        return False

    def listen(self, token: Token) -> None:
        """Tell the host what is awaited."""
        kind = self.drawn.event or "message"
        if kind == "timer":
            timers.arm(token)
        elif kind in AWAITED:
            token.workflow.record(Subscribed(at=token.where, kind=kind, name=reference(token)))

    def awaits(self, token: Token, kind: str, name: str) -> bool:
        """Return whether the token waits for this message or signal."""
        awaited = self.drawn.event or "message"
        return kind == awaited and token._state == TaskState.WAITING and reference(token) == name

    def receive(self, token: Token, variables: dict[str, Value]) -> None:
        """Set what came with the message."""
        for name, value in variables.items():
            token.put(name, value)


class CatchEvent(Waiting):
    """An intermediate catch event."""

    def happen(self, token: Token, variables: dict[str, Value]) -> None:
        """Go on; behind an event-based gateway the other events of the race are over."""
        self.receive(token, variables)
        if token.up is not None:
            token.up.task_spec.won(token.up, token)
        token.complete()


class ReceiveTask(Waiting, Activity):
    """A task that waits for a message; it can carry boundary events and mappings."""

    def _update_hook(self, token: Token) -> bool:
        Activity._update_hook(self, token)
        token._set_state(TaskState.WAITING)
        self.listen(token)
        return False

    def happen(self, token: Token, variables: dict[str, Value]) -> None:
        """Take the message and go on."""
        self.receive(token, variables)
        token.complete()


class BoundaryEvent(Waiting):
    """An event on an activity. Errors and escalations do not wait, they are looked for."""

    attached = True

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Decide whether it waits beside its activity."""
        super().__init__(*args, **kwargs)
        self.watches = self.drawn.event in ("timer", *AWAITED)
        self.interrupting = self.drawn.interrupting
        self.repeats = self.drawn.event == "timer" and not self.interrupting

    def happen(self, token: Token, variables: dict[str, Value]) -> None:
        """Interrupt the activity, or leave it running, and send a token along the event's flows."""
        activity = token.up
        if activity is None:
            raise failed(self, "hangs on nothing")
        self.receive(token, variables)
        self._act(token, activity)
        if not self.interrupting:
            self._wait_again(token, activity)

    def caught(self, activity: Token) -> None:
        """Take a thrown error or escalation of the activity."""
        token = activity.workflow.watch(self, activity)
        token.workflow.record(Entered(at=token.where, via=None))
        self._act(token, activity)

    def _act(self, token: Token, activity: Token) -> None:
        flows = self.choose(token)
        token._set_state(TaskState.COMPLETED)
        token.workflow.record(Completed(at=token.where))
        scope = activity.up
        token.detach()
        if self.interrupting:
            activity.cancel()
        token.workflow.go(flows, scope)

    def _wait_again(self, token: Token, activity: Token) -> None:
        if self.drawn.event in AWAITED:
            self._update(token.workflow.watch(self, activity))
        elif timers.repeats(token):
            following = token.workflow.watch(self, activity)
            timers.follow(token, following)
            self._update(following)


class PassingEvent(Node):
    """A start event, or a none event on the way."""


class EndEvent(Node):
    """A none end event: the token is used up."""


class TerminateEnd(Node):
    """Ends every token in its scope; in a sub-process just that sub-process."""

    def _on_complete(self, token: Token) -> None:
        scope = token.up
        token.workflow.record(Completed(at=token.where))
        token.detach()
        if scope is not None:
            for other in list(scope.kids):
                other.cancel()
            token.workflow.emptied(scope)


class MessageThrow(ExternalTask):
    """A thrown message: as in Camunda 7, work of a topic."""
