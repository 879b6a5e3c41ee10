"""What the sources of a list give, put together, and where a page begins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Exists,
    FromClause,
    Select,
    literal,
    select,
    tuple_,
    union,
)


def together(parts: Sequence[Select[Any]]) -> Select[Any] | CompoundSelect[Any]:
    """Put sources together, each row once."""
    if len(parts) == 1:
        return parts[0]
    return union(*(select(part.subquery()) for part in parts))


def behind(
    order: Sequence[ColumnElement[Any]], place: Sequence[Any], *, down: bool
) -> ColumnElement[bool]:
    """Return the condition by which a row stands behind a place in an order; `down` backwards."""
    here = tuple_(*(literal(v, c.type) for v, c in zip(place, order, strict=True)))
    return tuple_(*order) < here if down else tuple_(*order) > here


def there_is(of: FromClause, *where: ColumnElement[bool]) -> Exists:
    """Return the condition that a row beside that of `of` exists, looked up for each row.

    The offset keeps PostgreSQL from reading all rows that could be meant at once: with a group's
    hundred thousand that took 60 ms where forty were asked for.
    """
    return select(literal(1)).where(*where).correlate(of).offset(0).exists()
