"""A token whose element cannot do what it should: it rests where it failed, until it is retried.

`attempt` is around everything an element does. What it did half, it did not do: variables it set
are as before. What the host did meanwhile cannot be undone here, so elements work out all that may
fail before they tell the host anything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from SpiffWorkflow.util.task import TaskState

from engine.cases.errors import reason_of
from engine.cases.tokens.changes import Failed
from engine.feel import FeelError
from engine.kernel.errors import Undoing, YekuoError

if TYPE_CHECKING:
    from engine.spiff.tokens.token import Token
    from engine.spiff.tokens.workflow import CaseWorkflow


class Phase(StrEnum):
    """In which part of its work an element failed, and so what is done when it is retried."""

    ENTER = "enter"
    """It was told to the host, and nothing else."""
    READY = "ready"
    """A person's task could not be offered."""
    LISTEN = "listen"
    """It could not say what it waits for: a timer's moment, a message's name."""
    LOOK = "look"
    """Its condition, for a conditional event."""
    HAPPEN = "happen"
    """What it waited for has happened and had no effect yet."""
    RUN = "run"
    NEXT = "next"
    """A multi-instance activity could not say whether and with what it goes on."""
    SETTLE = "settle"
    """A scope whose last token has left."""
    LEAVE = "leave"
    """It did its work and cannot go on."""
    STUCK = "stuck"
    """A gateway that waits for a token that cannot come any more."""


def attempt(token: Token, phase: Phase, act: Callable[..., object], *given: object) -> None:
    """Let a token do something; if that fails the token rests and the host is told.

    Raises what cannot be left like this: what undoes the whole command, what fails before the
    case's own process has begun, and what fails when the token is gone already.
    """
    workflow = token.workflow
    mark, memory = len(workflow.undo), dict(token.internal_data)
    try:
        act(*given)
    except (YekuoError, FeelError) as error:
        if isinstance(error, Undoing) or workflow.broken or not _can_rest(token):
            raise
        workflow.take_back(mark)
        token.internal_data = memory
        fail(token, phase, reason_of(error))


def _can_rest(token: Token) -> bool:
    is_root = token.up is None and token.task_spec.is_frame
    return token.id in token.workflow.tasks and not is_root


def fail(token: Token, phase: Phase, reason: str) -> None:
    """Let a token rest as failed. A called process is not seen: its call activity fails for it."""
    token.failed = phase
    if phase is not Phase.STUCK:
        token._state = TaskState.ERROR
    seen = token.up if token.task_spec.is_frame and token.up is not None else token
    token.workflow.record(Failed(at=seen.where, reason=reason))


def failed_at(workflow: CaseWorkflow, instance: int) -> Token | None:
    """Return the failed token the host knows by an instance, None when there is none."""
    token = workflow.tasks.get(instance)
    if token is None or token.failed is not None:
        return token
    return next((kid for kid in token.kids if kid.task_spec.is_frame and kid.failed), None)


def retry(token: Token) -> None:
    """Let a failed token do again what it could not do; the caller lets all tokens run after it."""
    phase, spec = token.failed, token.task_spec
    if phase is None:
        return
    token.failed = None
    if phase in _QUEUED:
        token._set_state(_QUEUED[phase])
        token.workflow.queue.append(token)
    elif phase is Phase.LEAVE:
        token.complete()
    elif phase in _RESTING:
        state, again = _RESTING[phase]
        token._set_state(state)
        attempt(token, phase, getattr(spec, again), token)
        if phase is Phase.READY:
            token.workflow.queue.append(token)
        elif phase is Phase.NEXT:
            token.workflow.emptied(token)


_QUEUED: Mapping[Phase, int] = {
    Phase.ENTER: TaskState.FUTURE,
    Phase.RUN: TaskState.READY,
    Phase.SETTLE: TaskState.STARTED,
}
_RESTING: Mapping[Phase, tuple[int, str]] = {
    Phase.READY: (TaskState.READY, "offer"),
    Phase.LISTEN: (TaskState.WAITING, "listen"),
    Phase.HAPPEN: (TaskState.WAITING, "happen_again"),
    Phase.NEXT: (TaskState.STARTED, "proceed"),
    Phase.LOOK: (TaskState.WAITING, "look_again"),
}
"""Its state again, and what its element then does. A stuck gateway is just looked at again."""
