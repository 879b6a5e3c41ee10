"""Events that wait: intermediate, receive, boundary, and the starts of event sub-processes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from SpiffWorkflow.util.task import TaskState

from engine.cases.tokens.changes import Completed, Subscribed, Value
from engine.definitions.diagrams.names import LONGEST_NAME
from engine.kernel.reasons import Reason, Why
from engine.spiff.drawn import CHANGES
from engine.spiff.specs.activities.tasks import Activity
from engine.spiff.specs.events import timers
from engine.spiff.specs.node import EventNode
from engine.spiff.specs.process import listen
from engine.spiff.tokens.failures import Phase, attempt
from engine.spiff.values.expressions import attribute, condition, failed

if TYPE_CHECKING:
    from engine.spiff.tokens.token import Token

DELIVERED = ("message", "signal")
"""Events that come from outside by name."""
FIRST = "first"
"""What a message or signal event that happens again keeps: the instance that waited first."""
WAS_TRUE = "true"
"""What a conditional event keeps: that its condition held when it was last looked at."""


def reference(token: Token) -> str:
    """Return the name of the message or signal of an event. Raises ElementFailed without one."""
    spec = token.task_spec
    if spec.type == "receiveTask" and spec.drawn.reference is None:
        return spec.element.id  # no message is drawn: it is told to go on by its own id
    name = attribute(token, spec.drawn.reference)
    if not isinstance(name, str) or not name:
        raise failed(spec, Reason(Why.NO_NAME))
    if len(name) > LONGEST_NAME or "\x00" in name:
        raise failed(spec, Reason(Why.BAD_NAME, most=LONGEST_NAME))
    return name


class Waiting(EventNode):
    """What all waiting events share: announce themselves, then rest until it happens."""

    def _update_hook(self, token: Token) -> bool:
        super()._update_hook(token)
        attempt(token, Phase.LISTEN, self.listen, token)
        return False

    def listen(self, token: Token) -> None:
        """Rest, and tell the host what is awaited."""
        token._set_state(TaskState.WAITING)
        if self.awaited == "timer":
            timers.arm(token)
        elif self.awaited in DELIVERED:
            self.subscribe(token)
        elif self.awaited == "conditional":
            token.workflow.unseen.add(token.id)

    def subscribe(self, token: Token) -> None:
        """Tell the host which message or signal is awaited."""
        first = token.internal_data.get(FIRST, token.id)
        name = reference(token)
        token.workflow.record(Subscribed(at=token.where, kind=self.awaited, name=name, first=first))

    @property
    def awaited(self) -> str:
        """The kind of event; a receive task has none drawn and waits for a message."""
        return self.drawn.event or "message"

    def awaits(self, token: Token, kind: str, name: str) -> bool:
        """Return whether the token waits for this message or signal."""
        return kind in DELIVERED and kind == self.awaited and reference(token) == name

    def look(self, token: Token, changed: Mapping[str, set[str]] | None) -> None:
        """Let a conditional event happen when its condition becomes true.

        One that stays (non-interrupting) acts again only after the condition was false (BPMN 2.0,
        table 10.84). One that names a variable is asked when that has changed, and at first.
        """
        text = self.drawn.condition
        if self.awaited != "conditional" or text is None or not self._concerned(token, changed):
            return
        holds = condition(token, text)
        before = token.internal_data.pop(WAS_TRUE, False)
        if holds:
            token.internal_data[WAS_TRUE] = True
            if not before:
                self.happen(token, {})

    def _concerned(self, token: Token, changed: Mapping[str, set[str]] | None) -> bool:
        unseen = token.workflow.unseen
        if token.id in unseen:
            unseen.discard(token.id)
            return True
        name, kinds = self.drawn.changed, self.drawn.on
        if changed is None:
            return name is None and kinds == CHANGES
        return any(name in (None, one) and how & kinds for one, how in changed.items())

    def receive(self, token: Token, variables: dict[str, Value]) -> None:
        """Set what came with the message."""
        token.put_all(variables)

    def wait_again(self, fired: Token, scope: Token) -> None:
        """Put a new token beside the scope for the next time, if there is one."""
        if self.awaited == "timer" and not timers.repeats(fired):
            return
        if scope.id not in fired.workflow.tasks:
            return
        following = fired.workflow.watch(self, scope)
        following.internal_data = timers.following(fired)
        if self.awaited in DELIVERED:
            following.internal_data[FIRST] = fired.internal_data.get(FIRST, fired.id)
        if WAS_TRUE in fired.internal_data:
            following.internal_data[WAS_TRUE] = True
        attempt(following, Phase.ENTER, self._update, following)


class CatchEvent(Waiting):
    """An intermediate catch event."""

    def happen(self, token: Token, variables: dict[str, Value]) -> None:
        """Go on; behind an event-based gateway the other events of the race are over."""
        self.receive(token, variables)
        if token.up is not None:
            token.up.task_spec.won(token.up, token)
        token.complete()


class ReceiveTask(Activity, CatchEvent):
    """A task that waits for a message; it can carry boundary events and mappings."""

    def _update_hook(self, token: Token) -> bool:
        self.announce(token)
        self.map_in(token)
        self.watch(token)
        attempt(token, Phase.LISTEN, self.listen, token)
        return False


class Beside(Waiting):
    """An event that waits beside a scope and, unless it interrupts, may happen again."""

    watches = True

    def prepare(self) -> None:
        """Decide whether it is armed anew."""
        self.repeats = self.drawn.event == "timer" and not self.drawn.interrupting

    def happen(self, token: Token, variables: dict[str, Value]) -> None:
        """Take effect on the scope; what does not interrupt it waits for the next time."""
        self.receive(token, variables)
        attempt(token, Phase.HAPPEN, self.happen_again, token)

    def happen_again(self, token: Token) -> None:
        """Take effect on the scope, what came with the event being kept."""
        scope = token.up
        if scope is None:
            raise failed(self, "waits beside nothing")
        self.act(token, scope)
        if self.waits and not self.drawn.interrupting:
            self.wait_again(token, scope)

    def caught(self, scope: Token) -> None:
        """Take an error or escalation thrown inside the scope."""
        token = scope.workflow.watch(self, scope)
        self.announce(token)
        attempt(token, Phase.HAPPEN, self.act, token, scope)

    def act(self, token: Token, scope: Token) -> None:
        """Do what the event does to its scope."""
        raise NotImplementedError


class BoundaryEvent(Beside):
    """An event on an activity."""

    attached = True

    def act(self, token: Token, scope: Token) -> None:
        """Interrupt the activity, or leave it running, and send a token along the event's flows."""
        flows = self.choose(token)
        token._set_state(TaskState.COMPLETED)
        token.workflow.record(Completed(at=token.where))
        around = scope.up
        token.detach()
        if self.drawn.interrupting:
            scope.cancel()
        token.workflow.go(flows, around)


class EventStart(Beside):
    """The start of an event sub-process: waits beside the scope the sub-process is drawn in."""

    def act(self, token: Token, scope: Token) -> None:
        """Begin the event sub-process, ending all else in the scope first if it interrupts."""
        at, flows = token.where, self.choose(token)
        token.detach()
        if self.drawn.interrupting:
            self._clear(scope)
        body = token.workflow.place(self.process.task_specs[self.element.parent or ""], scope)
        listen(body)
        token._set_state(TaskState.COMPLETED)
        token.workflow.record(Completed(at=at))
        token.workflow.go(flows, body)

    def _clear(self, scope: Token) -> None:
        for other in list(scope.kids):
            other.cancel()
        for watch in list(scope.watches):
            if isinstance(watch.task_spec, EventStart):
                watch.cancel()
