"""The tables of people: who they are, how they come in, when they are away."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    false,
    text,
)

from engine.storage.tables.metadata import metadata
from engine.storage.types import Identity, Moment

person = Table(
    "person",
    metadata,
    Column("login", String(64), primary_key=True),
    Column("folded", String(192)),
    Column("station_id", ForeignKey("station.id"), nullable=False),
    Column("name", String(200), nullable=False),
    Column("name_zh", String(200)),
    Column("password_hash", String(200)),
    Column("language", String(8)),
    Column("active", Boolean, nullable=False),
    Column("email", String(254)),
    Column("tour_done", Boolean, nullable=False, server_default=false()),
    Index("ix_person_folded", "folded", unique=True),
)
"""`folded` is the login without capitals, as Python folds them: databases know those of some
languages only. NULL: somebody no longer active from before a login was one whatever its capitals,
while another has it.
"""

person_role = Table(
    "person_role",
    metadata,
    Column("login", ForeignKey("person.login"), primary_key=True),
    Column("role", String(32), primary_key=True),
)

person_group = Table(
    "person_group",
    metadata,
    Column("login", ForeignKey("person.login"), primary_key=True),
    Column("name", String(64), primary_key=True),
)

session = Table(
    "session",
    metadata,
    Column("id", Identity, primary_key=True),
    Column("station_id", Integer, nullable=False),
    Column("login", ForeignKey("person.login"), nullable=False, index=True),
    Column("token", LargeBinary, nullable=False, unique=True),
    Column("began_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("browser", String(300), nullable=False),
    Column("address", String(64), nullable=False),
)

access_token = Table(
    "access_token",
    metadata,
    Column("id", Identity, primary_key=True),
    Column("station_id", Integer, nullable=False),
    Column("login", ForeignKey("person.login"), nullable=False, index=True),
    Column("secret", LargeBinary, nullable=False, unique=True),
    Column("name", String(100), nullable=False),
    Column("scope", String(16), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("revoked_at", Moment),
)

attempt = Table(
    "attempt",
    metadata,
    Column("place", String(64), primary_key=True),
    Column("tries", Integer, nullable=False),
    Column("until_at", Moment, nullable=False, index=True),
)

absence = Table(
    "absence",
    metadata,
    Column("id", Identity, primary_key=True),
    Column("station_id", ForeignKey("station.id"), nullable=False),
    Column("login", ForeignKey("person.login"), nullable=False),
    Column("start_at", Moment, nullable=False),
    Column("end_at", Moment, nullable=False, index=True),
    Column("entered_by", String(64), nullable=False),
    Column("entered_at", Moment, nullable=False),
    Index("ix_absence_login_end_at", "login", "end_at"),
)

absence_substitute = Table(
    "absence_substitute",
    metadata,
    Column("absence_id", ForeignKey("absence.id"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("login", ForeignKey("person.login"), nullable=False),
    Column("end_at", Moment, nullable=False),
    Column("told", Integer, nullable=False, server_default=text("0")),
    Index("ix_absence_substitute_login_end_at", "login", "end_at"),
)
"""`end_at` is the absence's own, so that those that are over are not even looked at; `told` is 1 as
soon as the substitute has heard of what waits.
"""
