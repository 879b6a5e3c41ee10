"""The tables of stations and their customers."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text, UniqueConstraint

from engine.storage.tables.metadata import metadata
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
    Column("contact", String(200)),
    Column("phone", String(64)),
    Column("voltage_kv", String(16)),
    Column("line", String(200)),
    Column("manager", ForeignKey("person.login")),
    Column("tier_at_application", String(32)),
    Column("tier_reason", Text),
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("station_id", "account_no"),
)
