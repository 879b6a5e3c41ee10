"""What reaches a case from outside: messages from people, and time."""

from __future__ import annotations

from engine.cases.access import may_see
from engine.cases.commands import FireTimer, SendMessage
from engine.cases.errors import UnknownCase
from engine.cases.ports import CaseUnit
from engine.cases.stepping.machinery import Machinery
from engine.cases.stepping.step import Action, act
from engine.history.events import MessageReceived, TimerFired
from engine.identity.context import Context


class Send:
    """Delivers a message to a case that waits for it."""

    def __init__(self, machinery: Machinery) -> None:
        """Move tokens with `machinery`."""
        self._machinery = machinery

    def __call__(self, command: SendMessage, context: Context[CaseUnit]) -> None:
        """Deliver a message; the reason goes into the history."""
        case = context.unit.cases.load(command.case)
        if case is None or not may_see(context, case):
            raise UnknownCase(command.case)
        action = Action(
            verb=lambda execution: execution.receive("message", command.message, {}),
            events=(MessageReceived(message=command.message, reason=command.reason),),
        )
        act(self._machinery, context, case, lambda _execution, _functions: action)


class Fire:
    """Lets a due timer act."""

    def __init__(self, machinery: Machinery) -> None:
        """Move tokens with `machinery`."""
        self._machinery = machinery

    def __call__(self, command: FireTimer, context: Context[CaseUnit]) -> bool:
        """Take the job and let its element act; False when the claim on it is void."""
        job = context.unit.jobs.take(command.job, command.token)
        if job is None:
            return False
        event = TimerFired(
            element=job.payload.get("element"),
            instance=job.instance,
            due=job.due_at or context.now,
        )
        action = Action(verb=lambda execution: execution.fire(job.instance), events=(event,))
        case = context.unit.cases.load(job.case)
        if case is None:
            raise UnknownCase(job.case)
        act(self._machinery, context, case, lambda _execution, _functions: action)
        return True
