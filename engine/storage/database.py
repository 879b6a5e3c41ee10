"""Opens a database as we need it: SQLite durable and with one writer, or PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import IntegrityError, OperationalError

from engine.kernel.errors import StoreBusy
from engine.storage.lock import FairLock

_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000")


class Database:
    """One store, its connections and its write lock."""

    def __init__(self, url: str) -> None:
        """Open a store by its SQLAlchemy address; `sqlite:///PATH` makes the file."""
        self.url = url
        self.sqlite = url.startswith("sqlite")
        self.engine = self._open(url)
        self._held: Connection | None = None
        driver = self.engine.dialect.loaded_dbapi
        self._lost = (driver.IntegrityError, driver.OperationalError)
        self._writers: AbstractContextManager[None] = FairLock() if self.sqlite else nullcontext()

    def _open(self, url: str) -> Engine:
        if not self.sqlite:
            return create_engine(url, pool_size=10, pool_pre_ping=True)
        engine = create_engine(url, connect_args={"timeout": 30, "check_same_thread": False})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine

    def migrate(self, version: str = "head") -> None:
        """Bring the tables up to a version, the newest if none is named."""
        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
        with self.engine.connect().execution_options(write=True) as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, version)
            connection.commit()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a transaction that writes; the caller commits, leaving without it rolls back.

        Raises StoreBusy when another process holds the store, or entered the same key first.
        """
        try:
            with self._writers, self._writer() as connection, closing(connection.begin()):
                yield connection
        except (IntegrityError, OperationalError) as error:
            raise StoreBusy(str(error.orig)) from error
        except self._lost as error:
            raise StoreBusy(str(error)) from error

    @contextmanager
    def _writer(self) -> Iterator[Connection]:
        """Give a connection to write with; on SQLite it is always the same one, kept open."""
        if self._held is None:
            opened = self.engine.connect().execution_options(write=True)
            if not self.sqlite:
                with opened:
                    yield opened
                return
            self._held = opened
        try:
            yield self._held
        finally:
            if self._held.in_transaction():  # it could not even be rolled back
                self._held.invalidate()
                self._held.close()
                self._held = None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a transaction that only reads: one consistent picture, in nobody's way.

        SQLite keeps to what stood at the first look by itself; PostgreSQL has to be told.
        """
        with self.engine.connect() as connection:
            if not self.sqlite:
                connection.execution_options(isolation_level="REPEATABLE READ")
            connection.begin()
            yield connection

    def settle(self) -> None:
        """Bring everything into the one file of an SQLite store, so that it can be moved."""
        if self.sqlite:
            with self.engine.connect() as connection:
                raw = connection.connection.driver_connection
                if raw is not None:
                    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close every connection."""
        with self._writers:
            if self._held is not None:
                self._held.close()
                self._held = None
        self.engine.dispose()


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401  a driver's own type
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    write = connection.get_execution_options().get("write", False)
    driver: Any = connection.connection.driver_connection
    driver.execute("BEGIN IMMEDIATE" if write else "BEGIN")
