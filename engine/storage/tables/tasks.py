"""The tables of human tasks: whom they are offered to, who was involved."""

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
)

from engine.storage.tables.metadata import metadata, only
from engine.storage.types import Identity, Instant


def _open_tasks(name: str, *first: str) -> Index:
    """Return an index of the open tasks alone, most urgent first for each value of `first`.

    The state stands in it too, or SQLite would look it up in every row that is counted.
    """
    listed = " AND ".join(["state = 'open'", *(f"{column} IS NOT NULL" for column in first)])
    return Index(name, *first, "urgent_at", "case_id", "instance", "state", **only(listed))


task = Table(
    "task",
    metadata,
    Column("case_id", ForeignKey("case_.id"), nullable=False),
    Column("instance", Integer, nullable=False),
    Column("station_id", Integer, nullable=False),
    Column("definition_id", Identity, nullable=False),
    Column("process", String(200), nullable=False),
    Column("element", String(200), nullable=False),
    Column("form", String(200)),
    Column("state", String(12), nullable=False),
    Column("assignee", String(64)),
    Column("candidate_users", Text, nullable=False),
    Column("candidate_groups", Text, nullable=False),
    Column("priority", Integer, nullable=False),
    Column("due_at", Instant),
    Column("follow_up_at", Instant),
    Column("clock_instance", Integer),
    Column("urgent_at", Instant, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("closed_at", Instant),
    Column("closed_by", String(64)),
    Column("note", Text),
    Column("note_by", String(64)),
    Column("manager", String(64)),
    PrimaryKeyConstraint("case_id", "instance"),
    _open_tasks("ix_task_mine", "assignee"),
    _open_tasks("ix_task_managed", "manager"),
    _open_tasks("ix_task_open"),
    Index(
        "ix_task_done",
        "closed_by",
        "closed_at",
        "case_id",
        "instance",
        **only("closed_by IS NOT NULL"),
    ),
    sqlite_with_rowid=False,
)
"""`manager` is the case's, said again here so that the open tasks of a manager are one range."""

task_candidate = Table(
    "task_candidate",
    metadata,
    Column("kind", String(5), nullable=False),
    Column("name", String(64), nullable=False),
    Column("taken", Integer, nullable=False),
    Column("urgent_at", Instant, nullable=False),
    Column("case_id", Identity, nullable=False),
    Column("instance", Integer, nullable=False),
    PrimaryKeyConstraint("kind", "name", "taken", "urgent_at", "case_id", "instance"),
    sqlite_with_rowid=False,
)
"""To whom the open tasks are offered, in the order of their lists: one tree and no other index.
`taken` is 1 while somebody has the task. All offers of a task say the same of it.
"""

involved = Table(
    "involved",
    metadata,
    Column("kind", String(5), nullable=False),
    Column("name", String(64), nullable=False),
    Column("case_id", ForeignKey("case_.id"), nullable=False),
    PrimaryKeyConstraint("kind", "name", "case_id"),
    sqlite_with_rowid=False,
)
"""Users who have or had a task of a case, users and groups one was offered to: who may see it."""
