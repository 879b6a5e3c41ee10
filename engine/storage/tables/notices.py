"""The tables of what people are told: notices, what each chose, when mail last went to them."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
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
from engine.storage.types import Identity, Moment

notice = Table(
    "notice",
    metadata,
    Column("id", Identity, primary_key=True),
    Column("station_id", Integer, nullable=False),
    Column("fresh", Integer, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("at", Moment, nullable=False),
    Column("login", String(64)),
    Column("group_name", String(64)),
    Column("case_id", BigInteger),
    Column("instance", Integer),
    Column("caused_by", String(64)),
    Column("detail", Text),
    Column("stands_for", String(64)),
    Column("read_at", Moment),
    Column("mail", String(8)),
    Index("ix_notice_fresh", "id", **only("fresh = 1")),
    Index("ix_notice_login_id", "login", "id", **only("fresh = 0")),
    Index("ix_notice_unread", "login", "id", **only("fresh = 0 AND read_at IS NULL")),
    Index("ix_notice_mail", "login", "mail", "id", **only("mail IS NOT NULL")),
)
"""`fresh` is 1 in the outbox: a step that tells somebody enters a row in the table and in one index
alone. No key points at the case: who tells must not wait for who holds it."""

notice_choice = Table(
    "notice_choice",
    metadata,
    Column("login", ForeignKey("person.login"), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("how", String(8), nullable=False),
    PrimaryKeyConstraint("login", "kind"),
)

mailbox = Table(
    "mailbox",
    metadata,
    Column("login", String(64), primary_key=True),
    Column("last_at", Moment),
    Column("waiting", String(20), nullable=False),
    Column("refused", Text),
    Column("refused_address", String(254)),
)
"""`waiting` names the kinds of letter for which a job waits; the address that was refused stands
here too, so that another one is tried again."""
