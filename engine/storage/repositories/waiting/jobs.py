"""Waiting jobs, inside a case's transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    bindparam,
    delete,
    insert,
    select,
    text,
    update,
)
from sqlalchemy import case as sql_case

from engine.feel.wire import dumps, loads
from engine.jobs.jobs import RETRIES, Job, JobKind, NewJob
from engine.kernel.ids import CaseId, JobId, StationId
from engine.storage.connections.wakeup import tell_workers
from engine.storage.prepared import Prepared, Record
from engine.storage.tables.waiting import job as table
from engine.storage.types import fits

# As in the partial indexes, so that they are used.
FRESH = table.c.attempts == text("0")
TRIED = table.c.attempts > text("0")

_KEY = (
    table.c.case_id == bindparam("case_key"),
    table.c.element_instance == bindparam("instance_key"),
)
_MOVE = Prepared(
    update(table).where(*_KEY).values(token=table.c.token + 1),
    ["due_at", "run_at", "attempts", "retries", "payload"],
)
_ENTER = Prepared(insert(table), [column.name for column in table.c if column.name != "id"])
# A signal on its way to an event that happens again must reach the instance that follows.
_CANCEL = Prepared(delete(table).where(*_KEY, table.c.kind != JobKind.DELIVER.value))


class SqlJobs:
    """Jobs inside a transaction."""

    def __init__(self, connection: Connection, station: StationId) -> None:
        """Work on an open transaction, for one station."""
        self._db = connection
        self._station = station

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
            "retries": RETRIES,
            "payload": dumps(dict(payload)).decode(),
        }
        if _MOVE.run(self._db, moving) == 0:
            timer = JobKind.TIMER
            self.enter(
                [NewJob(kind=timer, case=case, instance=instance, due_at=due_at, payload=payload)]
            )

    def enter(self, jobs: Sequence[NewJob]) -> None:
        """Enter jobs of any kind; those that need not wait wake the workers."""
        if any(job.kind is not JobKind.TIMER for job in jobs):
            tell_workers(self._db)
        _ENTER.run_each(self._db, [row_of(job, self._station) for job in jobs])

    def cancel(self, case: CaseId, instances: Sequence[int]) -> None:
        """Take away the jobs of element instances."""
        theirs = [{"case_key": case, "instance_key": instance} for instance in instances]
        _CANCEL.run_each(self._db, theirs)

    def get(self, job: JobId) -> Job | None:
        """Return a job, locking nothing."""
        if not fits(job):
            return None
        row = self._db.execute(select(table).where(table.c.id == job)).first()
        return _job(row) if row is not None else None

    def take(self, job: JobId, token: int) -> Job | None:
        """Remove a claimed job and return it; None when the claim is void."""
        mine = delete(table).where(table.c.id == job, table.c.token == token).returning(table)
        row = self._db.execute(mine).first()
        return _job(row) if row is not None else None

    def relabel(self, job: JobId, payload: Mapping[str, Any]) -> None:
        """Let a job remember something else; when it is due and who has claimed it stay."""
        told = {"payload": dumps(dict(payload)).decode()}
        self._db.execute(update(table).where(table.c.id == job).values(told))

    def hold(self, case: CaseId) -> None:
        """Let all jobs of a case sleep; every claim on them is void.

        One whose last try is broken off so gets another: without, it would look as if it had been
        left to a person.
        """
        awake = update(table).where(table.c.case_id == case, table.c.run_at.is_not(None))
        tries = sql_case((table.c.retries < 1, 1), else_=table.c.retries)
        held = {"run_at": None, "token": table.c.token + 1, "worker": None, "retries": tries}
        self._db.execute(awake.values(held))

    def let_go(self, case: CaseId) -> None:
        """Wake the jobs of a case that were held, each for when it is due.

        What has no due moment sleeps on, and what was left to a person stays so.
        """
        held = (table.c.case_id == case, table.c.run_at.is_(None), table.c.retries > 0)
        self._db.execute(
            update(table).where(*held).values(run_at=table.c.due_at, token=table.c.token + 1)
        )

    def lend(
        self, topics: Sequence[str], worker: str, *, now: datetime, until: datetime, limit: int
    ) -> Sequence[Job]:
        """Lend due work of some topics to a worker of others, longest due first; no try is used."""
        found: list[Job] = []
        for topic in topics:
            for tried in (FRESH, TRIED):
                if len(found) < limit:
                    wanted = due(topic, tried, now, limit - len(found))
                    taken = {"run_at": until, "token": table.c.token + 1, "worker": worker}
                    lent = update(table).where(table.c.id.in_(select(wanted.c.id))).values(taken)
                    found += map(_job, self._db.execute(lent.returning(table)))
        return sorted(found, key=lambda job: (job.due_at or now, job.id))

    def put_back(self, job: Job, run_at: datetime, *, retries: int, error: str) -> None:
        """Let a lent job wait for its next try."""
        back = {"run_at": run_at, "retries": retries, "last_error": error, "worker": None}
        mine = update(table).where(table.c.id == job.id)
        self._db.execute(mine.values(back | {"token": table.c.token + 1}))

    def extend(self, job: Job, until: datetime) -> None:
        """Lend a job for longer."""
        self._db.execute(update(table).where(table.c.id == job.id).values(run_at=until))

    def put_aside(self, job: JobId, token: int, error: str) -> bool:
        """Leave a claimed job to a person; False when the claim is void."""
        mine = update(table).where(table.c.id == job, table.c.token == token)
        aside = {"run_at": None, "token": token + 1, "worker": None, "last_error": error}
        return self._db.execute(mine.values(aside)).rowcount == 1

    def retry(self, job: JobId, at: datetime) -> None:
        """Give a job its attempts back and let it run at `at`."""
        found = self.get(job)
        tries = RETRIES if found is None else found.payload.get("tries", RETRIES)
        anew = {"run_at": at, "worker": None, "attempts": 0, "retries": tries}
        mine = update(table).where(table.c.id == job)
        tell_workers(self._db)
        self._db.execute(mine.values(anew | {"token": table.c.token + 1}))

    def of_case(self, case: CaseId) -> Sequence[Job]:
        """Return a case's waiting jobs."""
        return [_job(row) for row in self._db.execute(select(table).where(table.c.case_id == case))]


def row_of(job: NewJob, station: StationId | None = None) -> dict[str, Any]:
    """Return the row a new job is entered as."""
    return {
        "station_id": station,
        "case_id": job.case,
        "kind": job.kind.value,
        "topic": job.topic,
        "element_instance": job.instance,
        "due_at": job.due_at,
        "run_at": job.due_at,
        "token": 0,
        "worker": None,
        "attempts": 0,
        "retries": job.retries,
        "last_error": None,
        "payload": dumps(dict(job.payload)).decode(),
    }


def due(topic: str, tried: ColumnElement[bool], now: datetime, limit: int) -> CTE:
    """Select the first due jobs of a topic, passing over those another is just being lent."""
    return (
        select(table.c.id)
        .where(table.c.topic == topic, table.c.run_at <= now, tried)
        .order_by(table.c.run_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("due")
    )


def _job(row: Record) -> Job:
    return Job(
        id=JobId(row.id),
        case=CaseId(row.case_id) if row.case_id is not None else None,
        kind=JobKind(row.kind),
        topic=row.topic,
        instance=row.element_instance,
        due_at=row.due_at,
        run_at=row.run_at,
        token=row.token,
        worker=row.worker,
        attempts=row.attempts,
        retries=row.retries,
        error=row.last_error,
        payload=loads(row.payload),
    )
