"""The tables of what is deployed."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from engine.storage.tables.metadata import metadata, only
from engine.storage.types import Identity, Moment

deployment = Table(
    "deployment",
    metadata,
    Column("id", Identity, primary_key=True),
    Column("station_id", ForeignKey("station.id"), nullable=False),
    Column("name", String(200), nullable=False),
    Column("deployed_at", Moment, nullable=False),
    Column("deployed_by", String(64), nullable=False),
)

definition = Table(
    "definition",
    metadata,
    Column("id", Identity, primary_key=True),
    Column("station_id", ForeignKey("station.id"), nullable=False),
    Column("deployment_id", ForeignKey("deployment.id"), nullable=False),
    Column("kind", String(8), nullable=False),
    Column("key", String(200), nullable=False),
    Column("version", Integer, nullable=False),
    Column("version_tag", String(64)),
    Column("name", String(300), nullable=False),
    Column("resource", String(300), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("content", LargeBinary, nullable=False),
    UniqueConstraint("station_id", "kind", "key", "version"),
)

start_event = Table(
    "start_event",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("station_id", ForeignKey("station.id"), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("name", String(200), nullable=False),
    Column("definition_id", ForeignKey("definition.id"), nullable=False),
    Column("process", String(200), nullable=False),
    Column("element", String(200), nullable=False),
    Column("timer_kind", String(16)),
    Column("timer", Text),
    Column("times_left", Integer),
    UniqueConstraint("station_id", "process", "element"),
    Index("ix_start_event_name", "station_id", "kind", "name"),
    Index("uq_start_event_message", "station_id", "name", unique=True, **only("kind = 'message'")),
)
"""Of the newest version of each process. A message begins one case, so one start event has it."""
