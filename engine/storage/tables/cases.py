"""The tables of cases, their time limits and their history."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
    text,
)

from engine.storage.tables.metadata import metadata, only
from engine.storage.types import Identity, Instant, Moment

case = Table(
    "case_",
    metadata,
    Column("id", Identity, primary_key=True),
    Column("station_id", ForeignKey("station.id"), nullable=False),
    Column("request", String(64)),
    Column("number", String(32)),
    Column("business_key", String(200)),
    Column("definition_id", ForeignKey("definition.id"), nullable=False),
    Column("process", String(200), nullable=False),
    Column("stage", String(16)),
    Column("customer_id", ForeignKey("customer.id")),
    Column("customer_name", String(300), nullable=False),
    Column("account_no", String(32)),
    Column("manager", String(64)),
    Column("state", String(16), nullable=False),
    Column("outcome", String(200)),
    Column("version", Integer, nullable=False),
    Column("tokens", LargeBinary, nullable=False),
    Column("variables", LargeBinary, nullable=False),
    Column("activities", LargeBinary, nullable=False),
    Column("chain_seq", Integer, nullable=False),
    Column("chain_hash", LargeBinary, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("ended_at", Moment),
    UniqueConstraint("station_id", "number"),
    UniqueConstraint("station_id", "request"),
    Index("ix_case__customer_id", "customer_id", "id", **only("customer_id IS NOT NULL")),
    Index("ix_case__state_id", "state", "id"),
    Index("ix_case__manager_state_id", "manager", "state", "id"),
    Index("ix_case__customer_name_id", "customer_name", "id"),
    Index("ix_case__business_key", "business_key", **only("business_key IS NOT NULL")),
    Index("ix_case__account_no", "account_no", **only("account_no IS NOT NULL")),
    Index("ix_case__stage_id", "stage", "id", **only("stage IS NOT NULL AND ended_at IS NULL")),
)

clock = Table(
    "clock",
    metadata,
    Column("case_id", ForeignKey("case_.id"), nullable=False),
    Column("instance", Integer, nullable=False),
    Column("station_id", Integer, nullable=False),
    Column("checkpoint", String(64), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("element", String(200), nullable=False),
    Column("definition_id", Identity, nullable=False),
    Column("limits", LargeBinary, nullable=False),
    Column("events", LargeBinary, nullable=False),
    Column("state", String(12), nullable=False),
    Column("due_at", Instant),
    Column("original_due_at", Instant),
    Column("started_at", Instant, nullable=False),
    Column("stopped_at", Instant),
    Column("alarm_at", Instant),
    Column("told", Integer, nullable=False, server_default=text("0")),
    PrimaryKeyConstraint("case_id", "instance"),
    Index("ix_clock_stopped_at", "stopped_at", **only("stopped_at IS NOT NULL")),
    Index("ix_clock_alarm_at", "alarm_at", **only("alarm_at IS NOT NULL")),
    Index(
        "ix_clock_pressing",
        "due_at",
        "case_id",
        **only("stopped_at IS NULL AND (told >= 2 OR state = 'paused')"),
    ),
    sqlite_with_rowid=False,
)
"""`alarm_at` is when it next has something to tell people, `told` what it has told already; a step
sets the first and does not know the second. Of clocks that run, those whose limit has passed are
in one index (they told so, 2 is `Said.OVERDUE`) with those that stand still and have no due date;
those that have more to tell are in another. A step in time enters nothing into the first.
"""

history = Table(
    "history",
    metadata,
    Column("case_id", Identity, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("station_id", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("actor", String(64)),
    Column("events", LargeBinary, nullable=False),
    Column("marks", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    PrimaryKeyConstraint("case_id", "seq"),
    sqlite_with_rowid=False,
)
"""One row for all that one command did to a case; `seq` counts events. Case 0 is the station itself
(deployments and the like), below it are the customers, each by its key. No key points here: history
outlives.
"""
