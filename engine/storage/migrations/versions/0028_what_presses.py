"""Limits that have passed, clocks that stand still and stages of open cases are ranges of indexes.

What a case does not have (a business key, a number, a customer) no longer stands in an index.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this version."""
    for name, columns, condition in (
        ("ix_case__business_key", ["business_key"], "business_key IS NOT NULL"),
        ("ix_case__account_no", ["account_no"], "account_no IS NOT NULL"),
        ("ix_case__customer_id", ["customer_id", "id"], "customer_id IS NOT NULL"),
    ):
        op.drop_index(name, table_name="case_")
        _index(name, "case_", columns, condition)
    _index("ix_case__stage_id", "case_", ["stage", "id"], "ended_at IS NULL")
    pressing = "stopped_at IS NULL AND (told >= 2 OR state = 'paused')"
    _index("ix_clock_pressing", "clock", ["due_at", "case_id"], pressing)


def _index(name: str, table: str, columns: list[str], condition: str) -> None:
    some = sa.text(condition)
    op.create_index(name, table, columns, sqlite_where=some, postgresql_where=some)
