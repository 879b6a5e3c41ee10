"""A customer's tier can be set by hand; what the rules give stands beside it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from engine.storage.types import Moment

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this version."""
    for column in (
        sa.Column("hand_by", sa.String(64)),
        sa.Column("hand_reason", sa.Text()),
        sa.Column("hand_until", sa.Date()),
        sa.Column("rule_tier", sa.String(32)),
        sa.Column("rule_reason", sa.Text()),
        sa.Column("rule_since", Moment(timezone=True)),
    ):
        op.add_column("customer", column)
    some = sa.text("hand_until IS NOT NULL")
    op.create_index(
        "ix_customer_hand_until",
        "customer",
        ["hand_until"],
        sqlite_where=some,
        postgresql_where=some,
    )
