"""Human tasks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, and_, exists, insert, or_, select, update

from engine.cases.records import TaskRecord, TaskState
from engine.feel.wire import dumps, loads
from engine.kernel.ids import CaseId, DefinitionId, StationId, TaskId, UserId
from engine.storage.tables import task as table
from engine.storage.tables import task_candidate as candidates
from engine.storage.types import fits


class SqlTasks:
    """Tasks inside a transaction."""

    def __init__(self, connection: Connection) -> None:
        """Work on an open transaction."""
        self._db = connection

    def get(self, task: TaskId) -> TaskRecord | None:
        """Return a task, open or closed."""
        if not fits(task.case) or not fits(task.instance, 32):
            return None
        row = self._db.execute(select(table).where(*_key(task))).first()
        return task_of(row) if row is not None else None

    def involves(self, case: CaseId, login: UserId, groups: frozenset[str]) -> bool:
        """Say whether a person has or had a task of a case, or one of their groups may do one."""
        own = exists().where(
            table.c.case_id == case, or_(table.c.assignee == login, table.c.closed_by == login)
        )
        offered = exists().where(
            candidates.c.case_id == case,
            or_(
                and_(candidates.c.kind == "user", candidates.c.name == login),
                and_(candidates.c.kind == "group", candidates.c.name.in_(sorted(groups))),
            ),
        )
        return bool(self._db.execute(select(or_(own, offered))).scalar())

    def open_of(self, case: CaseId) -> Sequence[TaskRecord]:
        """Return a case's open tasks, in the order in which they came."""
        wanted = (
            select(table)
            .where(table.c.case_id == case, table.c.state == TaskState.OPEN.value)
            .order_by(table.c.instance)
        )
        return [task_of(row) for row in self._db.execute(wanted)]

    def all_of(self, case: CaseId) -> Sequence[TaskRecord]:
        """Return every task a case has had, in the order in which they came."""
        wanted = select(table).where(table.c.case_id == case).order_by(table.c.instance)
        return [task_of(row) for row in self._db.execute(wanted)]

    def add(self, tasks: Sequence[TaskRecord]) -> None:
        """Enter new tasks and whom they are offered to."""
        if not tasks:
            return
        self._db.execute(insert(table), [_values(task) for task in tasks])
        offers = [
            {"case_id": t.id.case, "instance": t.id.instance, "kind": kind, "name": name}
            for t in tasks
            for kind, names in (("user", t.candidate_users), ("group", t.candidate_groups))
            for name in dict.fromkeys(names)
        ]
        if offers:
            self._db.execute(insert(candidates), offers)

    def update(self, tasks: Sequence[TaskRecord]) -> None:
        """Save tasks' assignee, state, closing and urgency."""
        for task in tasks:
            changed = update(table).where(*_key(task.id))
            self._db.execute(
                changed.values(
                    assignee=task.assignee,
                    state=task.state.value,
                    urgent_at=task.urgent_at,
                    closed_at=task.closed,
                    closed_by=task.closed_by,
                )
            )


def _key(task: TaskId) -> tuple[Any, ...]:
    return table.c.case_id == task.case, table.c.instance == task.instance


def _values(task: TaskRecord) -> dict[str, Any]:
    return {
        "case_id": task.id.case,
        "instance": task.id.instance,
        "station_id": task.station,
        "definition_id": task.definition,
        "process": task.process,
        "element": task.element,
        "form": task.form,
        "state": task.state.value,
        "assignee": task.assignee,
        "candidate_users": dumps(list(task.candidate_users)).decode(),
        "candidate_groups": dumps(list(task.candidate_groups)).decode(),
        "priority": task.priority,
        "due_at": task.due,
        "follow_up_at": task.follow_up,
        "clock_instance": task.clock,
        "urgent_at": task.urgent_at,
        "created_at": task.created,
        "closed_at": task.closed,
        "closed_by": task.closed_by,
    }


def task_of(row: Row[Any]) -> TaskRecord:
    """Return the task a row holds."""
    return TaskRecord(
        id=TaskId(CaseId(row.case_id), row.instance),
        station=StationId(row.station_id),
        definition=DefinitionId(row.definition_id),
        process=row.process,
        element=row.element,
        form=row.form,
        state=TaskState(row.state),
        assignee=UserId(row.assignee) if row.assignee is not None else None,
        candidate_users=tuple(loads(row.candidate_users)),
        candidate_groups=tuple(loads(row.candidate_groups)),
        priority=row.priority,
        due=row.due_at,
        follow_up=row.follow_up_at,
        clock=row.clock_instance,
        urgent_at=row.urgent_at,
        created=row.created_at,
        closed=row.closed_at,
        closed_by=UserId(row.closed_by) if row.closed_by is not None else None,
    )
