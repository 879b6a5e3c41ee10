"""Human tasks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, exists, insert, select, update

from engine.cases.records import TaskRecord, TaskState
from engine.feel.wire import dumps_rows, loads
from engine.kernel.ids import CaseId, DefinitionId, StationId, TaskId, UserId
from engine.storage.prepared import Prepared, Record
from engine.storage.repositories.cases import offers
from engine.storage.tables.cases import case as cases
from engine.storage.tables.tasks import involved
from engine.storage.tables.tasks import task as table
from engine.storage.types import fits

_KEY = (table.c.case_id == bindparam("case_key"), table.c.instance == bindparam("instance_key"))
_WHO_IS_INVOLVED = exists().where(
    involved.c.kind == offers.USER,
    involved.c.name == bindparam("who"),
    involved.c.case_id == table.c.case_id,
)
GET = Prepared(select(table, _WHO_IS_INVOLVED.label("is_involved")).where(*_KEY))
"""Says at once whether whoever acts has had to do with the case before: mostly, and then that need
not be entered."""

_OPEN_OF = Prepared(
    select(table)
    .where(table.c.case_id == bindparam("case_key"), table.c.state == TaskState.OPEN.value)
    .order_by(table.c.instance)
)
_ADD = Prepared(
    insert(table).values(
        manager=select(cases.c.manager).where(cases.c.id == bindparam("case_key")).scalar_subquery()
    ),
    [column.name for column in table.c if column.name != "manager"],
)
_CHANGE = Prepared(
    update(table).where(*_KEY), ["assignee", "state", "urgent_at", "closed_at", "closed_by"]
)


class SqlTasks:
    """Tasks inside a transaction."""

    def __init__(self, connection: Connection, who: str = "") -> None:
        """Work on an open transaction, for somebody who acts in it."""
        self._db = connection
        self._who = who
        self._involved: set[offers.Involved] = set()
        """Who is noted as involved already: by a stored task, or in this transaction."""
        self._stored: dict[TaskId, TaskRecord] = {}
        """Tasks as they stand in the store, as far as they were read in this transaction."""

    def get(self, task: TaskId) -> TaskRecord | None:
        """Return a task, open or closed."""
        if not fits(task.case) or not fits(task.instance, 32):
            return None
        row = GET.first(self._db, _key(task) | {"who": self._who})
        if row is None:
            return None
        found = self._stored[task] = task_of(row)
        self._involved |= offers.involved_by(found)
        if row.is_involved:
            self._involved.add((offers.USER, self._who, task.case))
        return found

    def involves(self, case: CaseId, login: UserId, groups: frozenset[str]) -> bool:
        """Say whether a person has or had a task of a case, or one of their groups may do one."""
        return offers.involves(self._db, case, login, groups)

    def open_of(self, case: CaseId) -> Sequence[TaskRecord]:
        """Return a case's open tasks, in the order in which they came."""
        found = [task_of(row) for row in _OPEN_OF.all(self._db, {"case_key": case})]
        self._stored.update((task.id, task) for task in found)
        return found

    def all_of(self, case: CaseId) -> Sequence[TaskRecord]:
        """Return every task a case has had, in the order in which they came."""
        wanted = select(table).where(table.c.case_id == case).order_by(table.c.instance)
        return [task_of(row) for row in self._db.execute(wanted)]

    def replace(self, task: TaskRecord) -> None:
        """Save all of a task, and whom it is offered to."""
        self._know([task])
        values = _values(task)
        here = [table.c[key] == values.pop(key) for key in ("case_id", "instance")]
        self._db.execute(update(table).where(*here).values(values))
        self._move_offers([task])

    def add(self, tasks: Sequence[TaskRecord]) -> None:
        """Enter new tasks and whom they are offered to."""
        _ADD.run_each(self._db, [_values(task) | _key(task.id) for task in tasks])
        offers.offer(self._db, tasks, self._involved)
        self._stored.update((task.id, task) for task in tasks)

    def update(self, tasks: Sequence[TaskRecord]) -> None:
        """Save tasks' assignee, state, closing and urgency."""
        changed = [
            {
                **_key(task.id),
                "assignee": task.assignee,
                "state": task.state.value,
                "urgent_at": task.urgent_at,
                "closed_at": task.closed,
                "closed_by": task.closed_by,
            }
            for task in tasks
        ]
        self._know(tasks)
        _CHANGE.run_each(self._db, changed)
        self._move_offers(tasks)

    def _know(self, tasks: Sequence[TaskRecord]) -> None:
        """Look at how tasks stand that are about to be changed, if nobody has."""
        for task in tasks:
            if task.id not in self._stored:
                self.get(task.id)

    def _move_offers(self, tasks: Sequence[TaskRecord]) -> None:
        changes = [(self._stored.get(task.id, task), task) for task in tasks]
        offers.move(self._db, changes, self._involved)
        self._stored.update((task.id, task) for task in tasks)


def _key(task: TaskId) -> dict[str, Any]:
    return {"case_key": task.case, "instance_key": task.instance}


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
        "candidate_users": _names(task.candidate_users),
        "candidate_groups": _names(task.candidate_groups),
        "priority": task.priority,
        "due_at": task.due,
        "follow_up_at": task.follow_up,
        "clock_instance": task.clock,
        "urgent_at": task.urgent_at,
        "created_at": task.created,
        "closed_at": task.closed,
        "closed_by": task.closed_by,
        "note": task.note,
        "note_by": task.note_by,
    }


def _names(candidates: Sequence[str]) -> str:
    return dumps_rows(list(candidates)).decode() if candidates else "[]"


def _named(stored: str) -> tuple[str, ...]:
    return tuple(loads(stored)) if stored != "[]" else ()


def task_of(row: Record) -> TaskRecord:
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
        candidate_users=_named(row.candidate_users),
        candidate_groups=_named(row.candidate_groups),
        priority=row.priority,
        due=row.due_at,
        follow_up=row.follow_up_at,
        clock=row.clock_instance,
        urgent_at=row.urgent_at,
        created=row.created_at,
        closed=row.closed_at,
        closed_by=UserId(row.closed_by) if row.closed_by is not None else None,
        note=row.note,
        note_by=UserId(row.note_by) if row.note_by is not None else None,
    )
