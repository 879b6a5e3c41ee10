"""Goes through a list by its index until enough rows are found that a filter lets through.

What one look costs is bounded: after so many rows it stops and says where it would go on. So a
filter that lets one row in ten thousand through neither reads a whole store nor holds anybody up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, literal

Key = tuple[Any, ...]
Chunk = Callable[[Key | None, int], Select[Any]]
"""Selects the rows behind a place, so many of them: their key, and `passed`."""

FIRST = 300
MOST = 4_000
"""Rows looked at for one page, whatever is asked."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Walked:
    """The keys found; `next` is where to go on, None at the end of the list."""

    keys: Sequence[Key]
    next: Key | None
    partial: bool = False


def passed(asked: Sequence[ColumnElement[bool]]) -> ColumnElement[Any]:
    """Return the column that says whether a row is let through."""
    return case((and_(literal(value=True), *asked), 1), else_=0).label("passed")


def walk(
    db: Connection, chunk: Chunk, after: Key | None, limit: int, first: int | None = None
) -> Walked:
    """Return the first `limit` keys behind a place that are let through; `first` rows at first."""
    keys: list[Key] = []
    place, looked, size = after, 0, first or FIRST
    while True:
        rows = db.execute(chunk(place, size)).all()
        for row in rows:
            place, is_let = tuple(row[:-1]), row[-1]
            if not is_let:
                continue
            if len(keys) == limit:
                return Walked(keys=keys, next=keys[-1])
            keys.append(place)
        looked += len(rows)
        if len(rows) < size:
            return Walked(keys=keys, next=None)
        if looked >= MOST:
            return Walked(keys=keys, next=place, partial=len(keys) < limit)
        size = min(4 * size, MOST - looked)


def cut(keys: Sequence[Key], limit: int) -> Walked:
    """Return a page of keys of which one more than a page was asked for."""
    if len(keys) <= limit:
        return Walked(keys=keys, next=None)
    return Walked(keys=keys[:limit], next=keys[limit - 1])
