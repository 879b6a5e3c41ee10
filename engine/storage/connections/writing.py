"""Transactions that write, and the connections kept open for them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, suppress
from types import TracebackType
from typing import Any

from psycopg.pq import TransactionStatus
from sqlalchemy import Connection, Engine

from engine.kernel.errors import StoreUnavailable
from engine.storage.connections.losses import Losses, lives
from engine.storage.connections.together import Send, finish, forget
from engine.storage.kept import look

QUESTIONS = "questions"
"""Where a connection finds, as it begins, what is to be asked first."""

_KEPT = 5
"""How many connections to write with are kept open; SQLite never has a second one."""


class Connections:
    """Connections to write with: each is used by one transaction at a time and kept for others."""

    def __init__(self, engine: Engine, losses: Losses) -> None:
        """Open them by an engine; `losses` says what went wrong with one."""
        self._engine = engine
        self.losses = losses
        self._sqlite = engine.dialect.name == "sqlite"
        self._kept: list[Connection] = []

    def begun(self, questions: Sequence[Send]) -> Connection:
        """Begin on a connection kept open from earlier; on a new one if there is none that lives.

        Where one was lost meanwhile the others may be too: nothing was done yet, so it is begun
        again. Raises what `Database.writing` does.
        """
        while True:
            try:
                connection, was_kept = self._kept.pop(), True
            except IndexError:
                connection, was_kept = self._opened(), False
            if questions:
                connection.info[QUESTIONS] = questions
            try:
                self._begin(connection)
            except Exception as error:
                meant = self.losses.meant(error, connection)
                _drop(connection)
                if not was_kept or not isinstance(meant, StoreUnavailable):
                    raise meant from error
            else:
                return connection

    def _begin(self, connection: Connection) -> None:
        """Begin; on SQLite without Core, which joins in when it is first used."""
        if self._sqlite:
            driver = _driver(connection)
            driver.execute("BEGIN IMMEDIATE")
            look(connection, driver)
        else:
            connection.begin()

    def _opened(self) -> Connection:
        try:
            connection = self._engine.connect().execution_options(write=True)
        except Exception as error:
            raise self.losses.meant(error) from error
        if self._sqlite:
            return connection
        return connection.execution_options(isolation_level="AUTOCOMMIT")  # we say BEGIN ourselves

    def take_back(self, connection: Connection) -> None:
        """Roll back what was not committed and keep the connection for others."""
        if self._sqlite and _is_at_rest(connection):  # as after every commit
            self._kept.append(connection)
            return
        forget(connection)
        # What cannot even be rolled back is not kept; what went wrong before is what matters.
        with suppress(Exception):
            if (transaction := connection.get_transaction()) is not None:
                transaction.close()
            elif self._sqlite:
                _driver(connection).rollback()
        if connection.closed:
            return
        if connection.in_transaction() or not (lives(connection) and self._is_whole(connection)):
            _drop(connection)
        elif len(self._kept) < _KEPT:
            self._kept.append(connection)
        else:
            connection.close()

    def _is_whole(self, connection: Connection) -> bool:
        """Say whether others can use a connection: a batch that was lost may never be left."""
        driver = _driver(connection)
        if self._sqlite:
            return not driver.in_transaction
        told = driver.info
        return not told.pipeline_status and told.transaction_status == TransactionStatus.IDLE

    def close(self) -> None:
        """Close those that nobody uses."""
        while self._kept:
            self._kept.pop().close()


class Writing:
    """A transaction that writes; leaving it rolls back what was not committed."""

    __slots__ = ("_connection", "_connections", "_questions", "_turn")

    def __init__(
        self,
        connections: Connections,
        turn: AbstractContextManager[None],
        questions: Sequence[Send],
    ) -> None:
        """Write when `turn` lets one; ask `questions` as the transaction begins."""
        self._connections = connections
        self._turn = turn
        self._questions = questions

    def __enter__(self) -> Connection:
        """Begin, when it is one's turn."""
        self._turn.__enter__()
        try:
            self._connection = self._connections.begun(self._questions)
        except BaseException:
            self._turn.__exit__(None, None, None)
            raise
        return self._connection

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Roll back the rest, and say what an error of the driver means."""
        meant = error
        try:
            if isinstance(error, Exception):
                meant = self._connections.losses.meant(error, self._connection)
            self._connections.take_back(self._connection)
        finally:
            self._turn.__exit__(None, None, None)
        if meant is not None and meant is not error:
            raise meant from error


def commit(connection: Connection) -> None:
    """Commit what a transaction of `Writing` did, whether Core took part in it or not."""
    finish(connection)
    if connection.in_transaction():
        connection.commit()
    else:
        _driver(connection).commit()


def _driver(connection: Connection) -> Any:  # noqa: ANN401  the driver's own type
    return connection.connection.dbapi_connection


def _is_at_rest(connection: Connection) -> bool:
    """Say whether neither Core nor SQLite itself has a transaction: Core keeps one that failed."""
    if connection.closed or connection.invalidated or connection.get_transaction() is not None:
        return False
    return not _driver(connection).in_transaction


def _drop(connection: Connection) -> None:
    """Close a connection that nobody can use."""
    with suppress(Exception):
        connection.invalidate()
    with suppress(Exception):
        connection.close()
