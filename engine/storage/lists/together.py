"""What the sources of a list give, put together."""

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
    union,
)


def together(parts: Sequence[Select[Any]]) -> Select[Any] | CompoundSelect[Any]:
    """Put sources together, each row once."""
    if len(parts) == 1:
        return parts[0]
    return union(*(select(part.subquery()) for part in parts))


def there_is(of: FromClause, *where: ColumnElement[bool]) -> Exists:
    """Return the condition that a row beside that of `of` exists, looked up for each row.

    The offset keeps PostgreSQL from reading all rows that could be meant at once: with a group's
    hundred thousand that took 60 ms where forty were asked for.
    """
    return select(literal(1)).where(*where).correlate(of).offset(0).exists()
