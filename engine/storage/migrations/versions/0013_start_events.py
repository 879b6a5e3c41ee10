"""Start events of a message, a signal or a time."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import engine.storage.types

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this version."""
    op.create_table(
        "start_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("station_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("definition_id", engine.storage.types.Identity, nullable=False),
        sa.Column("process", sa.String(length=200), nullable=False),
        sa.Column("element", sa.String(length=200), nullable=False),
        sa.Column("timer_kind", sa.String(length=16)),
        sa.Column("timer", sa.Text()),
        sa.Column("times_left", sa.Integer()),
        sa.ForeignKeyConstraint(
            ["station_id"], ["station.id"], name=op.f("fk_start_event_station_id")
        ),
        sa.ForeignKeyConstraint(
            ["definition_id"], ["definition.id"], name=op.f("fk_start_event_definition_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_start_event")),
        sa.UniqueConstraint(
            "station_id",
            "process",
            "element",
            name=op.f("uq_start_event_station_id_process_element"),
        ),
    )
    op.create_index("ix_start_event_name", "start_event", ["station_id", "kind", "name"])
    op.create_index(
        "uq_start_event_message",
        "start_event",
        ["station_id", "name"],
        unique=True,
        sqlite_where=sa.text("kind = 'message'"),
        postgresql_where=sa.text("kind = 'message'"),
    )
