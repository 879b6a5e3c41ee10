"""One row of history for all that one command did, instead of one for each event.

Chains stay as they are: the hashes of events are computed as before, the last one of each row is
kept whole and of the others the first bytes. A chain that did not hold before does not hold after,
at the same event.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import orjson
import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_SQLITE = """
CREATE TABLE history_entry (
    case_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    station_id INTEGER NOT NULL,
    at BIGINT NOT NULL,
    actor VARCHAR(64),
    events BLOB NOT NULL,
    marks BLOB NOT NULL,
    hash BLOB NOT NULL,
    CONSTRAINT pk_history PRIMARY KEY (case_id, seq)
) WITHOUT ROWID
"""
_SQLITE_REFUSAL = "SELECT RAISE(ABORT, 'the history is only ever added to')"
_SQLITE_TRIGGERS = (
    f"CREATE TRIGGER history_no_update BEFORE UPDATE ON history BEGIN {_SQLITE_REFUSAL}; END",
    f"CREATE TRIGGER history_no_delete BEFORE DELETE ON history BEGIN {_SQLITE_REFUSAL}; END",
    "CREATE TRIGGER history_no_replace BEFORE INSERT ON history WHEN EXISTS (SELECT 1 FROM history"
    " WHERE case_id = NEW.case_id AND seq = NEW.seq)"
    " BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: history.case_id, history.seq'); END",
)
_POSTGRESQL = """
CREATE TABLE history_entry (
    case_id BIGINT NOT NULL,
    seq INTEGER NOT NULL,
    station_id INTEGER NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    actor VARCHAR(64),
    events BYTEA NOT NULL,
    marks BYTEA NOT NULL,
    hash BYTEA NOT NULL
)
"""
_POSTGRESQL_AFTER = (
    "ALTER TABLE history ADD CONSTRAINT pk_history PRIMARY KEY (case_id, seq)",
    "CREATE TRIGGER history_no_change BEFORE UPDATE OR DELETE ON history"
    " FOR EACH ROW EXECUTE FUNCTION history_refuse()",
    "CREATE TRIGGER history_no_truncate BEFORE TRUNCATE ON history"
    " FOR EACH STATEMENT EXECUTE FUNCTION history_refuse()",
)
_ENTER = sa.text(
    "INSERT INTO history_entry (case_id, seq, station_id, at, actor, events, marks, hash)"
    " VALUES (:case_id, :seq, :station_id, :at, :actor, :events, :marks, :hash)"
)
_MARK = 4
_AT_ONCE = 1000


def upgrade() -> None:
    """Bring the tables to this version."""
    db = op.get_bind()
    sqlite = db.dialect.name == "sqlite"
    op.execute(_SQLITE if sqlite else _POSTGRESQL)
    waiting = []
    for entry in _entries(db):
        waiting.append(entry)
        if len(waiting) == _AT_ONCE:
            db.execute(_ENTER, waiting)
            waiting.clear()
    if waiting:
        db.execute(_ENTER, waiting)
    op.execute("DROP TABLE history")
    op.execute("ALTER TABLE history_entry RENAME TO history")
    for statement in _SQLITE_TRIGGERS if sqlite else _POSTGRESQL_AFTER:
        op.execute(statement)


def _entries(db: sa.Connection) -> Iterator[dict[str, Any]]:
    """Give the old rows as new ones: those of one moment and one person are one command's."""
    last = 0
    while True:
        cases = db.execute(
            sa.text("SELECT DISTINCT case_id FROM history WHERE case_id >= :last"
                    " ORDER BY case_id LIMIT 500"), {"last": last},
        ).scalars().all()  # fmt: skip
        if not cases:
            return
        of_them = sa.text(
            "SELECT * FROM history WHERE case_id BETWEEN :first AND :last ORDER BY case_id, seq"
        )
        rows = db.execute(of_them, {"first": cases[0], "last": cases[-1]}).all()
        for _, together in groupby(rows, lambda row: (row.case_id, row.at, row.actor)):
            yield from _unbroken(list(together))
        last = cases[-1] + 1


def _unbroken(rows: list[Any]) -> Iterator[dict[str, Any]]:
    """Give an entry for each stretch of rows without a gap: a missing event stays missing."""
    for _, stretch in groupby(enumerate(rows), lambda pair: pair[1].seq - pair[0]):
        yield _entry([row for _, row in stretch])


def _entry(rows: list[Any]) -> dict[str, Any]:
    first, last = rows[0], rows[-1]
    return {
        "case_id": first.case_id,
        "seq": first.seq,
        "station_id": first.station_id,
        "at": first.at,
        "actor": first.actor,
        "events": _packed(b"\n".join(_line(row) for row in rows)),
        "marks": b"".join(_bytes(row.hash)[:_MARK] for row in rows[:-1]),
        "hash": _bytes(last.hash),
    }


def _line(row: Any) -> bytes:  # noqa: ANN401  a row of any driver
    head = orjson.dumps([row.kind, row.element, row.instance])[:-1]
    return head + b"," + _unpacked(_bytes(row.data)) + b"]"


def _bytes(stored: bytes | str) -> bytes:
    """Return a column's bytes; SQLite lets whoever tampers with it put text in their place."""
    return stored.encode() if isinstance(stored, str) else bytes(stored)


def _packed(data: bytes) -> bytes:
    deflate = zlib.compressobj(9, wbits=-15)
    packed = b"\x00" + deflate.compress(data) + deflate.flush()
    return packed if len(packed) < len(data) else data


def _unpacked(data: bytes) -> bytes:
    if data[:1] != b"\x00":
        return data
    try:
        return zlib.decompress(data[1:], wbits=-15)
    except zlib.error:
        return data
