"""Writes events into the history of a case whose tokens stay where they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engine.cases.access import may_see
from engine.cases.errors import UnknownCase, UnknownTask
from engine.cases.ports import CaseUnit
from engine.cases.records import CaseRecord
from engine.identity.context import Context
from engine.kernel.ids import CaseId, TaskId
from engine.kernel.messages import Event


def held(context: Context[CaseUnit], case_id: CaseId) -> CaseRecord:
    """Return a case that the person may see, keeping other writers off it.

    Raises UnknownCase when there is none, or none that the person may know of.
    """
    case = context.unit.cases.load(case_id)
    if case is None or not may_see(context, case):
        raise UnknownCase(case_id)
    return case


def element_of(context: Context[CaseUnit], case: CaseRecord, task_id: TaskId | None) -> str | None:
    """Return the element of a task of a case, None without a task. Raises UnknownTask."""
    if task_id is None:
        return None
    task = context.unit.tasks.get(task_id) if task_id.case == case.id else None
    if task is None:
        raise UnknownTask(task_id)
    return task.element


def note(context: Context[CaseUnit], case: CaseRecord, events: Sequence[Event]) -> None:
    """Chain events behind a case's history and save its new end."""
    chain = context.unit.history.append(
        case.id, events, after=case.chain, at=context.now, actor=context.actor.id
    )
    context.unit.cases.save(replace(case, chain=chain))
