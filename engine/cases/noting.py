"""Writes events into the history of a case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engine.cases.access import may_see, open_task
from engine.cases.errors import UnknownCase, UnknownTask
from engine.cases.ports.unit import CaseUnit
from engine.cases.records import CaseRecord, TaskRecord
from engine.identity.context import Context
from engine.identity.users import Role
from engine.kernel.ids import CaseId, TaskId, UserId
from engine.kernel.messages import Event


def held(context: Context[CaseUnit], case_id: CaseId) -> CaseRecord:
    """Return a case that the person may see, keeping other writers off it.

    Raises UnknownCase when there is none, or none that the person may know of.
    """
    case = context.unit.cases.load(case_id)
    if case is None or not may_see(context, case):
        raise UnknownCase(case_id)
    return case


def held_task(context: Context[CaseUnit], task_id: TaskId) -> tuple[CaseRecord, TaskRecord]:
    """Return an open task and its case, keeping other writers off both.

    Raises UnknownTask when there is none, or none that the person may know of; TaskClosed.
    """
    case = context.unit.cases.load(task_id.case)
    if case is None or not may_see(context, case):
        raise UnknownTask(task_id)
    return case, open_task(context, task_id)


def element_of(context: Context[CaseUnit], case: CaseRecord, task_id: TaskId | None) -> str | None:
    """Return the element of a task of a case, None without a task. Raises UnknownTask."""
    if task_id is None:
        return None
    task = context.unit.tasks.get(task_id) if task_id.case == case.id else None
    if task is None:
        raise UnknownTask(task_id)
    return task.element


def actor_of(context: Context[CaseUnit]) -> UserId | None:
    """Return who acts, for the history; None when it is the engine itself."""
    return None if Role.SYSTEM in context.actor.roles else context.actor.id


def chained(
    context: Context[CaseUnit], case: CaseRecord, events: Sequence[Event]
) -> tuple[int, bytes]:
    """Chain events behind a case's history; return its new end, to be saved with the case."""
    return context.unit.history.append(
        case.id, events, after=case.chain, at=context.now, actor=actor_of(context)
    )


def note(context: Context[CaseUnit], case: CaseRecord, events: Sequence[Event]) -> None:
    """Chain events behind a case's history and save its new end."""
    context.unit.cases.save(replace(case, chain=chained(context, case, events)))
