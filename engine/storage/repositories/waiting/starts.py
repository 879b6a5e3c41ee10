"""Registered start events: what begins cases beside people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from engine.definitions.definitions import Definition
from engine.definitions.starts import NewStart, StartEvent, StartKind
from engine.jobs.jobs import JobKind, NewJob
from engine.kernel.ids import DefinitionId, StationId
from engine.storage.prepared import Record
from engine.storage.repositories.waiting.jobs import SqlJobs
from engine.storage.tables.definitions import start_event as table
from engine.storage.tables.waiting import job as jobs


class SqlStarts:
    """Start events inside a transaction.

    Whoever begins a case by one, or takes it away, locks its row before the job that waits for it,
    so that nobody waits in a circle.
    """

    def __init__(self, connection: Connection, store: SqlJobs) -> None:
        """Work on an open transaction; what waits for its time is a job in `store`."""
        self._db = connection
        self._jobs = store

    def locked(self, start: int) -> StartEvent | None:
        """Return one and keep other writers off it; None when a newer version took it away."""
        found = self._found(table.c.id == start)
        return found[0] if found else None

    def of_process(self, station: StationId, process: str) -> Sequence[StartEvent]:
        """Return those of a process, keeping other writers off them."""
        return self._found(table.c.station_id == station, table.c.process == process)

    def waiting(self, station: StationId, kind: StartKind, name: str) -> Sequence[StartEvent]:
        """Return those that wait for a message or signal."""
        theirs = (
            table.c.station_id == station, table.c.kind == kind.value, table.c.name == name
        )  # fmt: skip
        rows = self._db.execute(select(table).where(*theirs).order_by(table.c.id))
        return [_start(row) for row in rows]

    def enter(
        self, station: StationId, at: Definition, start: NewStart, due: datetime | None
    ) -> None:
        """Register one; at `due`, if it is a moment, a job begins a case."""
        row = {
            "station_id": station,
            "kind": start.kind.value,
            "name": start.name,
            "definition_id": at.id,
            "process": at.key,
            "element": start.element,
            "timer_kind": None if start.timer is None else start.timer[0],
            "timer": None if start.timer is None else start.timer[1],
            "times_left": start.left,
        }
        number = self._db.execute(insert(table).values(row).returning(table.c.id)).scalar_one()
        if due is not None:
            self._wait(number, at.key, start.element, due)

    def move(self, start: int, to: DefinitionId) -> None:
        """Let one belong to the newer version of its process."""
        self._db.execute(update(table).where(table.c.id == start).values(definition_id=to))

    def again(self, start: StartEvent, due: datetime, left: int | None) -> None:
        """Let a job begin the next case at `due`, of which `left` more follow."""
        self._db.execute(update(table).where(table.c.id == start.id).values(times_left=left))
        self._wait(start.id, start.process, start.element, due)

    def remove(self, starts: Sequence[int]) -> None:
        """Take some away, with the jobs that would begin cases."""
        if not starts:
            return
        self._db.execute(delete(table).where(table.c.id.in_(starts)))
        theirs = (
            jobs.c.case_id.is_(None),
            jobs.c.kind == JobKind.START.value,
            jobs.c.element_instance.in_(starts),
        )
        self._db.execute(delete(jobs).where(*theirs))

    def _wait(self, start: int, process: str, element: str, due: datetime) -> None:
        payload = {"process": process, "element": element}
        self._jobs.enter([NewJob(kind=JobKind.START, instance=start, due_at=due, payload=payload)])

    def _found(self, *conditions: ColumnElement[bool]) -> list[StartEvent]:
        wanted = select(table).where(*conditions).order_by(table.c.id).with_for_update()
        return [_start(row) for row in self._db.execute(wanted)]


def _start(row: Record) -> StartEvent:
    return StartEvent(
        id=row.id,
        kind=StartKind(row.kind),
        name=row.name,
        definition=DefinitionId(row.definition_id),
        process=row.process,
        element=row.element,
        timer=None if row.timer is None else (row.timer_kind, row.timer),
        left=row.times_left,
    )
