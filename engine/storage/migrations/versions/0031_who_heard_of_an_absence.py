"""Substitutes who have heard of what waits; those named before are left alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this version."""
    told = sa.Column("told", sa.Integer(), nullable=False, server_default=sa.text("0"))
    op.add_column("absence_substitute", told)
    op.execute("UPDATE absence_substitute SET told = 1")
