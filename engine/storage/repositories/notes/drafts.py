"""Drafts of tasks' forms."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, delete, exists, insert, select, update

from engine.cases.drafts.ports import DraftRecord
from engine.cases.records import TaskState
from engine.kernel.ids import StationId, TaskId, UserId
from engine.storage.tables.notes import draft as table
from engine.storage.tables.tasks import task as tasks


class SqlDrafts:
    """Drafts inside a transaction."""

    def __init__(self, connection: Connection) -> None:
        """Work on an open transaction."""
        self._db = connection

    def get(self, task: TaskId, login: UserId) -> DraftRecord | None:
        """Return a person's draft of a task; in a transaction that writes, others wait for it."""
        wanted = select(table).where(*_of(task, login))
        if self._db.get_execution_options().get("write"):
            wanted = wanted.with_for_update()
        row = self._db.execute(wanted).first()
        if row is None:
            return None
        return DraftRecord(values=row._mapping["values"], mark=row.mark, at=row.saved_at)

    def put(self, task: TaskId, login: UserId, draft: DraftRecord, station: StationId) -> None:
        """Enter or replace a person's draft of a task."""
        row = {"values": draft.values, "mark": draft.mark, "saved_at": draft.at}
        changed = update(table).where(*_of(task, login)).values(row)
        if self._db.execute(changed).rowcount:
            return
        key = {"case_id": task.case, "instance": task.instance, "login": login}
        self._db.execute(insert(table).values({**row, **key, "station_id": station}))

    def drop(self, task: TaskId, login: UserId) -> None:
        """Forget a person's draft of a task."""
        self._db.execute(delete(table).where(*_of(task, login)))

    def sweep(self) -> int:
        """Forget the drafts of tasks that are not open; return how many."""
        waits = exists().where(
            tasks.c.case_id == table.c.case_id,
            tasks.c.instance == table.c.instance,
            tasks.c.state == TaskState.OPEN.value,
        )
        return int(self._db.execute(delete(table).where(~waits)).rowcount)


def _of(task: TaskId, login: UserId) -> tuple[ColumnElement[bool], ...]:
    return (
        table.c.case_id == task.case,
        table.c.instance == task.instance,
        table.c.login == login,
    )
