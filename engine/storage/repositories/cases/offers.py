"""Whom tasks are offered to, and who has come to be involved in a case.

Kept beside the tasks so that each list of a person is one range of an index, read from its top.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, insert, or_, select
from sqlalchemy.dialects.postgresql import insert as insert_once

from engine.cases.records import TaskRecord, TaskState
from engine.kernel.ids import CaseId, UserId
from engine.storage.prepared import Prepared
from engine.storage.tables.tasks import involved
from engine.storage.tables.tasks import task_candidate as table

USER, GROUP = "u", "g"
"""Letters: they stand before every name, in tables that each step enters."""

_COLUMNS = [column.name for column in table.c]
_OFFER = Prepared(insert(table), _COLUMNS)
_WITHDRAW = Prepared(delete(table).where(*(table.c[name] == bindparam(name) for name in _COLUMNS)))
_INVOLVE = Prepared(
    insert_once(involved).on_conflict_do_nothing(), [column.name for column in involved.c]
)


Involved = tuple[str, str, CaseId]
"""Kind, name and case: who has to do with a case."""


def offer(db: Connection, tasks: Sequence[TaskRecord], known: set[Involved]) -> None:
    """Offer new tasks to their candidates; `known` are involved already."""
    _OFFER.run_each(db, [row for task in tasks for row in _rows(task)])
    _involve(db, tasks, known)


def move(
    db: Connection, changes: Sequence[tuple[TaskRecord, TaskRecord]], known: set[Involved]
) -> None:
    """Bring the offers of changed tasks up to date: taken, freed, more urgent, others', or gone.

    Each change is the task as stored before, and as it is now; `known` are involved already.
    """
    rows = [(_rows(before), _rows(after)) for before, after in changes]
    moved = [(old, new) for old, new in rows if old != new]
    _WITHDRAW.run_each(db, [row for old, _ in moved for row in old])
    _OFFER.run_each(db, [row for _, new in moved for row in new])
    _involve(db, [after for _, after in changes], known)


def involves(db: Connection, case: CaseId, login: UserId, groups: Iterable[str]) -> bool:
    """Say whether a person has or had a task of a case, or one of their groups was offered one."""
    theirs = or_(
        and_(involved.c.kind == USER, involved.c.name == login),
        and_(involved.c.kind == GROUP, involved.c.name.in_(sorted(groups))),
    )
    found = select(involved.c.case_id).where(theirs, involved.c.case_id == case).limit(1)
    return db.execute(found).first() is not None


def names_of(login: str, groups: Iterable[str]) -> list[tuple[str, str]]:
    """Return by what names a person is offered things: their own and those of their groups."""
    return [(USER, str(login)), *((GROUP, group) for group in sorted(groups))]


def involved_by(task: TaskRecord) -> set[Involved]:
    """Return who has to do with a case because of a task."""
    who = (*_candidates(task), (USER, task.assignee), (USER, task.closed_by))
    return {(kind, name, task.id.case) for kind, name in who if name is not None}


def _involve(db: Connection, tasks: Sequence[TaskRecord], known: set[Involved]) -> None:
    """Note who has to do with the cases of tasks; most often that is known already."""
    rows = {row for task in tasks for row in involved_by(task)} - known
    names = ("kind", "name", "case_id")
    _INVOLVE.run_each(db, [dict(zip(names, row, strict=True)) for row in sorted(rows)])
    known |= rows


def _candidates(task: TaskRecord) -> tuple[tuple[str, str], ...]:
    return _named(task.candidate_users, task.candidate_groups)


@lru_cache(1024)
def _named(users: tuple[str, ...], groups: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return candidates by kind and name, each once; tasks of one step are offered alike."""
    named = [(USER, name) for name in users] + [(GROUP, name) for name in groups]
    return tuple(dict.fromkeys(named))


def _rows(task: TaskRecord) -> list[dict[str, Any]]:
    """Return the offers that stand for a task: none when it is closed."""
    if task.state is not TaskState.OPEN:
        return []
    place = {
        "taken": int(task.assignee is not None),
        "urgent_at": task.urgent_at,
        "case_id": task.id.case,
        "instance": task.id.instance,
    }
    return [{"kind": kind, "name": name, **place} for kind, name in _candidates(task)]
