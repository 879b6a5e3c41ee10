"""Opens a database as we need it: SQLite durable and with one writer, or PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from psycopg.pq import TransactionStatus
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import IntegrityError, InterfaceError, InternalError, OperationalError

from engine.kernel.errors import StoreUnavailable, YekuoError
from engine.storage.lock import FairLock
from engine.storage.losses import meaning
from engine.storage.together import Send, begin, forget, leave_for_core

_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000")

_QUESTIONS = "questions"
_KEPT = 5
"""How many connections to write with are kept open; SQLite never has a second one."""


class Database:
    """One store, its connections and its write lock."""

    def __init__(self, url: str) -> None:
        """Open a store by its SQLAlchemy address; `sqlite:///PATH` makes the file."""
        self.url = url
        self.sqlite = url.startswith("sqlite")
        self.engine = self._open(url)
        self._kept: list[Connection] = []
        driver = self.engine.dialect.loaded_dbapi
        self._lost = (
            driver.IntegrityError,
            driver.OperationalError,
            driver.InterfaceError,
            driver.InternalError,  # psycopg's "got no result", for one
        )
        self._writers: AbstractContextManager[None] = FairLock() if self.sqlite else nullcontext()

    def _open(self, url: str) -> Engine:
        if not self.sqlite:
            engine = create_engine(url, pool_size=10, pool_pre_ping=True)
            event.listen(engine, "begin", _begin_postgresql)
            event.listen(engine, "before_cursor_execute", _before_core)
            return engine
        engine = create_engine(url, connect_args={"timeout": 30, "check_same_thread": False})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine

    def migrate(self, version: str = "head") -> None:
        """Bring the tables up to a version, the newest if none is named."""
        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
        with (
            self._told(),
            self.engine.connect().execution_options(write=True) as connection,
        ):
            if not self.sqlite:  # several processes may start at once: one brings them up
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7956875)")
            config.attributes["connection"] = connection
            command.upgrade(config, version)
            connection.commit()

    @contextmanager
    def writing(self, questions: Sequence[Send] = ()) -> Iterator[Connection]:
        """Open a transaction that writes; the caller commits, leaving without it rolls back.

        `questions` are those it will ask first: on PostgreSQL they are asked as it begins.
        Raises StoreBusy when another process holds the store, or entered the same key first;
        StoreUnavailable and StoreFull when it cannot be written to.
        """
        with self._told(), self._writers, self._writer(questions) as connection:
            yield connection

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say what the errors of a driver mean."""
        try:
            yield
        except (IntegrityError, OperationalError, InterfaceError, InternalError) as error:
            raise meaning(error.orig or error) from error
        except self._lost as error:
            raise meaning(error) from error

    @contextmanager
    def _writer(self, questions: Sequence[Send]) -> Iterator[Connection]:
        """Give a connection on which a transaction has begun; leaving it rolls back the rest."""
        connection = self._begun(questions)
        try:
            with _loss_told(connection):
                yield connection
        finally:
            forget(connection)
            # What cannot even be rolled back is not kept; what went wrong before is what matters.
            with suppress(Exception):
                if (transaction := connection.get_transaction()) is not None:
                    transaction.close()
            self._keep(connection)

    def _begun(self, questions: Sequence[Send]) -> Connection:
        """Begin on a connection kept open from earlier; on a new one if there is none that lives.

        Where one was lost meanwhile the others may be too: nothing was done yet, so it is begun
        again.
        """
        while True:
            try:
                connection, was_kept = self._kept.pop(), True
            except IndexError:
                connection, was_kept = self._opened(), False
            connection.info[_QUESTIONS] = questions
            try:
                with _loss_told(connection), self._told():
                    connection.begin()
            except Exception as error:
                _drop(connection)
                if not was_kept or not isinstance(error, StoreUnavailable):
                    raise
            else:
                return connection

    def _opened(self) -> Connection:
        connection = self.engine.connect().execution_options(write=True)
        if self.sqlite:
            return connection
        return connection.execution_options(isolation_level="AUTOCOMMIT")  # we say BEGIN ourselves

    def _keep(self, connection: Connection) -> None:
        if connection.closed:
            return
        if connection.in_transaction() or not _is_whole(connection):
            _drop(connection)
        elif len(self._kept) < _KEPT:
            self._kept.append(connection)
        else:
            connection.close()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a transaction that only reads: one consistent picture, in nobody's way.

        SQLite keeps to what stood at the first look by itself; PostgreSQL has to be told. Raises
        StoreBusy and StoreUnavailable.
        """
        with self._told(), self.engine.connect() as connection:
            try:
                with _loss_told(connection):
                    if not self.sqlite:
                        connection.execution_options(isolation_level="REPEATABLE READ")
                    connection.begin()
                    yield connection
            finally:
                if not _lives(connection):
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
        with self._writers:
            while self._kept:
                self._kept.pop().close()
        self.engine.dispose()


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401  a driver's own type
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_postgresql(connection: Connection) -> None:
    driver: Any = connection.connection.driver_connection
    if driver.autocommit:
        begin(connection, connection.info.pop(_QUESTIONS, ()))


def _before_core(connection: Connection, *_statement: object) -> None:
    leave_for_core(connection)


def _begin_sqlite(connection: Connection) -> None:
    write = connection.get_execution_options().get("write", False)
    driver: Any = connection.connection.driver_connection
    driver.execute("BEGIN IMMEDIATE" if write else "BEGIN")


@contextmanager
def _loss_told(connection: Connection) -> Iterator[None]:
    """Say that the store is gone, whatever the loss of its connection came up as.

    What a lost connection comes up as need not look like a loss: Core refuses what is asked of it
    next, and psycopg misses results, or cannot change a setting, with errors made for mistakes.
    """
    try:
        yield
    except YekuoError:
        raise
    except Exception as error:
        if _lives(connection):
            raise
        raise StoreUnavailable(str(error).strip() or type(error).__name__) from error


def _lives(connection: Connection) -> bool:
    if connection.invalidated:
        return False
    driver: Any = connection.connection.driver_connection
    return not getattr(driver, "closed", False)


def _is_whole(connection: Connection) -> bool:
    """Say whether others can use a connection: a batch that was lost may never be left."""
    if not _lives(connection):
        return False
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "sqlite":
        return True
    told = driver.info
    return not told.pipeline_status and told.transaction_status == TransactionStatus.IDLE


def _drop(connection: Connection) -> None:
    """Close a connection that nobody can use."""
    with suppress(Exception):
        connection.invalidate()
    with suppress(Exception):
        connection.close()
