"""Cases are found by any part of a customer's name or account number, by an index.

Every name and number that stands in a case is entered once, with the letters that begin at each of
its places. How they are cut is said here again: what was entered must not change with the code.
"""

from __future__ import annotations

import unicodedata

import sqlalchemy as sa
from alembic import op

from engine.storage.types import Identity

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_SAID = """
SELECT DISTINCT station_id, customer_name AS said FROM case_ WHERE customer_name <> ''
UNION
SELECT DISTINCT station_id, account_no AS said FROM case_ WHERE account_no <> ''
"""
_AT_ONCE = 1000


def upgrade() -> None:
    """Bring the tables to this version."""
    op.create_table(
        "search_text",
        sa.Column("id", Identity, primary_key=True),
        sa.Column("station_id", sa.Integer(), nullable=False),
        sa.Column("said", sa.String(300), nullable=False),
        sa.Column("plain", sa.String(600), nullable=False),
        sa.UniqueConstraint("station_id", "said"),
    )
    bytewise = "C" if op.get_bind().dialect.name == "postgresql" else None
    op.create_table(
        "search_gram",
        sa.Column("gram", sa.String(8, collation=bytewise), nullable=False),
        sa.Column("text_id", Identity, sa.ForeignKey("search_text.id"), nullable=False),
        sa.PrimaryKeyConstraint("gram", "text_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_case__customer_name_id", "case_", ["customer_name", "id"])
    _enter()


def _enter() -> None:
    bind = op.get_bind()
    texts = sa.table("search_text", *map(sa.column, ("id", "station_id", "said", "plain")))
    grams = sa.table("search_gram", *map(sa.column, ("gram", "text_id")))
    said = bind.execute(sa.text(_SAID)).all()
    for first in range(0, len(said), _AT_ONCE):
        rows = [
            {"id": first + at, "station_id": row.station_id, "said": row.said, "plain": plain}
            for at, row in enumerate(said[first : first + _AT_ONCE], 1)
            for plain in [_plain(row.said)]
        ]
        bind.execute(sa.insert(texts), rows)
        cut = [
            {"gram": gram, "text_id": row["id"]} for row in rows for gram in _grams(row["plain"])
        ]
        if cut:
            bind.execute(sa.insert(grams), cut)
    if bind.dialect.name == "postgresql" and said:
        bind.execute(
            sa.text("SELECT setval(pg_get_serial_sequence('search_text', 'id'), :last)"),
            {"last": len(said)},
        )


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())[:600]


def _grams(text: str) -> set[str]:
    return {text[at : at + (3 if text[at].isascii() else 2)] for at in range(len(text))}
