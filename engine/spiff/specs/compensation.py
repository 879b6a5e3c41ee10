"""Compensation: what completed is undone by its handlers, the latest first (BPMN 2.0, 13.5.5).

A completed activity with a compensation event leaves a token beside its scope that remembers it.
When its sub-process completes too, what is remembered goes to the scope around.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from SpiffWorkflow.util.task import TaskState

from engine.cases.tokens.changes import Completed
from engine.kernel.reasons import Reason, Why
from engine.spiff.specs.node import Node
from engine.spiff.values.expressions import failed

if TYPE_CHECKING:
    from engine.spiff.tokens.token import Token

INSIDE = "in"
"""What a remembered token keeps: the completed sub-processes its activity was in."""


class Remembering(Node):
    """Its token remembers that an activity completed; `undo` begins what undoes it."""

    watches = True

    @property
    def undoes(self) -> str | None:
        """The id of the activity."""
        return self.element.attached_to

    def _on_cancel(self, token: Token) -> None:
        """Say nothing: nobody was told that it was remembered."""


class CompensationEvent(Remembering):
    """A compensation event on an activity."""

    handler: Node | None = None

    def undo(self, token: Token, thrower: Token) -> None:
        """Begin the handler, inside the token that threw the compensation."""
        if self.handler is None:
            raise failed(self, Reason(Why.NO_COMPENSATION))
        self.announce(token)
        token.workflow.record(Completed(at=token.where))
        token.detach()
        begun = token.workflow.enter(self.handler, thrower)
        begun.local = token.local


class CompensationStart(Remembering):
    """The start of a compensation event sub-process, which undoes the sub-process it is drawn in.

    Its token keeps what was remembered inside: the event sub-process may throw compensation for it.
    """

    @property
    def undoes(self) -> str | None:
        """The id of the sub-process around the event sub-process."""
        return self._body.element.parent

    @property
    def _body(self) -> Node:
        return self.process.task_specs[self.element.parent or ""]

    def undo(self, token: Token, thrower: Token) -> None:
        """Begin the event sub-process, inside the token that threw the compensation."""
        flows = self.choose(token)
        body = token.workflow.place(self._body, thrower)
        body.local = token.local
        for watch in list(token.watches):
            watch.move_to(body)
        self.announce(token)
        token.workflow.record(Completed(at=token.where))
        token.detach()
        token.workflow.go(flows, body)


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
        if scope is not None and not scope.task_spec.boundaries and scope.up is not None:
            scope = scope.up  # one of many: the cancel event is on the whole, and ends the whole
        events = () if scope is None else scope.task_spec.boundaries
        caught = next((event for event in events if event.drawn.event == "cancel"), None)
        if scope is None or caught is None:
            raise failed(self, Reason(Why.NO_TRANSACTION))
        token.workflow.record(Completed(at=token.where))
        token.detach()
        caught.caught(scope)


def remember(token: Token) -> None:
    """Remember a completed activity, in the scope around it, if a handler could undo it.

    Of a multi-instance activity each instance is remembered by itself (Camunda 7), and can be
    undone when all have ended.
    """
    inner = [watch for watch in token.watches if isinstance(watch.task_spec, Remembering)]
    own = _handled_by(token)
    scope = _scope(token) if inner or own else None
    if scope is None or token.task_spec.undoes_itself:
        return
    for event in own:
        kept = token.workflow.watch(event, scope)
        kept._set_state(TaskState.WAITING)
        kept.local = None if token.local is None else dict(token.local)
        if isinstance(event, CompensationStart):
            for watch in inner:
                watch.move_to(kept)
    if own:  # its own handler undoes all that is in it
        return
    for watch in inner:
        watch.internal_data.setdefault(INSIDE, []).append(token.task_spec.bpmn_id)
        if token.local and not token.task_spec.has_instances:
            # As they are now: a handler sees what its sub-process held (Camunda 7).
            watch.local = {**token.local, **(watch.local or {})}
        watch.move_to(scope)


def _handled_by(token: Token) -> list[Remembering]:
    """Return the events that undo an activity: on its border, or inside it."""
    spec, around = token.task_spec, token.up
    if spec.has_instances:
        return []
    of_body = around is not None and around.task_spec.has_instances
    border = around.task_spec.boundaries if around is not None and of_body else spec.boundaries
    return [one for one in (*border, *spec.event_scopes) if isinstance(one, Remembering)]


def next_remembered(token: Token, activity: str | None) -> Token | None:
    """Return what is to be undone next: the latest completed in the scope, or of one activity."""
    scope = _scope(token)
    remembered = [
        watch
        for watch in (() if scope is None else scope.watches)
        if isinstance(watch.task_spec, Remembering) and _concerns(watch, activity)
    ]
    return max(remembered, key=lambda watch: int(watch.id), default=None)


def _concerns(watch: Token, activity: str | None) -> bool:
    spec = watch.task_spec
    if activity is None or (isinstance(spec, Remembering) and spec.undoes == activity):
        return True
    return activity in watch.internal_data.get(INSIDE, ())


def _scope(token: Token) -> Token | None:
    """Return the scope a token is in; of an event sub-process, the one it is drawn in.

    One that compensates is a scope of its own: it holds what its sub-process did.
    """
    scope = token.up
    while scope is not None and not (scope.task_spec.is_scope or scope.task_spec.is_frame):
        scope = scope.up
    if scope is not None and scope.task_spec.drawn.by_event and not scope.task_spec.undoes_itself:
        return scope.up
    return scope
