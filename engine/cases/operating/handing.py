"""Handing a task to a colleague, and saying when one comes back to it.

Both are done by whoever may do the task; who answers for the station changes any task.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from engine.cases.access import on_behalf_of, require_do
from engine.cases.noting import held_task
from engine.cases.operating.attributes import apply
from engine.cases.operating.commands import FollowUpTask, HandOverTask
from engine.cases.operating.errors import BadTaskChange
from engine.cases.operating.reasons import remarked
from engine.cases.ports.unit import CaseUnit
from engine.cases.records import TaskRecord
from engine.cases.stepping.step import require_going
from engine.identity.context import Context
from engine.identity.permissions import Scope, scope_of
from engine.identity.users import User


def hand_over(command: HandOverTask, context: Context[CaseUnit]) -> None:
    """Give a task to a colleague; to whoever has it already, nothing happens.

    The note stands on the task, for its new holder.
    """
    said = remarked(command.note)
    case, task = held_task(context, command.task)
    require_going(case)
    if task.assignee == command.to:
        return
    require_do(context, task, command.action)
    person = context.unit.people.get(command.to)
    if person is None or not meant_for(context, task).includes(person):
        raise BadTaskChange(task.id, "assignee", command.to)
    behalf = on_behalf_of(context, task)
    noted = replace(task, note=said, note_by=context.actor.id) if said else task
    apply(context, (case, noted), {"assignee": command.to}, said, behalf)


def follow_up(command: FollowUpTask, context: Context[CaseUnit]) -> None:
    """Note when somebody comes back to a task; the same day again changes nothing."""
    said = remarked(command.note)
    case, task = held_task(context, command.task)
    require_going(case)
    require_do(context, task, command.action)
    behalf = on_behalf_of(context, task)
    apply(context, (case, task), {"follow_up": command.at}, said, behalf)


@dataclass(frozen=True, kw_only=True, slots=True)
class Meant:
    """For whom a task is meant: people by name, and everybody of some groups."""

    users: frozenset[str]
    groups: frozenset[str]

    def includes(self, person: User) -> bool:
        """Say whether a person may be given the task by a colleague."""
        theirs = person.id in self.users or not person.groups.isdisjoint(self.groups)
        return theirs and does_tasks(person)


def meant_for(context: Context[CaseUnit], task: TaskRecord) -> Meant:
    """Return for whom a task is meant: those it is offered to, else its holder's groups."""
    if task.candidate_users or task.candidate_groups:
        return Meant(users=frozenset(task.candidate_users), groups=frozenset(task.candidate_groups))
    holder = context.unit.people.get(task.assignee) if task.assignee is not None else None
    return Meant(users=frozenset(), groups=holder.groups if holder else frozenset())


def does_tasks(person: User) -> bool:
    """Say whether tasks are done by a person at all."""
    return person.active and scope_of(person, "task.complete") is not Scope.NONE
