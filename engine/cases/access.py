"""Who may see a case and who may do a task; the permission table says how far a role reaches.

A substitute may do the tasks of somebody who is away, and see the cases these belong to while they
wait; nothing else of that person's becomes theirs.
"""

from __future__ import annotations

from engine.cases.errors import TaskAlreadyClaimed, TaskClosed, UnknownTask
from engine.cases.ports.unit import CaseUnit
from engine.cases.records import CaseRecord, CaseState, TaskRecord, TaskState
from engine.identity.context import Context
from engine.identity.permissions import Scope, scope_of
from engine.identity.users import Forbidden
from engine.kernel.ids import TaskId, UserId


def may_see(context: Context[CaseUnit], case: CaseRecord) -> bool:
    """Say whether a case is one's own, has or had a task of one's own, or one sees all.

    A substitute sees the cases in which a task waits for whom they stand in for.

    Whatever is being asked or done: what one may not see answers as what does not exist.
    """
    actor = context.actor
    if scope_of(actor, "case.read") is Scope.STATION:
        return True
    if case.manager == actor.id:
        return True
    if context.unit.tasks.involves(case.id, actor.id, actor.groups):
        return True
    if not context.unit.absences.standing_in(actor.id, context.now):
        return False
    waiting = context.unit.tasks.open_of(case.id)
    return any(on_behalf_of(context, task) is not None for task in waiting)


def is_candidate(context: Context[CaseUnit], task: TaskRecord) -> bool:
    """Say whether a task is offered to the person or to one of their groups."""
    actor = context.actor
    return actor.id in task.candidate_users or not actor.groups.isdisjoint(task.candidate_groups)


def on_behalf_of(context: Context[CaseUnit], task: TaskRecord) -> UserId | None:
    """Return for whom the person would do a task: None when it is their own, or not theirs at all.

    It is somebody else's who is away now, and who has the task or is a candidate for it.
    """
    if not task_scope(context) or _is_own(context, task):
        return None
    free = task.assignee in (None, context.actor.id)
    for away in context.unit.absences.standing_in(context.actor.id, context.now):
        if task.assignee == away.person:
            return away.person
        named = away.person in task.candidate_users
        offered = named or not away.groups.isdisjoint(task.candidate_groups)
        if offered and free:
            return away.person
    return None


def _is_own(context: Context[CaseUnit], task: TaskRecord) -> bool:
    """Say whether a task is the person's without anybody being away.

    What a substitute took as another's candidate stays that person's matter.
    """
    if task.assignee is None:
        return is_candidate(context, task)
    if task.assignee != context.actor.id:
        return False
    return is_candidate(context, task) or not _is_offered(task)


def may_take(context: Context[CaseUnit], task: TaskRecord) -> bool:
    """Say whether the person may do a task that nobody has taken."""
    return (
        _whole_station(context)
        or is_candidate(context, task)
        or on_behalf_of(context, task) is not None
    )


def may_do(context: Context[CaseUnit], task: TaskRecord) -> frozenset[str]:
    """Return what the person may do with a task now: `claim`, `release`, `complete`."""
    if task.state is not TaskState.OPEN or not task_scope(context):
        return frozenset()
    if task.assignee is None:
        return frozenset({"claim", "complete"}) if may_take(context, task) else frozenset()
    if task.assignee != context.actor.id:
        return _may_do_of_another(context, task)
    return frozenset({"complete", "release"} if _is_offered(task) else {"complete"})


def _may_do_of_another(context: Context[CaseUnit], task: TaskRecord) -> frozenset[str]:
    """Return what a person may do with a task somebody else has.

    A substitute completes it in that person's place; what others could have taken as well, the
    substitute may also take over, since it can be given back.
    """
    if _whole_station(context):
        return frozenset({"complete", "release"})
    if on_behalf_of(context, task) is None:
        return frozenset()
    return frozenset({"claim", "complete"} if _is_offered(task) else {"complete"})


def may_besides(context: Context[CaseUnit], task: TaskRecord, case: CaseRecord) -> frozenset[str]:
    """Return what the person may do with a task beside doing it: `hand-over`, `follow-up` and
    `send-back` unless its case is suspended, `change` even then.
    """
    if task.state is not TaskState.OPEN:
        return frozenset()
    found = set()
    if case.state is CaseState.OPEN and "complete" in may_do(context, task):
        found |= {"hand-over", "follow-up", "send-back"}
    if scope_of(context.actor, "task.change") is not Scope.NONE:
        found.add("change")
    return frozenset(found)


def task_scope(context: Context[CaseUnit]) -> Scope:
    """Return how far the person reaches in doing tasks, whatever they were asking for."""
    return scope_of(context.actor, "task.complete")


def open_task(context: Context[CaseUnit], task_id: TaskId) -> TaskRecord:
    """Return a task that waits. Raises UnknownTask, TaskClosed (who did it and when)."""
    task = context.unit.tasks.get(task_id)
    if task is None:
        raise UnknownTask(task_id)
    if task.state is not TaskState.OPEN:
        name, chinese = _names(context, task.closed_by) if task.closed_by else (None, "")
        at = task.closed or task.created
        raise TaskClosed(task_id, task.closed_by, name, at, by_name_zh=chinese)
    return task


def require_take(context: Context[CaseUnit], task: TaskRecord, action: str) -> None:
    """Raise Forbidden unless the person may do an unassigned task."""
    if not may_take(context, task):
        raise Forbidden(context.actor.id, action)


def require_free(context: Context[CaseUnit], task: TaskRecord) -> None:
    """Raise TaskAlreadyClaimed when somebody else has the task, and is there to do it."""
    if task.assignee is not None and task.assignee != context.actor.id:
        if _is_offered(task) and on_behalf_of(context, task) is not None:
            return
        holder = task.assignee
        name, chinese = _names(context, holder)
        raise TaskAlreadyClaimed(task.id, holder, name, holder_name_zh=chinese)


def _is_offered(task: TaskRecord) -> bool:
    return bool(task.candidate_users or task.candidate_groups)


def require_do(context: Context[CaseUnit], task: TaskRecord, action: str) -> None:
    """Raise Forbidden or TaskAlreadyClaimed unless the person may do an open task now."""
    if context.scope is Scope.STATION or task.assignee == context.actor.id:
        return
    if task.assignee is None:
        require_take(context, task, action)
    elif on_behalf_of(context, task) is not None:
        return
    elif is_candidate(context, task):
        require_free(context, task)
    else:
        raise Forbidden(context.actor.id, action)


def _whole_station(context: Context[CaseUnit]) -> bool:
    return task_scope(context) is Scope.STATION


def _names(context: Context[CaseUnit], login: str) -> tuple[str, str]:
    """Return what a person is called, and in Chinese: who is told reads either."""
    found = context.unit.people.names([login]).get(login)
    return (found.name, found.name_zh or "") if found else (login, "")
