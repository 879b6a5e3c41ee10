"""Writes down whom to tell of a task, in the transaction in which it comes to them.

A step in which nobody else gets a task asks and writes nothing here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from engine.cases.noting import actor_of
from engine.cases.ports.unit import CaseUnit
from engine.cases.records import TaskRecord
from engine.identity.context import Context
from engine.kernel.ids import CaseId, CommentId, TaskId, UserId
from engine.notify.kinds import Kind
from engine.notify.notices import NewNotice


def tell_of_tasks(context: Context[CaseUnit], tasks: Sequence[TaskRecord]) -> None:
    """Tell whoever else has been given new tasks, and who listens to what they are offered."""
    notices = [notice for task in tasks for notice in _notices(context, task)]
    if notices:
        context.unit.notices.add(notices)


def tell_of_change(context: Context[CaseUnit], before: TaskRecord, after: TaskRecord) -> None:
    """Tell of a task that has come into other hands, or is offered anew."""
    if _held_by(before) != _held_by(after):
        tell_of_tasks(context, [after])


def tell_of_mentions(
    context: Context[CaseUnit], task: TaskId | CaseId, comment: CommentId, logins: Iterable[UserId]
) -> None:
    """Tell those whom a comment on a case, or on a task of it, mentions."""
    case, instance = task if isinstance(task, tuple) else (task, None)
    notices = [
        NewNotice(
            kind=Kind.MENTIONED,
            at=context.now,
            login=login,
            case=case,
            instance=instance,
            by=context.actor.id,
            detail={"comment": comment},
        )
        for login in logins
    ]
    if notices:
        context.unit.notices.add(notices)


def _held_by(task: TaskRecord) -> object:
    if task.assignee is not None:
        return task.assignee
    return task.candidate_users, task.candidate_groups


def _notices(context: Context[CaseUnit], task: TaskRecord) -> Iterator[NewNotice]:
    if task.assignee is not None:
        if task.assignee != context.actor.id:
            yield _of(context, task, Kind.ASSIGNED, login=task.assignee)
    elif task.candidate_users or task.candidate_groups:
        listening = context.unit.notices.listeners(context.now)
        for login in task.candidate_users:
            if login in listening.people and login != context.actor.id:
                yield _of(context, task, Kind.OFFERED, login=UserId(login))
        for group in task.candidate_groups:
            if group in listening.groups:
                yield _of(context, task, Kind.OFFERED, group=group)


def _of(
    context: Context[CaseUnit],
    task: TaskRecord,
    kind: Kind,
    *,
    login: UserId | None = None,
    group: str | None = None,
) -> NewNotice:
    return NewNotice(
        kind=kind,
        at=context.now,
        login=login,
        group=group,
        case=task.id.case,
        instance=task.id.instance,
        by=actor_of(context),
    )
