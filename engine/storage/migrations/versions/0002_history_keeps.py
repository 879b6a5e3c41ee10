"""History refuses to be changed, and takes less room on SQLite.

Triggers refuse UPDATE and DELETE (and, on SQLite, an INSERT that would replace an event; on
PostgreSQL, TRUNCATE). On SQLite the tables a step writes to are clustered by their keys, without a
row number beside them: a commit writes fewer pages. Moments of the history are whole microseconds.
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_SQLITE_TABLE = """
CREATE TABLE history_kept (
    case_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    station_id INTEGER NOT NULL,
    at BIGINT NOT NULL,
    kind VARCHAR(24) NOT NULL,
    actor VARCHAR(64),
    element VARCHAR(200),
    instance INTEGER,
    data BLOB NOT NULL,
    hash BLOB NOT NULL,
    CONSTRAINT pk_history PRIMARY KEY (case_id, seq)
) WITHOUT ROWID
"""
_SQLITE_COPY = """
INSERT INTO history_kept
SELECT case_id, seq, station_id,
       CAST(strftime('%s', substr(at, 1, 19)) AS INTEGER) * 1000000
           + CAST(substr(at || '000000', 21, 6) AS INTEGER),
       kind, actor, element, instance, data, hash
FROM history
"""
_SQLITE_REFUSAL = "SELECT RAISE(ABORT, 'the history is only ever added to')"
_SQLITE_TRIGGERS = (
    f"CREATE TRIGGER history_no_update BEFORE UPDATE ON history BEGIN {_SQLITE_REFUSAL}; END",
    f"CREATE TRIGGER history_no_delete BEFORE DELETE ON history BEGIN {_SQLITE_REFUSAL}; END",
    "CREATE TRIGGER history_no_replace BEFORE INSERT ON history WHEN EXISTS (SELECT 1 FROM history"
    " WHERE case_id = NEW.case_id AND seq = NEW.seq)"
    " BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: history.case_id, history.seq'); END",
)

_POSTGRESQL = (
    """
    CREATE FUNCTION history_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'the history is only ever added to';
    END
    $$
    """,
    "CREATE TRIGGER history_no_change BEFORE UPDATE OR DELETE ON history"
    " FOR EACH ROW EXECUTE FUNCTION history_refuse()",
    "CREATE TRIGGER history_no_truncate BEFORE TRUNCATE ON history"
    " FOR EACH STATEMENT EXECUTE FUNCTION history_refuse()",
)


def upgrade() -> None:
    """Bring the tables to this version."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(_SQLITE_TABLE)
        op.execute(_SQLITE_COPY)
        op.execute("DROP TABLE history")
        op.execute("ALTER TABLE history_kept RENAME TO history")
        for table in ("task", "task_candidate", "clock", "subscription"):
            clustered = {"sqlite_with_rowid": False}
            with op.batch_alter_table(table, recreate="always", table_kwargs=clustered):
                pass
        statements = _SQLITE_TRIGGERS
    else:
        statements = _POSTGRESQL
    for statement in statements:
        op.execute(statement)
