"""Papers of cases."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import engine.storage.types

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this version."""
    op.create_table(
        "paper",
        sa.Column("id", engine.storage.types.Identity, nullable=False),
        sa.Column("station_id", sa.Integer(), nullable=False),
        sa.Column("case_id", engine.storage.types.Identity, nullable=False),
        sa.Column("instance", sa.Integer()),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media", sa.String(length=100), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("added_by", sa.String(length=64), nullable=False),
        sa.Column("added_at", engine.storage.types.Moment(), nullable=False),
        sa.Column("request", sa.String(length=64)),
        sa.Column("removed_by", sa.String(length=64)),
        sa.Column("removed_at", engine.storage.types.Moment()),
        sa.Column("removed_reason", sa.Text()),
        sa.ForeignKeyConstraint(["case_id"], ["case_.id"], name=op.f("fk_paper_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper")),
        sa.UniqueConstraint(
            "case_id", "added_by", "request", name=op.f("uq_paper_case_id_added_by_request")
        ),
    )
    op.create_index("ix_paper_case_id_id", "paper", ["case_id", "id"])
    op.create_index("ix_paper_sha256", "paper", ["sha256"])
