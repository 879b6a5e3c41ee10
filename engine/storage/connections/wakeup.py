"""Waits until a job is due at once, as PostgreSQL tells by NOTIFY; elsewhere just for a while."""

from __future__ import annotations

import logging
import threading
from typing import Any

from sqlalchemy import Connection, func, select
from sqlalchemy.exc import SQLAlchemyError

from engine.storage.database import Database
from engine.storage.prepared import Prepared

CHANNEL = "yekuo_jobs"
_TELL = Prepared(select(func.pg_notify(CHANNEL, "").label("told")))

log = logging.getLogger(__name__)


def tell_workers(db: Connection) -> None:
    """Wake every waiting worker when this transaction commits; what is due is for them to see."""
    if db.dialect.name == "postgresql":
        _TELL.run_each(db, [{}])


class Wakeups:
    """Listens for what `tell_workers` says. Without a database it is a plain rest."""

    def __init__(self, database: Database) -> None:
        """Listen on a store; nothing is opened before the first wait."""
        self._database = database
        self._held: Connection | None = None
        self._rest = threading.Event()

    def wait(self, seconds: float) -> bool:
        """Return True when told, and False after some seconds in which nobody told anything."""
        if self._database.sqlite:
            return self._rest.wait(seconds)
        try:
            return any(True for _ in self._listening().notifies(timeout=seconds, stop_after=1))
        except (SQLAlchemyError, self._database.engine.dialect.loaded_dbapi.Error) as error:
            log.info("nobody tells of jobs at the moment: %s", error)
            self.close()
            return self._rest.wait(seconds)

    def close(self) -> None:
        """Listen no more."""
        held, self._held = self._held, None
        if held is not None:
            held.invalidate()
            held.close()

    def _listening(self) -> Any:  # noqa: ANN401  a driver's own type
        if self._held is None:
            opened = self._database.engine.connect()
            self._held = opened.execution_options(isolation_level="AUTOCOMMIT")
            # By the driver: a transaction begun by Core would keep what is told from being heard.
            self._driver(self._held).execute(f"LISTEN {CHANNEL}")
        return self._driver(self._held)

    @staticmethod
    def _driver(held: Connection) -> Any:  # noqa: ANN401  a driver's own type
        return held.connection.driver_connection
