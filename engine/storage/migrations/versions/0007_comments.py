"""Comments on cases, and whom they mention."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import engine.storage.types

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this version."""
    op.create_table(
        "comment",
        sa.Column("id", engine.storage.types.Identity, nullable=False),
        sa.Column("station_id", sa.Integer(), nullable=False),
        sa.Column("case_id", engine.storage.types.Identity, nullable=False),
        sa.Column("instance", sa.Integer()),
        sa.Column("author", sa.String(length=64), nullable=False),
        sa.Column("at", engine.storage.types.Moment(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("request", sa.String(length=64)),
        sa.Column("withdrawn_at", engine.storage.types.Moment()),
        sa.ForeignKeyConstraint(["case_id"], ["case_.id"], name=op.f("fk_comment_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
        sa.UniqueConstraint(
            "case_id", "author", "request", name=op.f("uq_comment_case_id_author_request")
        ),
    )
    op.create_index("ix_comment_case_id_id", "comment", ["case_id", "id"])
    op.create_table(
        "mention",
        sa.Column("comment_id", engine.storage.types.Identity, nullable=False),
        sa.Column("login", sa.String(length=64), nullable=False),
        sa.Column("station_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_mention_comment_id")),
        sa.PrimaryKeyConstraint("comment_id", "login", name=op.f("pk_mention")),
    )
    op.create_index("ix_mention_login_comment_id", "mention", ["login", "comment_id"])
