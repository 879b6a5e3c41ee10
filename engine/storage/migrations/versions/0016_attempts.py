"""How often something was tried lately, for all processes of a station."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from engine.storage.types import Moment

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this version."""
    op.create_table(
        "attempt",
        sa.Column("place", sa.String(64), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("until_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("place", name="pk_attempt"),
    )
    op.create_index("ix_attempt_until_at", "attempt", ["until_at"])
