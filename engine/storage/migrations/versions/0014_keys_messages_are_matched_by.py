"""What a message finds its case by: a business key, and the account number by index.

Of an event that happens again and again `first_instance` is the instance that waited first.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this version."""
    op.add_column("case_", sa.Column("business_key", sa.String(length=200)))
    op.add_column("subscription", sa.Column("first_instance", sa.Integer()))
    op.drop_index("ix_subscription_kind_name", "subscription")
    op.create_index(
        "ix_subscription_kind_name_case_id", "subscription", ["kind", "name", "case_id"]
    )
    op.create_index("ix_case__business_key", "case_", ["business_key"])
    op.create_index("ix_case__account_no", "case_", ["account_no"])
