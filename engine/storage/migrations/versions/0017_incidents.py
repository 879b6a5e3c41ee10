"""Open incidents: what in a case waits for a person to mend it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from engine.storage.types import Moment

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the tables to this version."""
    op.create_table(
        "incident",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("station_id", sa.Integer(), nullable=False),
        sa.Column("case_id", _KEY, nullable=True),
        sa.Column("instance", sa.Integer(), nullable=False),
        sa.Column("element", sa.String(200), nullable=False),
        sa.Column("definition_id", _KEY, nullable=True),
        sa.Column("process", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("since", Moment(timezone=True), nullable=False),
        sa.Column("job_id", _KEY, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
        sa.ForeignKeyConstraint(["case_id"], ["case_.id"], name=op.f("fk_incident_case_id")),
        sa.UniqueConstraint("case_id", "instance", name=op.f("uq_incident_case_id_instance")),
    )
    op.create_index("ix_incident_job_id", "incident", ["job_id"])
