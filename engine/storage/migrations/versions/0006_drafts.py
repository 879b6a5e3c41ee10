"""Drafts of tasks' forms."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import engine.storage.types

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this version."""
    op.create_table(
        "draft",
        sa.Column("case_id", engine.storage.types.Identity, nullable=False),
        sa.Column("instance", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(length=64), nullable=False),
        sa.Column("station_id", sa.Integer(), nullable=False),
        sa.Column("values", sa.Text(), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("saved_at", engine.storage.types.Moment(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_.id"], name=op.f("fk_draft_case_id")),
        sa.ForeignKeyConstraint(["login"], ["person.login"], name=op.f("fk_draft_login")),
        sa.PrimaryKeyConstraint("case_id", "instance", "login", name=op.f("pk_draft")),
    )
