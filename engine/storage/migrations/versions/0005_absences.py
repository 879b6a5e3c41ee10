"""People are away, and others do their tasks meanwhile."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from engine.storage.types import Identity, Moment

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this version."""
    op.create_table(
        "absence",
        sa.Column("id", Identity, nullable=False),
        sa.Column("station_id", sa.Integer, nullable=False),
        sa.Column("login", sa.String(64), nullable=False),
        sa.Column("start_at", Moment(), nullable=False),
        sa.Column("end_at", Moment(), nullable=False),
        sa.Column("entered_by", sa.String(64), nullable=False),
        sa.Column("entered_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_absence"),
        sa.ForeignKeyConstraint(["station_id"], ["station.id"], name="fk_absence_station_id"),
        sa.ForeignKeyConstraint(["login"], ["person.login"], name="fk_absence_login"),
    )
    op.create_index("ix_absence_end_at", "absence", ["end_at"])
    op.create_index("ix_absence_login_end_at", "absence", ["login", "end_at"])
    op.create_table(
        "absence_substitute",
        sa.Column("absence_id", Identity, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("login", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("absence_id", "place", name="pk_absence_substitute"),
        sa.ForeignKeyConstraint(
            ["absence_id"], ["absence.id"], name="fk_absence_substitute_absence_id"
        ),
        sa.ForeignKeyConstraint(["login"], ["person.login"], name="fk_absence_substitute_login"),
    )
    op.create_index("ix_absence_substitute_login", "absence_substitute", ["login"])
