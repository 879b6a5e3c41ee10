"""Statements sent together: PostgreSQL takes a batch and answers all of it in one round trip.

Inside, only prepared statements may run: Core reads each answer at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection

_OPEN = "pipeline"


@contextmanager
def together(db: Connection) -> Iterator[None]:
    """Let statements wait for their answers until one is asked for, or to the end of the block.

    What one of them raises is raised there at the latest. SQLite, with no way to go, does each at
    once.
    """
    if db.dialect.name == "sqlite":
        yield
        return
    driver: Any = db.connection.driver_connection
    with driver.pipeline() as pipeline:
        db.info[_OPEN] = pipeline
        try:
            yield
        finally:
            del db.info[_OPEN]


def settle(db: Connection) -> None:
    """Wait for the answers to what was sent."""
    pipeline = db.info.get(_OPEN)
    if pipeline is not None:
        pipeline.sync()
