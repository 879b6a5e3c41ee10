"""What a driver's error means to whoever asked: busy for a moment, gone, or full."""

from __future__ import annotations

import sqlite3

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
