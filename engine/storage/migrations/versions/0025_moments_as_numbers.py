"""What waits in a case and what happened to a clock say their moments as whole microseconds.

They were written as FEEL's date and time, which takes longer to write and read than all the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import orjson
import sqlalchemy as sa
from alembic import op

from engine.feel.wire import loads
from engine.storage.packing import pack, unpack
from engine.storage.types import as_micros

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

_PACKED = (("case_", ("id",), "activities", 400), ("clock", ("case_id", "instance"), "events", 48))
"""Table, key, column, and from how many bytes on it is worth packing."""

_AT_ONCE = 1000


def upgrade() -> None:
    """Bring the tables to this version."""
    for name, key, column, worth in _PACKED:
        table = sa.table(name, *map(sa.column, key), sa.column(column, sa.LargeBinary))
        here = [table.c[part] == sa.bindparam(f"of_{part}") for part in key]
        change = sa.update(table).where(*here).values({column: sa.bindparam("packed")})
        for rows in _parts(table, key):
            op.get_bind().execute(
                change,
                [
                    {f"of_{part}": getattr(row, part) for part in key}
                    | {"packed": _numbered(getattr(row, column), worth)}
                    for row in rows
                ],
            )


def _parts(table: sa.TableClause, key: Sequence[str]) -> Iterator[Sequence[sa.Row[Any]]]:
    """Give all rows in the order of their key, some at once."""
    order = [table.c[part] for part in key]
    wanted = sa.select(table).order_by(*order).limit(_AT_ONCE)
    rows = op.get_bind().execute(wanted).all()
    while rows:
        yield rows
        last = sa.tuple_(*(sa.literal(getattr(rows[-1], part)) for part in key))
        rows = op.get_bind().execute(wanted.where(sa.tuple_(*order) > last)).all()


def _numbered(stored: bytes | str, worth: int) -> bytes:
    """Return a column anew; what nobody can read stays. Text stands in clocks of before 0012."""
    packed = stored.encode() if isinstance(stored, str) else bytes(stored)
    try:
        rows = loads(unpack(packed))
    except ValueError:
        return packed
    numbered = [[as_micros(v) if isinstance(v, datetime) else v for v in row] for row in rows]
    return pack(orjson.dumps(numbered), worth)
