"""Each list of a person is one range of an index.

Tasks name the manager of their case. Offers say how urgent the task is and whether somebody has it,
and are there for open tasks alone; who may see a case because of tasks it had stands in `involved`.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from engine.storage.types import Identity, Moment

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_GONE = (
    ("task", "ix_task_mine"),
    ("task", "ix_task_open"),
    ("task", "ix_task_done"),
    ("task_candidate", "ix_task_candidate_kind_name"),
    ("case_", "ix_case__manager"),
)
_OPEN_TASKS = {
    "ix_task_mine": ("assignee",),
    "ix_task_managed": ("manager",),
    "ix_task_open": (),
}
_INVOLVED = """
INSERT INTO involved (kind, name, case_id)
SELECT kind, name, case_id FROM task_candidate
UNION SELECT 'user', assignee, case_id FROM task WHERE assignee IS NOT NULL
UNION SELECT 'user', closed_by, case_id FROM task WHERE closed_by IS NOT NULL
"""
_MANAGERS = """
UPDATE task SET manager = (SELECT c.manager FROM case_ c WHERE c.id = task.case_id)
"""
_OPEN_OFFERS = """
INSERT INTO offer_kept (case_id, instance, kind, name, taken, urgent_at)
SELECT o.case_id, o.instance, o.kind, o.name,
       CASE WHEN t.assignee IS NULL THEN 0 ELSE 1 END, t.urgent_at
FROM task_candidate o
JOIN task t ON t.case_id = o.case_id AND t.instance = o.instance
WHERE t.state = 'open'
"""


def upgrade() -> None:
    """Bring the tables to this version."""
    for table, name in _GONE:
        op.drop_index(name, table_name=table)
    op.add_column("task", sa.Column("manager", sa.String(64)))
    op.execute(_MANAGERS)
    _make_involved()
    op.execute(_INVOLVED)
    _make_offers()
    op.execute(_OPEN_OFFERS)
    op.drop_table("task_candidate")
    op.rename_table("offer_kept", "task_candidate")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER INDEX pk_offer_kept RENAME TO pk_task_candidate")
    _index()


def _make_involved() -> None:
    op.create_table(
        "involved",
        sa.Column("kind", sa.String(5), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("case_id", Identity, sa.ForeignKey("case_.id"), nullable=False),
        sa.PrimaryKeyConstraint("kind", "name", "case_id"),
        sqlite_with_rowid=False,
    )


def _make_offers() -> None:
    op.create_table(
        "offer_kept",
        sa.Column("case_id", Identity, nullable=False),
        sa.Column("instance", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(5), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("urgent_at", Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "instance", "kind", "name"),
        sqlite_with_rowid=False,
    )


def _index() -> None:
    place = ["urgent_at", "case_id", "instance"]
    for name, first in _OPEN_TASKS.items():
        parts = ["state = 'open'", *(f"{column} IS NOT NULL" for column in first)]
        only = sa.text(" AND ".join(parts))
        columns = [*first, *place, "state"]
        op.create_index(name, "task", columns, sqlite_where=only, postgresql_where=only)
    op.create_index("ix_task_done", "task", ["closed_by", "closed_at", "case_id", "instance"])
    op.create_index(
        "ix_task_candidate_offered", "task_candidate", ["kind", "name", "taken", *place]
    )
    op.create_index("ix_case__manager_state_id", "case_", ["manager", "state", "id"])
