"""Offers are kept in the order of their lists: one tree is written where there were two."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from engine.storage.types import Identity, Instant

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

_KEY = ("kind", "name", "taken", "urgent_at", "case_id", "instance")
_KEPT = """
INSERT INTO offer_kept (kind, name, taken, urgent_at, case_id, instance)
SELECT kind, name, taken, urgent_at, case_id, instance FROM task_candidate
"""


def upgrade() -> None:
    """Bring the tables to this version."""
    op.create_table(
        "offer_kept",
        sa.Column("kind", sa.String(5), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("urgent_at", Instant(timezone=True), nullable=False),
        sa.Column("case_id", Identity, nullable=False),
        sa.Column("instance", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(*_KEY),
        sqlite_with_rowid=False,
    )
    op.execute(_KEPT)
    op.drop_table("task_candidate")
    op.rename_table("offer_kept", "task_candidate")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER INDEX pk_offer_kept RENAME TO pk_task_candidate")
