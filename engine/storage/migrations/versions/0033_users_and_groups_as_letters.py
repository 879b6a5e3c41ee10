"""Whether a user or a group is named takes one letter: it stands before every name."""

from __future__ import annotations

from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this version."""
    for table in ("task_candidate", "involved"):
        for word in ("user", "group"):
            op.execute(f"UPDATE {table} SET kind = '{word[0]}' WHERE kind = '{word}'")  # noqa: S608
