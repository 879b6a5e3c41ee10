"""The register of customers: what a station knows of them, found and listed by indexes.

Each customer gets a chain of history of its own. A case's customer and the order of its cases are
one index.
"""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

from engine.storage.types import Identity, Moment

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_GENESIS = bytes(32)
_NEW: tuple[sa.Column[Any], ...] = (
    sa.Column("industry", sa.String(200)),
    sa.Column("contacts", sa.Text(), nullable=False, server_default="[]"),
    sa.Column("capacity_kva", sa.Integer()),
    sa.Column("annual_sales_kwh", sa.BigInteger()),
    sa.Column("sales_order", sa.BigInteger(), nullable=False, server_default="-1"),
    sa.Column("sources", sa.Integer()),
    sa.Column("circuits", sa.Integer()),
    sa.Column("importance_grade", sa.String(16)),
    sa.Column("reliability_need", sa.String(16)),
    sa.Column("social_impact", sa.String(16)),
    sa.Column("new_energy", sa.String(16)),
    sa.Column("dedicated_line", sa.String(16)),
    sa.Column("tier", sa.String(32)),
    sa.Column("tier_since", Moment(timezone=True)),
    sa.Column("sales_rank", sa.Integer()),
    sa.Column("application_reason", sa.Text()),
    sa.Column("chain_seq", sa.Integer(), nullable=False, server_default="0"),
)


def upgrade() -> None:
    """Bring the tables to this version."""
    for column in _NEW:
        op.add_column("customer", column)
    genesis = "X'" + _GENESIS.hex() + "'"
    if op.get_bind().dialect.name == "postgresql":
        genesis = "'\\x" + _GENESIS.hex() + "'"
    head = sa.Column(
        "chain_hash", sa.LargeBinary(), nullable=False, server_default=sa.text(genesis)
    )
    op.add_column("customer", head)
    _make_lists()
    _carry_over()
    for gone in ("contact", "phone", "line"):
        op.drop_column("customer", gone)
    _index()


def _make_lists() -> None:
    op.create_table(
        "customer_line",
        sa.Column("customer_id", Identity, sa.ForeignKey("customer.id"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("line", sa.String(200), nullable=False),
        sa.Column("sales_order", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("customer_id", "position"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "customer_part",
        sa.Column("part", sa.String(2), nullable=False),
        sa.Column("sales_order", sa.BigInteger(), nullable=False),
        sa.Column("customer_id", Identity, nullable=False),
        sa.PrimaryKeyConstraint("part", "sales_order", "customer_id"),
        sqlite_with_rowid=False,
    )


def _carry_over() -> None:
    db = op.get_bind()
    known = "SELECT id, name, account_no, contact, phone, line, tier_at_application, tier_reason"
    for row in db.execute(sa.text(f"{known} FROM customer ORDER BY id")).all():
        _carry(db, row)


def _carry(db: sa.Connection, row: sa.Row[Any]) -> None:
    contact = {"name": row.contact or row.phone, "phone": row.phone}
    told = [{name: value for name, value in contact.items() if value}] if contact["name"] else []
    db.execute(
        sa.text(
            "UPDATE customer SET contacts = :contacts, tier = tier_at_application,"
            " application_reason = tier_reason, tier_since ="
            " CASE WHEN tier_at_application IS NULL THEN NULL ELSE created_at END WHERE id = :id"
        ),
        {"contacts": json.dumps(told, ensure_ascii=False), "id": row.id},
    )
    if row.line:
        db.execute(
            sa.text("INSERT INTO customer_line VALUES (:id, 0, :line, -1)"),
            {"id": row.id, "line": row.line},
        )
    parts = sorted(_parts(row.name) | _parts(row.account_no or ""))
    if parts:
        db.execute(
            sa.text("INSERT INTO customer_part VALUES (:part, -1, :id)"),
            [{"part": part, "id": row.id} for part in parts],
        )


def _parts(text: str) -> set[str]:
    plain = "".join(text.casefold().split())
    return {*plain, *(plain[n : n + 2] for n in range(len(plain) - 1))}


def _index() -> None:
    place = ["sales_order", "id"]
    only = sa.text("sales_rank IS NOT NULL")
    op.create_index("ix_customer_largest", "customer", place)
    op.create_index("ix_customer_tier", "customer", ["tier", *place])
    op.create_index("ix_customer_manager", "customer", ["manager", *place])
    op.create_index(
        "ix_customer_ranked", "customer", ["sales_rank"], sqlite_where=only, postgresql_where=only
    )
    op.create_index(
        "ix_customer_line_line", "customer_line", ["line", "sales_order", "customer_id"]
    )
    op.drop_index("ix_case__customer_id", table_name="case_")
    op.create_index("ix_case__customer_id", "case_", ["customer_id", "id"])
