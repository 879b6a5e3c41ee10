"""Who has taken the tour of the pages, or did not want it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this version."""
    op.add_column(
        "person",
        sa.Column("tour_done", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
