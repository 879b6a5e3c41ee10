"""Whom a person stands in for is found without walking through the absences that are over."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from engine.storage.types import Moment

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_ENDS = (
    "UPDATE absence_substitute SET end_at ="
    " (SELECT end_at FROM absence WHERE absence.id = absence_substitute.absence_id)"
)


def upgrade() -> None:
    """Bring the tables to this version."""
    op.add_column("absence_substitute", sa.Column("end_at", Moment(), nullable=True))
    op.execute(_ENDS)
    op.drop_index("ix_absence_substitute_login", "absence_substitute")
    with op.batch_alter_table("absence_substitute") as table:
        table.alter_column("end_at", existing_type=Moment(), nullable=False)
    op.create_index("ix_absence_substitute_login_end_at", "absence_substitute", ["login", "end_at"])
