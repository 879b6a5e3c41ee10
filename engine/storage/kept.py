"""What hardly ever changes is read once: who somebody is, the newest of a definition.

A transaction that only looks reads it once. On SQLite those that write keep it from one to the
next, too: they have the store to themselves, and always the same connection. As one begins, SQLite
says whether another connection changed anything since (`data_version`); what this one itself
changes of the tables kept goes by Core, which tells here. So what is kept is what the store would
answer: nobody acts a step longer than they may.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, TextClause
from sqlalchemy.sql.dml import UpdateBase

from engine.storage.tables.definitions import definition
from engine.storage.tables.people import person, person_group, person_role

TABLES = frozenset({person, person_role, person_group, definition})
"""What statements may be kept of. No prepared statement changes them."""

MOST = 2000
"""Answers kept at a time."""

_SEEN, _KEPT = "seen", "kept"

Answers = dict[object, Any]


def look(db: Connection, driver: Any) -> None:  # noqa: ANN401  sqlite3's own type
    """Keep on, or begin anew where the store was changed by others; a transaction has begun."""
    version = driver.execute("PRAGMA data_version").fetchone()
    info = db.info
    answers = info.get(_KEPT)
    if answers is None or info[_SEEN] != version or len(answers) > MOST:
        info[_KEPT], info[_SEEN] = {}, version


@contextmanager
def one_look(db: Connection) -> Iterator[None]:
    """Keep what is read in a transaction that only looks: all of it is of one moment."""
    info = db.info
    info[_KEPT] = {}
    try:
        yield
    finally:
        info.pop(_KEPT, None)


def kept(db: Connection) -> Answers | None:
    """Return the answers that hold in this transaction; None where nothing may be kept."""
    answers: Answers | None = db.info.get(_KEPT)
    return answers


def tell(db: Connection, *call: Any) -> None:  # noqa: ANN401  cursor, SQL, values, context, many
    """Keep nothing more in a transaction in which Core changes what is kept, or may do so."""
    if _KEPT in db.info:
        statement = getattr(call[3].compiled, "statement", None)
        unknown = statement is None or isinstance(statement, TextClause)
        if unknown or (isinstance(statement, UpdateBase) and statement.table in TABLES):
            db.info[_KEPT] = None
