"""A task that a case was sent back to carries a note, and who wrote it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add both columns; tasks that are there have no note."""
    op.add_column("task", sa.Column("note", sa.Text))
    op.add_column("task", sa.Column("note_by", sa.String(64)))
