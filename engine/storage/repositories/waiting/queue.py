"""Waiting jobs as a worker sees them: claiming, and what became of a claim."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select, update
from sqlalchemy.sql.dml import ReturningUpdate

from engine.jobs.jobs import LEASE, Claim, JobKind
from engine.kernel.ids import JobId
from engine.storage.database import Database
from engine.storage.repositories.waiting.jobs import FRESH, TRIED, due
from engine.storage.tables.waiting import job as table


class SqlQueue:
    """Jobs of some topics; each call is a transaction of its own."""

    def __init__(
        self, database: Database, topics: Sequence[str] = ("",), lease: timedelta = LEASE
    ) -> None:
        """Work on a store; the topic of what is not work is empty."""
        self._database = database
        self._topics = tuple(topics)
        self._lease = lease

    def claim(self, now: datetime, limit: int) -> Sequence[Claim]:
        """Lend up to `limit` due jobs, longest due first; what was tried before one at a time."""
        if self._database.sqlite and not self._any_due(now):
            return ()  # a look needs no write lock
        rows: list[Row[Any]] = []
        with self._database.writing() as db:
            for topic in self._topics:
                for part, most in ((FRESH, limit - len(rows)), (TRIED, 1)):
                    if most > 0:
                        rows += db.execute(self._lend(topic, part, now, most)).all()
            db.commit()
        return [
            Claim(
                job=JobId(row.id),
                kind=JobKind(row.kind),
                token=row.token,
                attempts=row.attempts,
                retries=row.retries,
            )
            for row in sorted(rows, key=lambda row: (row.attempts, row.due_at or now, row.id))
        ]

    def _lend(
        self, topic: str, part: ColumnElement[bool], now: datetime, limit: int
    ) -> ReturningUpdate[Any]:
        wanted = due(topic, part, now, limit)
        return (
            update(table)
            .where(table.c.id.in_(select(wanted.c.id)))
            .values(
                run_at=now + self._lease,
                token=table.c.token + 1,
                attempts=table.c.attempts + 1,
                retries=table.c.retries - 1,
                worker=None,
            )
            .returning(
                table.c.id, table.c.kind, table.c.token, table.c.attempts, table.c.retries,
                table.c.due_at,
            )
        )  # fmt: skip

    def failed(self, claim: Claim, error: str, retry_at: datetime) -> None:
        """Note why a claimed job could not act, and when to try again."""
        mine = (table.c.id == claim.job, table.c.token == claim.token)
        with self._database.writing() as db:
            db.execute(update(table).where(*mine).values(run_at=retry_at, last_error=error[:2000]))
            db.commit()

    def give_back(self, claims: Sequence[Claim], at: datetime) -> None:
        """Give back what was claimed and not tried."""
        with self._database.writing() as db:
            for claim in claims:
                mine = (table.c.id == claim.job, table.c.token == claim.token)
                db.execute(
                    update(table)
                    .where(*mine)
                    .values(
                        run_at=at,
                        token=table.c.token + 1,
                        attempts=table.c.attempts - 1,
                        retries=table.c.retries + 1,
                    )
                )
            db.commit()

    def next_run(self) -> datetime | None:
        """Return when the next job may run; None when none waits."""
        first = func.min(table.c.run_at, type_=table.c.run_at.type)
        with self._database.reading() as db:
            found = [
                db.execute(select(first).where(table.c.topic == topic, part)).scalar()
                for topic in self._topics
                for part in (FRESH, TRIED)
            ]
        return min((moment for moment in found if moment is not None), default=None)

    def _any_due(self, now: datetime) -> bool:
        first = self.next_run()
        return first is not None and first <= now
