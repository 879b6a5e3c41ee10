"""The tables of what people add to a case: drafts, comments and whom they mention, papers."""

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
    UniqueConstraint,
)

from engine.storage.tables.metadata import metadata
from engine.storage.types import Identity, Moment

draft = Table(
    "draft",
    metadata,
    Column("case_id", ForeignKey("case_.id"), nullable=False),
    Column("instance", Integer, nullable=False),
    Column("login", ForeignKey("person.login"), nullable=False),
    Column("station_id", Integer, nullable=False),
    Column("values", Text, nullable=False),
    Column("mark", String(64), nullable=False),
    Column("saved_at", Moment, nullable=False),
    PrimaryKeyConstraint("case_id", "instance", "login"),
)

comment = Table(
    "comment",
    metadata,
    Column("id", Identity, primary_key=True),
    Column("station_id", Integer, nullable=False),
    Column("case_id", ForeignKey("case_.id"), nullable=False),
    Column("instance", Integer),
    Column("author", String(64), nullable=False),
    Column("at", Moment, nullable=False),
    Column("text", Text, nullable=False),
    Column("request", String(64)),
    Column("withdrawn_at", Moment),
    UniqueConstraint("case_id", "author", "request"),
    Index("ix_comment_case_id_id", "case_id", "id"),
)

mention = Table(
    "mention",
    metadata,
    Column("comment_id", ForeignKey("comment.id"), nullable=False),
    Column("login", String(64), nullable=False),
    Column("station_id", Integer, nullable=False),
    PrimaryKeyConstraint("comment_id", "login"),
)
"""Whom a comment that stands mentions."""

paper = Table(
    "paper",
    metadata,
    Column("id", Identity, primary_key=True),
    Column("station_id", Integer, nullable=False),
    Column("case_id", ForeignKey("case_.id"), nullable=False),
    Column("instance", Integer),
    Column("kind", String(32), nullable=False),
    Column("name", String(200), nullable=False),
    Column("media", String(100), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("sha256", String(64), nullable=False, index=True),
    Column("added_by", String(64), nullable=False),
    Column("added_at", Moment, nullable=False),
    Column("request", String(64)),
    Column("removed_by", String(64)),
    Column("removed_at", Moment),
    Column("removed_reason", Text),
    UniqueConstraint("case_id", "added_by", "request"),
    Index("ix_paper_case_id_id", "case_id", "id"),
)
