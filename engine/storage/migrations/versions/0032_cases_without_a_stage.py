"""A case that is in no stage stands in no index of stages."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this version."""
    op.drop_index("ix_case__stage_id", table_name="case_")
    some = sa.text("stage IS NOT NULL AND ended_at IS NULL")
    op.create_index(
        "ix_case__stage_id", "case_", ["stage", "id"], sqlite_where=some, postgresql_where=some
    )
