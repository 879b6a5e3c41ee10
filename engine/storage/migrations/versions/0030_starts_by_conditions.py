"""Room for the word `conditional` among the kinds of start events."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

_MESSAGES = sa.text("kind = 'message'")


def upgrade() -> None:
    """Bring the tables to this version. SQLite makes the table anew, and its indexes with it."""
    op.drop_index("uq_start_event_message", "start_event")
    op.drop_index("ix_start_event_name", "start_event")
    with op.batch_alter_table("start_event") as table:
        table.alter_column("kind", existing_type=sa.String(8), type_=sa.String(16))
    op.create_index("ix_start_event_name", "start_event", ["station_id", "kind", "name"])
    op.create_index(
        "uq_start_event_message",
        "start_event",
        ["station_id", "name"],
        unique=True,
        sqlite_where=_MESSAGES,
        postgresql_where=_MESSAGES,
    )
