"""What people are told: notices, choices, mailboxes; addresses of people; alarms of clocks.

Clocks that run are looked at once to find when they next have something to tell. The index of
mentions by person goes: nobody asks for it, a mention makes a notice.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from engine.storage.types import Identity, Instant, Moment

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this version."""
    _notices()
    op.create_table(
        "notice_choice",
        sa.Column("login", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("how", sa.String(8), nullable=False),
        sa.PrimaryKeyConstraint("login", "kind", name="pk_notice_choice"),
        sa.ForeignKeyConstraint(["login"], ["person.login"], name="fk_notice_choice_login"),
    )
    op.create_table(
        "mailbox",
        sa.Column("login", sa.String(64), nullable=False),
        sa.Column("last_at", Moment()),
        sa.Column("waiting", sa.String(20), nullable=False),
        sa.Column("refused", sa.Text),
        sa.Column("refused_address", sa.String(254)),
        sa.PrimaryKeyConstraint("login", name="pk_mailbox"),
    )
    op.add_column("person", sa.Column("email", sa.String(254)))
    op.add_column("clock", sa.Column("alarm_at", Instant()))
    op.add_column("clock", sa.Column("told", sa.Integer, nullable=False, server_default="0"))
    op.execute("UPDATE clock SET alarm_at = started_at WHERE stopped_at IS NULL")
    some = sa.text("alarm_at IS NOT NULL")
    op.create_index(
        "ix_clock_alarm_at", "clock", ["alarm_at"], sqlite_where=some, postgresql_where=some
    )
    op.drop_index("ix_mention_login_comment_id", table_name="mention")


def _notices() -> None:
    op.create_table(
        "notice",
        sa.Column("id", Identity, nullable=False),
        sa.Column("station_id", sa.Integer, nullable=False),
        sa.Column("fresh", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("login", sa.String(64)),
        sa.Column("group_name", sa.String(64)),
        sa.Column("case_id", sa.BigInteger),
        sa.Column("instance", sa.Integer),
        sa.Column("caused_by", sa.String(64)),
        sa.Column("detail", sa.Text),
        sa.Column("stands_for", sa.String(64)),
        sa.Column("read_at", Moment()),
        sa.Column("mail", sa.String(8)),
        sa.PrimaryKeyConstraint("id", name="pk_notice"),
    )
    for name, columns, condition in (
        ("ix_notice_fresh", ["id"], "fresh = 1"),
        ("ix_notice_login_id", ["login", "id"], "fresh = 0"),
        ("ix_notice_unread", ["login", "id"], "fresh = 0 AND read_at IS NULL"),
        ("ix_notice_mail", ["login", "mail", "id"], "mail IS NOT NULL"),
    ):
        some = sa.text(condition)
        op.create_index(name, "notice", columns, sqlite_where=some, postgresql_where=some)
