"""Writes down what became of a case's human tasks in a step, and orders them by urgency."""

from __future__ import annotations

from datetime import datetime

from engine.cases.noting import actor_of
from engine.cases.records import TaskRecord, TaskState
from engine.cases.stepping.actions import Action, Note
from engine.cases.stepping.clocks import CLOSED, innermost
from engine.cases.stepping.host import CaseHost
from engine.cases.telling.outbox import tell_of_tasks
from engine.cases.tokens.changes import TaskOffered
from engine.kernel.ids import TaskId, UserId
from engine.kernel.records import altered


def save_tasks(host: CaseHost, action: Action) -> list[TaskRecord]:
    """Save what became of the tasks; return those that are open now, oldest first."""
    done = action.done
    tasks = host.context.unit.tasks
    by = actor_of(host.context)
    changed, still = [] if done is None else [done], []
    for task in _open_before(host, done):
        if task.id.instance in host.closed:
            changed.append(altered(task, state=TaskState.CANCELLED, closed=host.now, closed_by=by))
            continue
        moved = altered(task, urgent_at=urgency(host, task.clock, task.due))
        still.append(moved)
        if moved.urgent_at != task.urgent_at:
            changed.append(moved)
    new = [_noted(_new_task(host, offer), action.note) for offer in host.offered.values()]
    tasks.update(changed)
    tasks.add(new)
    tell_of_tasks(host.context, new)
    return [*still, *new]


def _noted(task: TaskRecord, note: Note | None) -> TaskRecord:
    if note is None or note.element != task.element:
        return task
    return altered(task, note=note.text, note_by=note.by)


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
