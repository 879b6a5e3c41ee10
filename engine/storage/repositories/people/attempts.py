"""Counts of attempts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from engine.identity.attempts.records import Attempts
from engine.storage.tables.people import attempt as table


class SqlAttempts:
    """Counts inside a transaction."""

    def __init__(self, connection: Connection) -> None:
        """Work on an open transaction."""
        self._db = connection

    def add(self, place: str, amount: int, now: datetime, until: datetime) -> Attempts:
        """Count some more; a new span, to `until`, begins when none runs."""
        more = (
            update(table)
            .where(table.c.place == place, table.c.until_at > now)
            .values(tries=table.c.tries + amount)
        )
        if self._db.execute(more).rowcount == 0:
            self.forget(place)
            row = {"place": place, "tries": amount, "until_at": until}
            self._db.execute(insert(table).values(row))
        return self.seen(place, now) or Attempts(count=amount, until=until)

    def seen(self, place: str, now: datetime) -> Attempts | None:
        """Return the count of the span that runs."""
        wanted = select(table).where(table.c.place == place, table.c.until_at > now)
        row = self._db.execute(wanted).first()
        return Attempts(count=row.tries, until=row.until_at) if row is not None else None

    def forget(self, place: str) -> None:
        """Count from nothing again."""
        self._db.execute(delete(table).where(table.c.place == place))

    def forget_over(self, now: datetime) -> None:
        """Let go of every span that is over."""
        self._db.execute(delete(table).where(table.c.until_at <= now))
