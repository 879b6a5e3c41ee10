"""Incidents keep code and data of what the engine says of them, for readers of any language."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this version."""
    op.add_column("incident", sa.Column("why", sa.Text()))
