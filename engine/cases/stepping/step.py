"""The one path of every change of a case: load, act, run to rest, write all of it down.

Whatever a command does to a case goes through `act` (or `begin`); the caller's transaction commits
all of it or nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from engine.cases.errors import CaseOver, CaseSuspended
from engine.cases.ports.unit import CaseUnit
from engine.cases.records import Activity, CaseRecord, CaseState
from engine.cases.stepping.actions import Action, AtRest, Plan, nothing
from engine.cases.stepping.clocks import PROCESS_CLOCK
from engine.cases.stepping.host import CaseHost
from engine.cases.stepping.machinery import Machinery
from engine.cases.stepping.rebinding import rebind
from engine.cases.stepping.saving import save, save_incidents
from engine.cases.stepping.signals import send
from engine.cases.stepping.tasks import save_tasks
from engine.cases.stepping.variables import changes
from engine.cases.tokens.changes import Value
from engine.cases.tokens.moving import Target
from engine.cases.tokens.runner import Execution
from engine.history.events import CaseEnded
from engine.identity.context import Context
from engine.kernel.messages import Event


def act(
    machinery: Machinery,
    context: Context[CaseUnit],
    case: CaseRecord,
    plan: Plan,
    *,
    at_standstill: bool = False,
) -> AtRest:
    """Do what is planned with a stored case (loaded for writing) and save all it leads to.

    With `at_standstill` also when the case is suspended; its jobs then go on sleeping. Raises
    CaseOver, CaseSuspended, CaseMoved, what the plan raises, and what the runner raises.
    """
    require_going(case, at_standstill=at_standstill)
    host = CaseHost(machinery, context, case)
    execution = machinery.runner.load(case.at_rest, host)
    host.variables = execution.variables
    action = plan(execution, host.functions)
    host.events.extend(action.events)
    if action.rebinding is not None:
        rebind(host, execution, action.rebinding)
    if action.retried is not None:
        host.retried(action.retried)
    action.verb(execution)
    rest = _settle_and_save(host, execution, action)
    if rest.case.state is CaseState.SUSPENDED:
        context.unit.jobs.hold(case.id)
    return rest


def require_going(case: CaseRecord, *, at_standstill: bool = False) -> None:
    """Raise CaseOver for a case that has ended, CaseSuspended for one in which nothing may move."""
    if case.state.is_over:
        raise CaseOver(case.id, case.number, case.state.value, case.ended or case.started)
    if case.state is CaseState.SUSPENDED and not at_standstill:
        raise CaseSuspended(case.id, case.number)


def begin(
    machinery: Machinery,
    context: Context[CaseUnit],
    case: CaseRecord,
    variables: Mapping[str, Value],
    first: Sequence[Event],
    at: Sequence[Target] | str = (),
) -> AtRest:
    """Run a new case (already entered in the store) from its start event and save it.

    `at` names a start event of a message, a signal or a time at which it begins instead, or the
    elements before which it does. Raises CannotMove, ElementFailed.
    """
    start, targets = (at, ()) if isinstance(at, str) else (None, at)
    host = CaseHost(machinery, context, case)
    host.events.extend(first)
    host.variables = variables
    process = machinery.catalogue.process(case.definition, case.process)
    limit = process.properties.get("timeLimit")
    starts = process.elements[start] if start is not None else process.plain_start
    if limit is not None and starts is not None:
        whole = Activity(
            instance=PROCESS_CLOCK,
            element=starts.id,
            definition=case.definition,
            process=case.process,
            scope=None,
            since=context.now,
        )
        host.start_clock(limit, PROCESS_CLOCK, starts, whole)
    begun = case.definition, case.process, variables, host
    runner = machinery.runner
    execution = runner.start_at(*begun, targets) if targets else runner.start(*begun, start)
    return _settle_and_save(host, execution, Action(verb=nothing, given=variables))


def _settle_and_save(host: CaseHost, execution: Execution, action: Action) -> AtRest:
    host.variables = execution.variables
    if action.becomes is not None:
        host.case = replace(host.case, state=action.becomes)
    moved = host.settle()
    sleeping = _timers_of(host, moved)
    for instance in sleeping:
        execution.rearm(instance)
    ended = execution.ended
    if ended:
        host.clocks.stop(PROCESS_CLOCK, cancelled=host.case.state is CaseState.CANCELLED)
    told = host.case.variables if action.baseline is None else action.baseline
    host.events.extend(changes(told, execution.variables, action.given or {}))
    if ended:
        host.events.append(CaseEnded(outcome=host.outcome))
    for thrown in host.thrown:
        send(host.context, thrown.name, thrown.variables, host.case)
    with host.context.unit.together():
        case = save(host, execution, ended=ended)
        tasks = save_tasks(host, action)
    save_incidents(host)
    execution.release()
    return AtRest(case=case, tasks=tasks, raised=list(host.raised.values()))


def _timers_of(host: CaseHost, checkpoints: set[str]) -> list[int]:
    """Return the waiting timers that depend on checkpoints whose due date moved."""
    if not checkpoints:
        return []
    stored = {
        job.instance: frozenset(job.payload.get("checkpoints", ()))
        for job in host.context.unit.jobs.of_case(host.case.id)
        if job.instance is not None and job.instance not in host.closed | host.silenced
    }
    armed = {instance: timer.checkpoints for instance, timer in host.timers.items()}
    return sorted(i for i, asked in {**stored, **armed}.items() if asked & checkpoints)
