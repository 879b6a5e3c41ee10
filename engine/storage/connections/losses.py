"""What a driver's error means to whoever asked: busy for a moment, gone, or full."""

from __future__ import annotations

import sqlite3
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from engine.kernel.errors import StoreBusy, StoreFull, StoreUnavailable, YekuoError

_BROKEN = frozenset(
    {
        sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_AUTH, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_PROTOCOL,
    }
)  # fmt: skip
_KIND = 0xFF  # what is above says more of the same kind

_FULL = frozenset({"53100"})
_GONE = ("08", "57P")
"""PostgreSQL's classes: connection exceptions, and a server that stops or starts."""


class Losses:
    """Says what an error that came up on a connection means to whoever asked."""

    def __init__(self, driver: Any) -> None:  # noqa: ANN401  a driver's module
        """Know the errors of a driver, which are of its own classes or wrapped by Core."""
        self._lost = (
            driver.IntegrityError,
            driver.OperationalError,
            driver.InterfaceError,
            driver.InternalError,  # psycopg's "got no result", for one
        )

    def meant(self, error: Exception, connection: Connection | None = None) -> Exception:
        """Return the error of ours that an error means; the error itself when it is a mistake.

        What the loss of a connection comes up as need not look like one: Core refuses what is
        asked of it next, and psycopg misses results, or cannot change a setting, with errors made
        for mistakes. So where the connection is gone, the store is.
        """
        if isinstance(error, YekuoError):
            return error
        if connection is not None and not lives(connection):
            return StoreUnavailable(str(error).strip() or type(error).__name__)
        said: object = error
        if isinstance(error, DBAPIError) and error.orig is not None:
            said = error.orig
        # A file that is no store, or a broken one, comes up as the class all others are of.
        lost = isinstance(said, self._lost) or type(said) is sqlite3.DatabaseError
        if not lost or _is_mistake(said) or not isinstance(said, Exception):
            return error
        return meaning(said)


def _is_mistake(said: object) -> bool:
    """Say whether SQLite was asked what it does not understand: for that it has no class."""
    return getattr(said, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR


def lives(connection: Connection) -> bool:
    """Say whether a connection still leads to the store."""
    if connection.invalidated:
        return False
    driver: Any = connection.connection.driver_connection
    return not getattr(driver, "closed", False)


def meaning(error: BaseException) -> YekuoError:
    """Return what an error of a driver means, as an error of ours."""
    said = str(error).strip() or type(error).__name__
    if isinstance(error, sqlite3.Error):
        return _of_sqlite(error, said)
    state = getattr(error, "sqlstate", None)
    if state in _FULL:
        return StoreFull(said)
    # Without a state it is not the server that speaks: it cannot be reached or has hung up.
    if state is None or state.startswith(_GONE):
        return StoreUnavailable(said)
    return StoreBusy(said)


def _of_sqlite(error: sqlite3.Error, said: str) -> YekuoError:
    code = getattr(error, "sqlite_errorcode", None)
    kind = None if code is None else code & _KIND
    if kind == sqlite3.SQLITE_FULL:
        return StoreFull(said)
    return StoreUnavailable(said) if kind in _BROKEN else StoreBusy(said)
