"""What reaches a case from outside: messages from people, and time."""

from __future__ import annotations

from engine.cases.commands import FireTimer, SendMessage
from engine.cases.noting import held
from engine.cases.ports.unit import CaseUnit
from engine.cases.records import CaseRecord
from engine.cases.stepping.actions import Action, planned
from engine.cases.stepping.machinery import Machinery
from engine.cases.stepping.step import act
from engine.history.events import MessageReceived, TimerFired
from engine.identity.context import Context
from engine.jobs.jobs import Job
from engine.kernel.ids import JobId


class Send:
    """Delivers a message to a case that waits for it."""

    def __init__(self, machinery: Machinery) -> None:
        """Move tokens with `machinery`."""
        self._machinery = machinery

    def __call__(self, command: SendMessage, context: Context[CaseUnit]) -> None:
        """Deliver a message; the reason goes into the history."""
        case = held(context, command.case)
        action = Action(
            verb=lambda execution: execution.receive("message", command.message, {}),
            events=(MessageReceived(message=command.message, reason=command.reason),),
        )
        act(self._machinery, context, case, planned(action))


class Fire:
    """Lets a due timer act."""

    def __init__(self, machinery: Machinery) -> None:
        """Move tokens with `machinery`."""
        self._machinery = machinery

    def __call__(self, command: FireTimer, context: Context[CaseUnit]) -> bool:
        """Take the job and let its element act; False when the claim on it is void."""
        taken = take(context, command.job, command.token)
        if taken is None:
            return False
        case, job = taken
        instance = job.instance or 0
        event = TimerFired(
            element=job.payload.get("element"), instance=instance, due=job.due_at or context.now
        )
        action = Action(verb=lambda execution: execution.fire(instance), events=(event,))
        act(self._machinery, context, case, planned(action))
        return True


def take(context: Context[CaseUnit], number: JobId, token: int) -> tuple[CaseRecord, Job] | None:
    """Lock a job's case, then remove the job; None when the claim on it is void.

    In this order, as everybody does: a command on the case takes its jobs away after it locked it,
    and two who lock in opposite orders wait for each other.
    """
    job = context.unit.jobs.get(number)
    if job is None or job.case is None or job.token != token:
        return None
    case = context.unit.cases.load(job.case)
    job = context.unit.jobs.take(number, token)
    return None if case is None or job is None else (case, job)
