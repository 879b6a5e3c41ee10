"""The tables of stations and their customers."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from engine.storage.tables.metadata import metadata, only
from engine.storage.types import Identity, Moment

station = Table(
    "station",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(200), nullable=False),
    Column("zone", String(64), nullable=False),
)

customer = Table(
    "customer",
    metadata,
    Column("id", Identity, primary_key=True),
    Column("station_id", ForeignKey("station.id"), nullable=False),
    Column("account_no", String(32)),
    Column("name", String(300), nullable=False),
    Column("address", Text),
    Column("industry", String(200)),
    Column("contacts", Text, nullable=False),
    Column("voltage_kv", String(16)),
    Column("capacity_kva", Integer),
    Column("annual_sales_kwh", BigInteger),
    Column("sales_order", BigInteger, nullable=False),
    Column("sources", Integer),
    Column("circuits", Integer),
    Column("importance_grade", String(16)),
    Column("reliability_need", String(16)),
    Column("social_impact", String(16)),
    Column("new_energy", String(16)),
    Column("dedicated_line", String(16)),
    Column("manager", ForeignKey("person.login")),
    Column("tier", String(32)),
    Column("tier_reason", Text),
    Column("tier_since", Moment),
    Column("sales_rank", Integer),
    Column("tier_at_application", String(32)),
    Column("application_reason", Text),
    Column("hand_by", String(64)),
    Column("hand_reason", Text),
    Column("hand_until", Date),
    Column("rule_tier", String(32)),
    Column("rule_reason", Text),
    Column("rule_since", Moment),
    Column("chain_seq", Integer, nullable=False),
    Column("chain_hash", LargeBinary, nullable=False),
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("station_id", "account_no"),
    Index("ix_customer_largest", "sales_order", "id"),
    Index("ix_customer_tier", "tier", "sales_order", "id"),
    Index("ix_customer_manager", "manager", "sales_order", "id"),
    Index("ix_customer_ranked", "sales_rank", **only("sales_rank IS NOT NULL")),
    Index("ix_customer_hand_until", "hand_until", **only("hand_until IS NOT NULL")),
)
"""`sales_order` is what lists are ordered by: the annual sales, -1 while they are unknown. The
chain is that of the customer's history, as a case's is in its row. `hand_by` and what follows say
that a tier was set by hand; `rule_tier` is then what it would be without."""

customer_line = Table(
    "customer_line",
    metadata,
    Column("customer_id", Identity, ForeignKey("customer.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("line", String(200), nullable=False),
    Column("sales_order", BigInteger, nullable=False),
    PrimaryKeyConstraint("customer_id", "position"),
    Index("ix_customer_line_line", "line", "sales_order", "customer_id"),
    sqlite_with_rowid=False,
)
"""The lines that supply a customer, the main one first."""

customer_part = Table(
    "customer_part",
    metadata,
    Column("part", String(2), nullable=False),
    Column("sales_order", BigInteger, nullable=False),
    Column("customer_id", Identity, nullable=False),
    PrimaryKeyConstraint("part", "sales_order", "customer_id"),
    sqlite_with_rowid=False,
)
"""What a customer is found by: every letter and every two letters of its name and account number,
in the order of the list. Chinese has no words with blanks between that an index could hold."""
