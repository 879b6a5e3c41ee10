"""Jobs of any kind: of no case, with a topic, with retries of their own.

A job that had used up its five claims gets them back: tried again, it becomes an incident that a
person sees.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_INDEXES = (("ix_job_fresh", "attempts = 0"), ("ix_job_tried", "attempts > 0"))


def upgrade() -> None:
    """Bring the tables to this version."""
    with op.batch_alter_table("job") as table:
        table.drop_index("ix_job_run_at")
        table.alter_column("case_id", existing_type=_KEY, nullable=True)
        table.alter_column("element_instance", existing_type=sa.Integer(), nullable=True)
        table.add_column(sa.Column("topic", sa.String(200), nullable=True))
        table.add_column(sa.Column("worker", sa.String(200), nullable=True))
        table.add_column(sa.Column("retries", sa.Integer(), nullable=True))
    op.execute("UPDATE job SET attempts = 0 WHERE attempts >= 5")
    op.execute("UPDATE job SET topic = '', retries = 5 - attempts")
    with op.batch_alter_table("job") as table:
        table.alter_column("topic", existing_type=sa.String(200), nullable=False)
        table.alter_column("retries", existing_type=sa.Integer(), nullable=False)
    for name, where in _INDEXES:
        condition = sa.text(where)
        op.create_index(
            name, "job", ["topic", "run_at"], sqlite_where=condition, postgresql_where=condition
        )
