"""Compensation: what completed is undone by its handlers, the latest first (BPMN 2.0, 13.5.5).

A completed activity with a compensation event leaves a token beside its scope that remembers it.
When its sub-process completes too, what is remembered goes to the scope around.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from SpiffWorkflow.util.task import TaskState

from engine.cases.runner import Completed
from engine.spiff.specs.node import Node
from engine.spiff.values.expressions import failed

if TYPE_CHECKING:
    from engine.spiff.tokens.token import Token

INSIDE = "in"
"""What a remembered token keeps: the completed sub-processes its activity was in."""


class CompensationEvent(Node):
    """A compensation event on an activity: its token remembers that the activity completed."""

    watches = True
    handler: Node | None = None

    def _on_cancel(self, token: Token) -> None:
        """Say nothing: nobody was told that it was remembered."""

    def undo(self, token: Token, thrower: Token) -> None:
        """Begin the handler, inside the token that threw the compensation."""
        if self.handler is None:
            raise failed(self, "has no activity that compensates")
        self.announce(token)
        token.workflow.record(Completed(at=token.where))
        token.detach()
        begun = token.workflow.enter(self.handler, thrower)
        begun.local = token.local


class CompensationThrow(Node):
    """Throws compensation for one activity or for its whole scope, and waits until it is done."""

    resting_state = TaskState.STARTED

    def _run_hook(self, token: Token) -> None:
        self.settle(token)

    def settle(self, token: Token) -> None:
        """Begin the next handler; with none left the throwing is complete."""
        following = next_remembered(token, self.drawn.reference)
        if following is None:
            self.done(token)
        else:
            following.task_spec.undo(following, token)

    def done(self, token: Token) -> None:
        """Go on."""
        token.complete()


class CancelEnd(CompensationThrow):
    """Cancels the transaction it ends: all else in it goes, what completed in it is undone."""

    def _run_hook(self, token: Token) -> None:
        for other in list(token.up.kids if token.up is not None else ()):
            if other is not token:
                other.cancel()
        super()._run_hook(token)

    def done(self, token: Token) -> None:
        """Leave the transaction by its cancel event."""
        scope = token.up
        events = () if scope is None else scope.task_spec.boundaries
        caught = next((event for event in events if event.drawn.event == "cancel"), None)
        if scope is None or caught is None:
            raise failed(self, "is in no transaction that has a cancel event")
        token.workflow.record(Completed(at=token.where))
        token.detach()
        caught.caught(scope)


def remember(token: Token) -> None:
    """Remember a completed activity, in the scope around it, if a handler could undo it."""
    scope = _scope(token)
    if scope is None:
        return
    inner = [watch for watch in token.watches if isinstance(watch.task_spec, CompensationEvent)]
    own = [one for one in token.task_spec.boundaries if isinstance(one, CompensationEvent)]
    for event in own:
        kept = token.workflow.watch(event, scope)
        kept._set_state(TaskState.WAITING)
        kept.local = None if token.local is None else dict(token.local)
    if own:  # its own handler undoes all that is in it
        return
    for watch in inner:
        watch.internal_data.setdefault(INSIDE, []).append(token.task_spec.bpmn_id)
        watch.move_to(scope)


def next_remembered(token: Token, activity: str | None) -> Token | None:
    """Return what is to be undone next: the latest completed in the scope, or of one activity."""
    scope = _scope(token)
    remembered = [
        watch
        for watch in (() if scope is None else scope.watches)
        if isinstance(watch.task_spec, CompensationEvent) and _concerns(watch, activity)
    ]
    return max(remembered, key=lambda watch: int(watch.id), default=None)


def _concerns(watch: Token, activity: str | None) -> bool:
    if activity is None or watch.task_spec.element.attached_to == activity:
        return True
    return activity in watch.internal_data.get(INSIDE, ())


def _scope(token: Token) -> Token | None:
    """Return the scope a token is in; of an event sub-process, the one it is drawn in."""
    scope = token.up
    while scope is not None and not (scope.task_spec.is_scope or scope.task_spec.is_frame):
        scope = scope.up
    if scope is not None and scope.task_spec.drawn.by_event:
        return scope.up
    return scope
