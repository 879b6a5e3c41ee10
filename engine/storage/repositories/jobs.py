"""Waiting jobs: inside a case's transaction, and as a worker sees them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, text, update

from engine.feel.wire import dumps, loads
from engine.jobs.jobs import LEASE, MAX_ATTEMPTS, Claim, Job, JobKind
from engine.kernel.ids import CaseId, JobId
from engine.storage.database import Database
from engine.storage.prepared import Prepared, Record
from engine.storage.tables import case as cases
from engine.storage.tables import job as table

_ALIVE = table.c.attempts < text(str(MAX_ATTEMPTS))  # as in the partial index, so that it is used

_KEY = (
    table.c.case_id == bindparam("case_key"),
    table.c.element_instance == bindparam("instance_key"),
)
_MOVING = ["due_at", "run_at", "attempts", "payload"]
_MOVE = Prepared(update(table).where(*_KEY).values(token=table.c.token + 1), _MOVING)
_ENTER = Prepared(
    insert(table).values(
        station_id=select(cases.c.station_id)
        .where(cases.c.id == bindparam("case_key"))
        .scalar_subquery()
    ),
    [*_MOVING, "case_id", "kind", "element_instance", "token"],
)
_CANCEL = Prepared(delete(table).where(*_KEY))


class SqlJobs:
    """Jobs inside a transaction."""

    def __init__(self, connection: Connection) -> None:
        """Work on an open transaction."""
        self._db = connection

    def arm(
        self, case: CaseId, instance: int, due_at: datetime | None, payload: Mapping[str, Any]
    ) -> None:
        """Let an element instance's timer wait; arming again moves it and voids every claim."""
        moving = {
            "case_key": case,
            "instance_key": instance,
            "due_at": due_at,
            "run_at": due_at,
            "attempts": 0,
            "payload": dumps(dict(payload)).decode(),
        }
        if _MOVE.run(self._db, moving) == 0:
            fixed = {"case_id": case, "kind": JobKind.TIMER.value, "element_instance": instance}
            _ENTER.run_each(self._db, [moving | fixed | {"token": 0}])

    def cancel(self, case: CaseId, instances: Sequence[int]) -> None:
        """Take away the timers of element instances."""
        theirs = [{"case_key": case, "instance_key": instance} for instance in instances]
        _CANCEL.run_each(self._db, theirs)

    def take(self, job: JobId, token: int) -> Job | None:
        """Remove a claimed job and return it; None when the claim is void."""
        mine = delete(table).where(table.c.id == job, table.c.token == token).returning(table)
        row = self._db.execute(mine).first()
        return _job(row) if row is not None else None

    def of_case(self, case: CaseId) -> Sequence[Job]:
        """Return a case's waiting jobs."""
        return [_job(row) for row in self._db.execute(select(table).where(table.c.case_id == case))]


class SqlQueue:
    """Jobs as a worker sees them; each call is a transaction of its own."""

    def __init__(self, database: Database) -> None:
        """Work on a store."""
        self._database = database

    def claim(self, now: datetime, limit: int) -> Sequence[Claim]:
        """Lend up to `limit` due jobs, longest due first."""
        if self._database.sqlite and not self._any_due(now):
            return ()  # a look needs no write lock
        due = (
            select(table.c.id)
            .where(table.c.run_at <= now, _ALIVE)
            .order_by(table.c.run_at)
            .limit(limit)
            .with_for_update(skip_locked=True)
            .cte("due")
        )
        lent = (
            update(table)
            .where(table.c.id.in_(select(due.c.id)))
            .values(run_at=now + LEASE, token=table.c.token + 1, attempts=table.c.attempts + 1)
            .returning(table.c.id, table.c.kind, table.c.token, table.c.attempts, table.c.due_at)
        )
        with self._database.writing() as db:
            rows = db.execute(lent).all()
            db.commit()
        rows = sorted(rows, key=lambda row: (row.due_at, row.id))
        return [
            Claim(job=JobId(row.id), kind=JobKind(row.kind), token=row.token, attempts=row.attempts)
            for row in rows
        ]

    def failed(self, claim: Claim, error: str, retry_at: datetime) -> None:
        """Note why a claimed job could not act, and when to try again."""
        mine = (table.c.id == claim.job, table.c.token == claim.token)
        with self._database.writing() as db:
            db.execute(update(table).where(*mine).values(run_at=retry_at, last_error=error[:2000]))
            db.commit()

    def next_run(self) -> datetime | None:
        """Return when the next job may run; None when none waits."""
        with self._database.reading() as db:
            first: datetime | None = db.execute(
                select(func.min(table.c.run_at, type_=table.c.run_at.type)).where(_ALIVE)
            ).scalar()
            return first

    def _any_due(self, now: datetime) -> bool:
        first = self.next_run()
        return first is not None and first <= now


def _job(row: Record) -> Job:
    return Job(
        id=JobId(row.id),
        case=CaseId(row.case_id),
        kind=JobKind(row.kind),
        instance=row.element_instance,
        due_at=row.due_at,
        run_at=row.run_at,
        token=row.token,
        attempts=row.attempts,
        payload=loads(row.payload),
    )
