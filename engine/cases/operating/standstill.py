"""Suspending, resuming and cancelling a case."""

from __future__ import annotations

from engine.cases.operating.commands import CancelCase, ResumeCase, SuspendCase
from engine.cases.operating.errors import CaseNotSuspended
from engine.cases.operating.reasons import held_as_seen, reasoned
from engine.cases.ports.unit import CaseUnit
from engine.cases.records import CaseState
from engine.cases.stepping.actions import Action, nothing, planned
from engine.cases.stepping.machinery import Machinery
from engine.cases.stepping.step import act, require_going
from engine.history.operations import CaseCancelled, CaseResumed, CaseSuspended
from engine.identity.context import Context


class Suspend:
    """Lets nothing move in a case. Its clocks go on: see `SuspendCase`."""

    def __init__(self, machinery: Machinery) -> None:
        """Move tokens with `machinery`."""
        self._machinery = machinery

    def __call__(self, command: SuspendCase, context: Context[CaseUnit]) -> None:
        """Suspend a case; all its jobs sleep, and what a worker has claimed is void."""
        reason = reasoned(command.reason)
        case = held_as_seen(context, command.case, command.seen)
        action = Action(
            verb=nothing, events=(CaseSuspended(reason=reason),), becomes=CaseState.SUSPENDED
        )
        act(self._machinery, context, case, planned(action))


class Resume:
    """Lets a suspended case go on."""

    def __init__(self, machinery: Machinery) -> None:
        """Move tokens with `machinery`."""
        self._machinery = machinery

    def __call__(self, command: ResumeCase, context: Context[CaseUnit]) -> None:
        """Wake the case's jobs; conditions that have become true meanwhile act now."""
        reason = reasoned(command.reason)
        case = held_as_seen(context, command.case, command.seen)
        require_going(case, at_standstill=True)
        if case.state is not CaseState.SUSPENDED:
            raise CaseNotSuspended(case.id, case.number)
        context.unit.jobs.let_go(case.id)
        action = Action(
            verb=lambda execution: execution.go_on(),
            events=(CaseResumed(reason=reason),),
            becomes=CaseState.OPEN,
        )
        act(self._machinery, context, case, planned(action), at_standstill=True)


class Cancel:
    """Ends a case by hand."""

    def __init__(self, machinery: Machinery) -> None:
        """Move tokens with `machinery`."""
        self._machinery = machinery

    def __call__(self, command: CancelCase, context: Context[CaseUnit]) -> None:
        """Cancel every token of a case and with them its tasks, timers and clocks."""
        reason = reasoned(command.reason)
        case = held_as_seen(context, command.case, command.seen)
        action = Action(
            verb=lambda execution: execution.cancel(),
            events=(CaseCancelled(reason=reason),),
            becomes=CaseState.CANCELLED,
        )
        act(self._machinery, context, case, planned(action), at_standstill=True)
