"""Tasks and clocks take less room.

On SQLite their moments are whole microseconds, 8 bytes instead of 26. The limits pinned on a clock
and what happened to it are bytes, deflated where that pays.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_MOMENTS = {
    "task": ("due_at", "follow_up_at", "urgent_at", "created_at", "closed_at"),
    "task_candidate": ("urgent_at",),
    "clock": ("due_at", "original_due_at", "started_at", "stopped_at"),
}
_BYTES = ("limits", "events")


def upgrade() -> None:
    """Bring the tables to this version."""
    if op.get_bind().dialect.name == "sqlite":
        _shrink_on_sqlite()
        return
    for column in _BYTES:
        op.execute(
            f"ALTER TABLE clock ALTER COLUMN {column} TYPE bytea USING convert_to({column}, 'UTF8')"
        )


def _shrink_on_sqlite() -> None:
    for table, moments in _MOMENTS.items():
        micros = {
            column: sa.text(
                f"CAST(strftime('%s', substr({column}, 1, 19)) AS INTEGER) * 1000000"
                f" + CAST(substr({column} || '000000', 21, 6) AS INTEGER)"
            )
            for column in moments
        }
        op.execute(sa.update(sa.table(table, *map(sa.column, moments))).values(micros))
        with op.batch_alter_table(
            table, recreate="always", table_kwargs={"sqlite_with_rowid": False}
        ) as changed:
            for column in moments:
                changed.alter_column(column, type_=sa.BigInteger())
            for column in _BYTES if table == "clock" else ():
                changed.alter_column(column, type_=sa.LargeBinary())
