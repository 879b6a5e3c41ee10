"""The one path of every change of a case: load, act, run to rest, write all of it down.

Whatever a command does to a case goes through `act` (or `begin`); the caller's transaction commits
all of it or nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from engine.cases.errors import CaseOver, CaseSuspended
from engine.cases.incidents import Incident
from engine.cases.moving import Target
from engine.cases.ports import CaseUnit
from engine.cases.rebinding import Rebinding
from engine.cases.records import (
    Activity,
    CaseRecord,
    CaseState,
    TaskRecord,
    TaskState,
)
from engine.cases.runner import Execution, TaskOffered, Value
from engine.cases.stepping.clocks import CLOSED, PROCESS_CLOCK, innermost
from engine.cases.stepping.host import CaseHost
from engine.cases.stepping.machinery import Machinery
from engine.cases.stepping.rebinding import rebind
from engine.cases.stepping.signals import send
from engine.cases.stepping.variables import changes
from engine.feel import Function
from engine.history.events import CaseEnded
from engine.identity.context import Context
from engine.identity.users import Role
from engine.jobs.jobs import JobKind, NewJob
from engine.kernel.ids import TaskId, UserId
from engine.kernel.messages import Event


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """What somebody says to whoever gets the new task at an element."""

    element: str
    text: str
    by: UserId


@dataclass(frozen=True, kw_only=True, slots=True)
class Action:
    """What a command does to a case: `verb` moves the tokens, `events` precede what follows.

    `given` are the values a person submitted: they stand in such an event already and are not
    repeated among the changed variables. `done` is the task that person did, saved with the rest.
    """

    verb: Callable[[Execution], None]
    events: Sequence[Event] = ()
    given: Mapping[str, Value] | None = None
    done: TaskRecord | None = None
    note: Note | None = None
    rebinding: Rebinding | None = None
    """To which version of a process its tokens go before `verb` moves them."""
    baseline: Mapping[str, Value] | None = None
    """The variables after what `events` already tell; None: as they were stored."""
    becomes: CaseState | None = None
    """The state the case has afterwards, if a command sets it: suspended, open again, cancelled."""
    retried: int | None = None
    """The failed element instance that is tried again."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AtRest:
    """A case after a step, as saved, and the human tasks that wait in it now."""

    case: CaseRecord
    tasks: Sequence[TaskRecord]
    raised: Sequence[Incident]
    """What failed in this step."""


Plan = Callable[[Execution, Mapping[str, Function]], Action]
"""Decides what to do with a case once its tokens are loaded; may raise and leave it as it is.

It is given the engine's FEEL functions, as they answer for this case.
"""


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
    host.variables = lambda: execution.variables
    action = plan(execution, host.functions())
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
    host.variables = lambda: variables
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
    return _settle_and_save(host, execution, Action(verb=_nothing, given=variables))


def _nothing(_: Execution) -> None:
    """Leave the tokens where they are."""


def _settle_and_save(host: CaseHost, execution: Execution, action: Action) -> AtRest:
    host.variables = lambda: execution.variables
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
        case = _save(host, execution, ended=ended)
        tasks = _save_tasks(host, action)
    _save_incidents(host)
    return AtRest(case=case, tasks=tasks, raised=list(host.raised.values()))


def _save_incidents(host: CaseHost) -> None:
    incidents = host.context.unit.incidents
    if host.resolved:
        incidents.remove(host.case.id, sorted(host.resolved))
    if host.raised:
        incidents.put(list(host.raised.values()))


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


def _save(host: CaseHost, execution: Execution, *, ended: bool) -> CaseRecord:
    unit, case, now = host.context.unit, host.case, host.context.now
    said = execution.variables
    chain = unit.history.append(
        case.id, host.events, after=case.chain, at=now, actor=actor_of(host.context)
    )
    saved = replace(
        case,
        tokens=execution.encode(),
        variables=said,
        activities=host.activities,
        manager=UserId(_word(said.get("manager"), 64) or "") or case.manager,
        account_no=_word(said.get("account_no"), 32) or case.account_no,
        state=_state_after(case.state, ended=ended),
        outcome=host.outcome if ended else None,
        ended=now if ended else None,
        chain=chain,
    )
    unit.cases.save(saved)
    unit.clocks.add(host.clocks.started())
    unit.clocks.put(host.clocks.changed())
    unit.jobs.cancel(case.id, sorted(host.silenced))
    _save_timers(host)
    unit.subscriptions.remove(case.id, sorted(host.silenced))
    for instance, awaited in host.subscribed.items():
        unit.subscriptions.add(case.id, instance, awaited.kind, awaited.name, awaited.first)
    return replace(saved, version=case.version + 1)


