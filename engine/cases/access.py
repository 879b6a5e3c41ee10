"""Who may see a case and who may do a task; the permission table says how far a role reaches."""

from __future__ import annotations

from engine.cases.errors import TaskAlreadyClaimed, TaskClosed, UnknownTask
from engine.cases.ports import CaseUnit
from engine.cases.records import CaseRecord, TaskRecord, TaskState
from engine.identity.context import Context
from engine.identity.permissions import Scope, scope_of
from engine.identity.users import Forbidden
from engine.kernel.ids import TaskId


def may_see(context: Context[CaseUnit], case: CaseRecord) -> bool:
    """Say whether a case is one's own, has or had a task of one's own, or one sees all.

    Whatever is being asked or done: what one may not see answers as what does not exist.
    """
    actor = context.actor
    if scope_of(actor, "case.read") is Scope.STATION:
        return True
    return case.manager == actor.id or context.unit.tasks.involves(case.id, actor.id, actor.groups)


def is_candidate(context: Context[CaseUnit], task: TaskRecord) -> bool:
    """Say whether a task is offered to the person or to one of their groups."""
    actor = context.actor
    return actor.id in task.candidate_users or not actor.groups.isdisjoint(task.candidate_groups)


def may_take(context: Context[CaseUnit], task: TaskRecord) -> bool:
    """Say whether the person may do a task that nobody has taken."""
    return _whole_station(context) or is_candidate(context, task)


def may_do(context: Context[CaseUnit], task: TaskRecord) -> frozenset[str]:
    """Return what the person may do with a task now: `claim`, `release`, `complete`."""
    if task.state is not TaskState.OPEN or not task_scope(context):
        return frozenset()
    if task.assignee is None:
        return frozenset({"claim", "complete"}) if may_take(context, task) else frozenset()
    if task.assignee != context.actor.id:
        return frozenset({"complete", "release"}) if _whole_station(context) else frozenset()
    offered = bool(task.candidate_users or task.candidate_groups)
    return frozenset({"complete", "release"} if offered else {"complete"})


def task_scope(context: Context[CaseUnit]) -> Scope:
    """Return how far the person reaches in doing tasks, whatever they were asking for."""
    return scope_of(context.actor, "task.complete")


def open_task(context: Context[CaseUnit], task_id: TaskId) -> TaskRecord:
    """Return a task that waits. Raises UnknownTask, TaskClosed (who did it and when)."""
    task = context.unit.tasks.get(task_id)
    if task is None:
        raise UnknownTask(task_id)
    if task.state is not TaskState.OPEN:
        raise TaskClosed(
            task_id, task.closed_by, _name(context, task.closed_by), task.closed or task.created
        )
    return task


def require_take(context: Context[CaseUnit], task: TaskRecord, action: str) -> None:
    """Raise Forbidden unless the person may do an unassigned task."""
    if not may_take(context, task):
        raise Forbidden(context.actor.id, action)


def require_free(context: Context[CaseUnit], task: TaskRecord) -> None:
    """Raise TaskAlreadyClaimed when somebody else has the task."""
    if task.assignee is not None and task.assignee != context.actor.id:
        holder = task.assignee
        raise TaskAlreadyClaimed(task.id, holder, _name(context, holder) or holder)


def _whole_station(context: Context[CaseUnit]) -> bool:
    return task_scope(context) is Scope.STATION


def _name(context: Context[CaseUnit], login: str | None) -> str | None:
    if login is None:
        return None
    found = context.unit.people.names([login]).get(login)
    return found.name_in(context.actor.language or "en") if found else login
