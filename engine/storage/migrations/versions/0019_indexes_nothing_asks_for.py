"""Two indexes go that no question uses: each clock that began or stopped was entered in one."""

from __future__ import annotations

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this version."""
    op.drop_index("ix_clock_state_due_at", table_name="clock")
    op.drop_index("ix_customer_manager", table_name="customer")