def _state_after(state: CaseState, *, ended: bool) -> CaseState:
    return CaseState.COMPLETED if ended and state is not CaseState.CANCELLED else state


def _save_timers(host: CaseHost) -> None:
    jobs, case = host.context.unit.jobs, host.case.id
    new = []
    for instance, timer in host.timers.items():
        if instance in host.fresh:
            kind, due = JobKind.TIMER, timer.due
            new.append(
                NewJob(kind=kind, case=case, instance=instance, due_at=due, payload=timer.payload)
            )
        else:
            jobs.arm(case, instance, timer.due, timer.payload)
    jobs.enter([*new, *host.works.values()])


def _word(value: Value, longest: int) -> str | None:
    """Return a variable that lists are made by; anything that fits no column is not one."""
    return value if isinstance(value, str) and len(value) <= longest else None


def _save_tasks(host: CaseHost, action: Action) -> list[TaskRecord]:
    """Save what became of the tasks; return those that are open now, oldest first."""
    done = action.done
    tasks = host.context.unit.tasks
    by = actor_of(host.context)
    changed, still = [] if done is None else [done], []
    for task in _open_before(host, done):
        if task.id.instance in host.closed:
            changed.append(replace(task, state=TaskState.CANCELLED, closed=host.now, closed_by=by))
            continue
        moved = replace(task, urgent_at=urgency(host, task.clock, task.due))
        still.append(moved)
        if moved.urgent_at != task.urgent_at:
            changed.append(moved)
    new = [_noted(_new_task(host, offer), action.note) for offer in host.offered.values()]
    tasks.update(changed)
    tasks.add(new)
    return [*still, *new]


def _noted(task: TaskRecord, note: Note | None) -> TaskRecord:
    if note is None or note.element != task.element:
        return task
    return replace(task, note=note.text, note_by=note.by)


def _open_before(host: CaseHost, done: TaskRecord | None) -> list[TaskRecord]:
    """Return the tasks beside `done` that waited before this step, if any did: most often none."""
    here = None if done is None else done.id.instance
    waiting = host.case.activities.values()
    if not any(a.instance != here and host.element(a).type == "userTask" for a in waiting):
        return []
    stored = host.context.unit.tasks.open_of(host.case.id)
    return [task for task in stored if task.id.instance != here]


def _new_task(host: CaseHost, offer: TaskOffered) -> TaskRecord:
    at = offer.at

    def has_clock(instance: int) -> bool:
        clock = host.clocks.get(instance)
        return clock is not None and clock.state not in CLOSED

    clock = innermost(at.instance, host.activities, has_clock)
    return TaskRecord(
        id=TaskId(host.case.id, at.instance),
        station=host.case.station,
        definition=at.definition,
        process=at.process,
        element=at.element,
        form=offer.form,
        state=TaskState.OPEN,
        assignee=UserId(offer.assignee) if offer.assignee else None,
        candidate_users=offer.candidate_users,
        candidate_groups=offer.candidate_groups,
        priority=offer.priority,
        due=offer.due,
        follow_up=offer.follow_up,
        clock=clock,
        urgent_at=urgency(host, clock, offer.due),
        created=host.context.now,
    )


def urgency(host: CaseHost, clock: int | None, due: datetime | None) -> datetime:
    """Return what orders an inbox: the earlier of a task's own and its clock's due moment."""
    pinned = host.clocks.get(clock) if clock is not None else None
    return earliest(due, pinned.due if pinned else None)


def earliest(*moments: datetime | None) -> datetime:
    """Return the earliest of some moments; without any, what comes after all others."""
    return min((moment for moment in moments if moment is not None), default=NEVER)


NEVER = datetime.fromisoformat("9999-01-01T00:00:00+00:00")
"""The urgency of what has no due date: it comes last."""


def actor_of(context: Context[CaseUnit]) -> UserId | None:
    """Return who acts, for the history; None when it is the engine itself."""
    return None if Role.SYSTEM in context.actor.roles else context.actor.id
