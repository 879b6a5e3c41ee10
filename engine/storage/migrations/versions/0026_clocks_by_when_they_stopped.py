"""What became of the time limits of a month is one range of an index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this version."""
    some = sa.text("stopped_at IS NOT NULL")
    op.create_index(
        "ix_clock_stopped_at", "clock", ["stopped_at"], sqlite_where=some, postgresql_where=some
    )
