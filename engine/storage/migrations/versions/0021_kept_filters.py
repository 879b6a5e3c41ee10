"""Filters of lists that people keep under a name."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from engine.storage.types import Identity

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this version."""
    op.create_table(
        "saved_filter",
        sa.Column("id", Identity, primary_key=True),
        sa.Column("station_id", sa.Integer(), nullable=False),
        sa.Column("list", sa.String(16), nullable=False),
        sa.Column("owner", sa.String(64), sa.ForeignKey("person.login"), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("group_name", sa.String(64)),
        sa.UniqueConstraint("owner", "list", "name"),
    )
    op.create_index("ix_saved_filter_group_name_list", "saved_filter", ["group_name", "list"])
