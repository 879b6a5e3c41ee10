"""A task's attributes changed later: who may do it, by when, how urgent it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from engine.cases.noting import held_task, note
from engine.cases.operating.commands import SAME, ChangeTask
from engine.cases.operating.errors import BadTaskChange
from engine.cases.operating.reasons import reasoned
from engine.cases.ports.unit import CaseUnit
from engine.cases.records import CaseRecord, TaskRecord
from engine.cases.stepping.tasks import earliest
from engine.cases.telling.outbox import tell_of_change
from engine.history.operations import TaskChanged
from engine.identity.context import Context
from engine.kernel.ids import UserId

ATTRIBUTES = (
    "assignee",
    "candidate_users",
    "candidate_groups",
    "due",
    "follow_up",
    "priority",
)
_LONGEST = 64
_LARGEST = 2**31 - 1


def change_task(command: ChangeTask, context: Context[CaseUnit]) -> None:
    """Change an open task, also of a suspended case; what is so already changes nothing."""
    reason = reasoned(command.reason)
    case, task = held_task(context, command.task)
    wanted = {name: value for name in ATTRIBUTES if (value := getattr(command, name)) is not SAME}
    apply(context, (case, task), wanted, reason)


def apply(
    context: Context[CaseUnit],
    at: tuple[CaseRecord, TaskRecord],
    wanted: Mapping[str, Any],
    reason: str,
    on_behalf_of: UserId | None = None,
) -> None:
    """Give a task attributes and tell what changed. Raises BadTaskChange."""
    case, task = at
    after = {name: value for name, value in wanted.items() if value != getattr(task, name)}
    if not after:
        return
    changed = _checked(context, task, after)
    event = TaskChanged(
        element=task.element,
        instance=task.id.instance,
        before=_said({name: getattr(task, name) for name in after}),
        after=_said(after),
        reason=reason,
        on_behalf_of=on_behalf_of,
    )
    context.unit.tasks.replace(replace(changed, urgent_at=_urgency(context, changed)))
    tell_of_change(context, task, changed)
    note(context, case, [event])


def _said(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: list(value) if isinstance(value, tuple) else value for name, value in values.items()
    }


def _urgency(context: Context[CaseUnit], task: TaskRecord) -> datetime:
    clocks = context.unit.clocks.of_case(task.id.case)
    due = next((clock.due for clock in clocks if clock.instance == task.clock), None)
    return earliest(task.due, due)


def _checked(context: Context[CaseUnit], task: TaskRecord, after: Mapping[str, Any]) -> TaskRecord:
    """Return the task with its new attributes. Raises BadTaskChange for the first that is none."""
    for name, value in after.items():
        if not _CHECKS[name](context, value):
            raise BadTaskChange(task.id, name, str(value))
    changed = replace(task, **after)
    if changed.assignee is None and not (changed.candidate_users or changed.candidate_groups):
        raise BadTaskChange(task.id, "assignee", "")  # nobody could do it
    return changed


def _person(context: Context[CaseUnit], login: object) -> bool:
    person = context.unit.people.get(UserId(login)) if isinstance(login, str) else None
    return person is not None and person.active


def _assignee(context: Context[CaseUnit], login: object) -> bool:
    return login is None or _person(context, login)


def _people(context: Context[CaseUnit], logins: object) -> bool:
    return isinstance(logins, tuple) and all(_person(context, login) for login in logins)


def _groups(_: Context[CaseUnit], names: object) -> bool:
    return isinstance(names, tuple) and all(
        isinstance(name, str) and name.isprintable() and 0 < len(name) <= _LONGEST for name in names
    )


def _moment(_: Context[CaseUnit], value: object) -> bool:
    return value is None or (isinstance(value, datetime) and value.tzinfo is not None)


def _priority(_: Context[CaseUnit], value: object) -> bool:
    if not isinstance(value, int) or isinstance(value, bool):
        return False
    return abs(value) <= _LARGEST


_CHECKS = {
    "assignee": _assignee,
    "candidate_users": _people,
    "candidate_groups": _groups,
    "due": _moment,
    "follow_up": _moment,
    "priority": _priority,
}
