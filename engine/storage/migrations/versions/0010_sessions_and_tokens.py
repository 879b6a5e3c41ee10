"""Who is signed in where, and the tokens programs use for people."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from engine.storage.types import Identity, Moment

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this version."""
    op.create_table(
        "session",
        sa.Column("id", Identity, nullable=False),
        sa.Column("station_id", sa.Integer, nullable=False),
        sa.Column("login", sa.String(64), nullable=False),
        sa.Column("token", sa.LargeBinary, nullable=False),
        sa.Column("began_at", Moment(), nullable=False),
        sa.Column("seen_at", Moment(), nullable=False),
        sa.Column("browser", sa.String(300), nullable=False),
        sa.Column("address", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_session"),
        sa.ForeignKeyConstraint(["login"], ["person.login"], name="fk_session_login"),
        sa.UniqueConstraint("token", name="uq_session_token"),
    )
    op.create_index("ix_session_login", "session", ["login"])
    op.create_table(
        "access_token",
        sa.Column("id", Identity, nullable=False),
        sa.Column("station_id", sa.Integer, nullable=False),
        sa.Column("login", sa.String(64), nullable=False),
        sa.Column("secret", sa.LargeBinary, nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("scope", sa.String(16), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("revoked_at", Moment()),
        sa.PrimaryKeyConstraint("id", name="pk_access_token"),
        sa.ForeignKeyConstraint(["login"], ["person.login"], name="fk_access_token_login"),
        sa.UniqueConstraint("secret", name="uq_access_token_secret"),
    )
    op.create_index("ix_access_token_login", "access_token", ["login"])
