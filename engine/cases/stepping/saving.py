"""Writes down what a step did to a case: its row, history, clocks, timers and what it awaits."""

from __future__ import annotations

from engine.cases.noting import chained
from engine.cases.records import CaseRecord, CaseState
from engine.cases.stepping.host import CaseHost
from engine.cases.tokens.changes import Value
from engine.cases.tokens.runner import Execution
from engine.jobs.jobs import JobKind, NewJob
from engine.kernel.ids import UserId
from engine.kernel.records import altered


def save_incidents(host: CaseHost) -> None:
    """Save which incidents are over and which were raised."""
    incidents = host.context.unit.incidents
    if host.resolved:
        incidents.remove(host.case.id, sorted(host.resolved))
    if host.raised:
        incidents.put(list(host.raised.values()))


def save(host: CaseHost, execution: Execution, *, ended: bool) -> CaseRecord:
    """Save all of a case but its tasks and incidents; return it as saved, of the version before.

    Raises CaseMoved.
    """
    unit, case, now = host.context.unit, host.case, host.context.now
    said = execution.variables
    saved = altered(
        case,
        chain=chained(host.context, case, host.events),
        tokens=execution.encode(),
        variables=said,
        activities=host.activities,
        manager=UserId(_word(said.get("manager"), 64) or "") or case.manager,
        account_no=_word(said.get("account_no"), 32) or case.account_no,
        state=_state_after(case.state, ended=ended),
        outcome=host.outcome if ended else None,
        ended=now if ended else None,
    )
    unit.cases.save(saved)
    unit.clocks.add(host.clocks.started())
    unit.clocks.put(host.clocks.changed())
    if host.silenced:
        unit.jobs.cancel(case.id, sorted(host.silenced))
        unit.subscriptions.remove(case.id, sorted(host.silenced))
    if host.timers or host.works:
        _save_timers(host)
    for instance, awaited in host.subscribed.items():
        unit.subscriptions.add(case.id, instance, awaited.kind, awaited.name, awaited.first)
    return saved


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
