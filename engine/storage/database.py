"""Opens a database as we need it: SQLite durable and with one writer, or PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event

from engine.kernel.errors import StoreUnavailable
from engine.storage.connections.lock import FairLock
from engine.storage.connections.losses import Losses, lives
from engine.storage.connections.together import Send, begin, leave_for_core
from engine.storage.connections.writing import QUESTIONS, Connections, Writing
from engine.storage.kept import one_look, tell

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000")
"""How every connection to an SQLite store is opened: what is committed is on the disk."""


class Database:
    """One store, its connections and its write lock."""

    def __init__(self, url: str) -> None:
        """Open a store by its SQLAlchemy address; `sqlite:///PATH` makes the file."""
        self.url = url
        self.sqlite = url.startswith("sqlite")
        self.engine = self._open(url)
        self._losses = Losses(self.engine.dialect.loaded_dbapi)
        self._connections = Connections(self.engine, self._losses)
        self._turns: AbstractContextManager[None] = FairLock() if self.sqlite else nullcontext()

    def _open(self, url: str) -> Engine:
        if not self.sqlite:
            engine = create_engine(url, pool_size=10, pool_pre_ping=True)
            event.listen(engine, "connect", _prepare_postgresql)
            event.listen(engine, "begin", _begin_postgresql)
            event.listen(engine, "before_cursor_execute", _before_core)
            return engine
        engine = create_engine(url, connect_args={"timeout": 30, "check_same_thread": False})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        event.listen(engine, "before_cursor_execute", _before_core)
        event.listen(engine, "before_cursor_execute", tell)
        return engine

    def migrate(self, version: str = "head") -> None:
        """Bring the tables up to a version, the newest if none is named.

        A store that is there already is only read: who opens it waits for nobody who writes.
        Raises StoreUnavailable, also for the store of a newer program.
        """
        stands_at = self._stands_at()
        if version == "head" and stands_at == newest():
            return
        if stands_at is not None and stands_at not in known():
            said = f"its tables (version {stands_at}) were made by a newer yekuo than this one"
            raise StoreUnavailable(said)
        config = _migrations()
        with (
            self._told(),
            self.engine.connect().execution_options(write=True) as connection,
        ):
            if not self.sqlite:  # several processes may start at once: one brings them up
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7956875)")
            config.attributes["connection"] = connection
            command.upgrade(config, version)
            connection.commit()

    def is_there(self) -> bool:
        """Tell whether a station was ever entered here; makes no file. Raises StoreUnavailable."""
        file = self.engine.url.database if self.sqlite else None
        if file is not None and not Path(file).is_file():
            return False
        return self._stands_at() is not None

    def _stands_at(self) -> str | None:
        """Return the version of the tables, None for a store without any."""
        with self._told(), self.engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()

    def writing(self, questions: Sequence[Send] = ()) -> AbstractContextManager[Connection]:
        """Open a transaction that writes; the caller commits (`writing.commit`);
        leaving without it rolls back.

        `questions` are those it will ask first: on PostgreSQL they are asked as it begins.
        Raises StoreBusy when another process holds the store, or entered the same key first;
        StoreUnavailable and StoreFull when it cannot be written to.
        """
        return Writing(self._connections, self._turns, questions)

    @contextmanager
    def _told(self, connection: Connection | None = None) -> Iterator[None]:
        """Say what the errors of a driver mean."""
        try:
            yield
        except Exception as error:
            meant = self._losses.meant(error, connection)
            if meant is error:
                raise
            raise meant from error

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a transaction that only reads: one consistent picture, in nobody's way.

        SQLite keeps to what stood at the first look by itself; PostgreSQL has to be told. Raises
        StoreBusy and StoreUnavailable.
        """
        with self._told(), self.engine.connect() as connection:
            try:
                with self._told(connection):
                    if not self.sqlite:
                        connection.execution_options(isolation_level="REPEATABLE READ")
                    connection.begin()
                    with one_look(connection):
                        yield connection
            finally:
                if not lives(connection):
                    connection.invalidate()  # it cannot be made as it was, and is not pooled

    def settle(self) -> None:
        """Bring everything into the one file of an SQLite store, so that it can be moved."""
        if self.sqlite:
            with self.engine.connect() as connection:
                raw = connection.connection.driver_connection
                if raw is not None:
                    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close every connection."""
        with self._turns:
            self._connections.close()
        self.engine.dispose()


@cache
def newest() -> str | None:
    """Return the version of the tables that this program knows as the newest."""
    return ScriptDirectory.from_config(_migrations()).get_current_head()


@cache
def known() -> frozenset[str]:
    """Return every version of the tables that this program knows."""
    steps = ScriptDirectory.from_config(_migrations()).walk_revisions()
    return frozenset(step.revision for step in steps)


def _migrations() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401  a driver's own type
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _prepare_postgresql(connection: Any, _record: object) -> None:  # noqa: ANN401  a driver's own type
    # What we ask reads few rows: compiling it takes longer (50 ms seen at a search) than doing it.
    connection.execute("SET jit = off")
    connection.commit()


def _begin_postgresql(connection: Connection) -> None:
    driver: Any = connection.connection.driver_connection
    if driver.autocommit:
        begin(connection, connection.info.pop(QUESTIONS, ()))


def _before_core(connection: Connection, _cursor: object, statement: str, *_more: object) -> None:
    leave_for_core(connection, statement)


def _begin_sqlite(connection: Connection) -> None:
    driver: Any = connection.connection.driver_connection
    if not driver.in_transaction:  # what writes has begun already, before Core comes to it
        write = connection.get_execution_options().get("write", False)
        driver.execute("BEGIN IMMEDIATE" if write else "BEGIN")
