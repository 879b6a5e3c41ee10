"""The tables by which cases are found, and of the filters people keep."""

from __future__ import annotations

from sqlalchemy import (
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
from engine.storage.types import Identity

_GRAM = String(8).with_variant(String(8, collation="C"), "postgresql")
"""Compared byte by byte on both databases: what begins with some letters is one range."""
_KEY = String(400).with_variant(String(400, collation="C"), "postgresql")

search_text = Table(
    "search_text",
    metadata,
    Column("id", Identity, primary_key=True),
    Column("station_id", Integer, nullable=False),
    Column("said", String(300), nullable=False),
    Column("plain", String(600), nullable=False),
    Column("sort_key", _KEY, nullable=False, server_default=""),
    UniqueConstraint("station_id", "said"),
)
"""Each customer's name and account number that stands in a case, once however many cases have it;
`plain` is how it is compared, `sort_key` what it is put in order by."""

search_gram = Table(
    "search_gram",
    metadata,
    Column("gram", _GRAM, nullable=False),
    Column("text_id", ForeignKey("search_text.id"), nullable=False),
    PrimaryKeyConstraint("gram", "text_id"),
    sqlite_with_rowid=False,
)
"""The two or three letters that begin at each place of a text."""

saved_filter = Table(
    "saved_filter",
    metadata,
    Column("id", Identity, primary_key=True),
    Column("station_id", Integer, nullable=False),
    Column("list", String(16), nullable=False),
    Column("owner", ForeignKey("person.login"), nullable=False),
    Column("name", String(60), nullable=False),
    Column("asked", Text, nullable=False),
    Column("group_name", String(64)),
    UniqueConstraint("owner", "list", "name"),
    Index("ix_saved_filter_group_name_list", "group_name", "list"),
)
"""Filters people keep; `group_name` is with whom one is shared."""
