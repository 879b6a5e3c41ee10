"""The index of done tasks holds done tasks alone: one that is offered leaves it as it is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this version."""
    op.drop_index("ix_task_done", table_name="task")
    done = sa.text("closed_by IS NOT NULL")
    columns = ["closed_by", "closed_at", "case_id", "instance"]
    op.create_index("ix_task_done", "task", columns, sqlite_where=done, postgresql_where=done)
