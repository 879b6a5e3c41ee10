"""Statements sent together: PostgreSQL takes a batch and answers all of it in one round trip.

A transaction that changes something begins together with what will surely be read first (`begin`),
and commits together with what it writes (`together`, `finish`). Inside a batch only prepared
statements may run: Core reads each answer at once, so a batch that is left open ends where Core
comes, and inside one Core is refused (`leave_for_core`). SQLite, with no way to go, does each at
once, and refuses Core all the same: what would fail on PostgreSQL alone is found on both.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from typing import Any

from sqlalchemy import Connection

_OPEN, _INSIDE, _AHEAD = "batch", "inside batch", "read ahead"

Answer = tuple[object, list[Any]]
"""What a question is known by when it is asked, and its rows."""

Send = Callable[[Connection], Callable[[], Answer]]
"""Sends a question; returns how to take its answer once it is there."""


class CoreInBatch(RuntimeError):
    """A statement of Core's inside `together`, where only prepared ones may run."""

    def __init__(self, statement: str) -> None:
        """Remember the statement."""
        super().__init__(f"only prepared statements may run together, not: {statement[:200]}")


def begin(db: Connection, questions: Sequence[Send]) -> None:
    """Begin a transaction on PostgreSQL and read what it will ask first."""
    driver = _driver(db)
    if not questions:
        driver.execute("BEGIN")
        return
    try:
        with driver.pipeline():
            driver.execute("BEGIN")
            sent = [send(db) for send in questions]
    except BaseException:
        with suppress(Exception):  # what went wrong is being raised already
            driver.rollback()
        raise
    db.info[_AHEAD] = dict(take() for take in sent)


def ahead(db: Connection, question: object) -> list[Any] | None:
    """Return the rows of a question that was asked ahead, once."""
    read: dict[object, list[Any]] | None = db.info.get(_AHEAD)
    return read.pop(question, None) if read else None


def together(db: Connection) -> AbstractContextManager[None]:
    """Let statements wait for their answers until one is asked for, or the transaction ends.

    What one of them raises is raised there at the latest.
    """
    return _Together(db)


class _Together:
    """The block itself; one inside another is part of it. A class: each step makes one."""

    __slots__ = ("_db", "_outer")

    def __init__(self, db: Connection) -> None:
        self._db = db

    def __enter__(self) -> None:
        db, info = self._db, self._db.info
        self._outer = info.get(_INSIDE, False)
        if _OPEN not in info and db.dialect.name != "sqlite":
            batch = _driver(db).pipeline()
            info[_OPEN] = batch, batch.__enter__()
        info[_INSIDE] = True

    def __exit__(self, *_error: object) -> None:
        self._db.info[_INSIDE] = self._outer


def in_batch(db: Connection) -> bool:
    """Say whether answers are waited for later."""
    return _OPEN in db.info


def settle(db: Connection) -> None:
    """Wait for the answers to what was sent."""
    if _OPEN in db.info:
        db.info[_OPEN][1].sync()


def finish(db: Connection) -> None:
    """Commit with the batch that is open, if one is."""
    if _OPEN in db.info:
        _driver(db).execute("COMMIT")
        leave(db)


def leave(db: Connection) -> None:
    """End the batch that is open, if one is. Raises what a statement of it raised."""
    batch = db.info.pop(_OPEN, None)
    if batch is not None:
        batch[0].__exit__(None, None, None)


def leave_for_core(db: Connection, statement: str) -> None:
    """End a batch left open before a statement of Core's runs. Raises CoreInBatch inside one."""
    if db.info.get(_INSIDE):
        raise CoreInBatch(statement)
    if _OPEN in db.info:
        leave(db)


def forget(db: Connection) -> None:
    """Leave nothing behind on a connection that others will use."""
    if not db.closed and not db.invalidated and db.info:
        with suppress(Exception):  # what went wrong is being raised already
            leave(db)
        for left in (_INSIDE, _AHEAD):
            db.info.pop(left, None)


def _driver(db: Connection) -> Any:  # noqa: ANN401  psycopg's own type
    return db.connection.driver_connection
