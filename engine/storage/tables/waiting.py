"""The tables of what waits: for its time, for work, for a message, for people."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from engine.storage.tables.metadata import metadata, only
from engine.storage.types import Identity, Moment

job = Table(
    "job",
    metadata,
    Column("id", Identity, primary_key=True),
    Column("station_id", Integer, nullable=False),
    Column("case_id", ForeignKey("case_.id"), index=True),
    Column("kind", String(16), nullable=False),
    Column("topic", String(200), nullable=False),
    Column("element_instance", Integer),
    Column("due_at", Moment),
    Column("run_at", Moment),
    Column("token", Integer, nullable=False),
    Column("worker", String(200)),
    Column("attempts", Integer, nullable=False),
    Column("retries", Integer, nullable=False),
    Column("last_error", Text),
    Column("payload", Text, nullable=False),
    Index("ix_job_fresh", "topic", "run_at", **only("attempts = 0")),
    Index("ix_job_tried", "topic", "run_at", **only("attempts > 0")),
)
"""`run_at` is empty while a job sleeps or is left for a person. `topic` is empty but for work: what
waits for others is not in the way of what a worker looks for. What was tried is looked for apart,
one at a time: a job that kills its worker must not take others with it."""

incident = Table(
    "incident",
    metadata,
    Column("id", Identity, primary_key=True),
    Column("station_id", Integer, nullable=False),
    Column("case_id", ForeignKey("case_.id")),
    Column("instance", Integer, nullable=False),
    Column("element", String(200), nullable=False),
    Column("definition_id", Identity),
    Column("process", String(200), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("message", Text, nullable=False),
    Column("why", Text),
    Column("since", Moment, nullable=False),
    Column("job_id", Identity, index=True),
    UniqueConstraint("case_id", "instance"),
)

subscription = Table(
    "subscription",
    metadata,
    Column("case_id", ForeignKey("case_.id"), nullable=False),
    Column("instance", Integer, nullable=False),
    Column("kind", String(8), nullable=False),
    Column("name", String(200), nullable=False),
    Column("first_instance", Integer),
    PrimaryKeyConstraint("case_id", "instance"),
    Index("ix_subscription_kind_name_case_id", "kind", "name", "case_id"),
    sqlite_with_rowid=False,
)
"""`first_instance`: of an event that happens again and again, the instance that waited first; empty
when it is this one."""
