"""A row in every table of a store at any version, so that no migration meets an empty table."""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    DateTime,
    Integer,
    LargeBinary,
    MetaData,
    String,
    func,
    insert,
    select,
)

AT = datetime(2026, 2, 10, 2, tzinfo=UTC)
_MEANT = {
    "state": "open",
    "activities": b"[]",
    "candidate_users": "[]",
    "candidate_groups": '["g"]',
    "attempts": 0,
    "kind": "user",
}
"""What a column must hold for the row to make sense; the others hold something of their type."""


def enter_everywhere(connection):
    """Enter a row in every empty table; return how many rows each table has."""
    known = MetaData()
    known.reflect(connection)
    tables = [table for table in known.sorted_tables if table.name != "alembic_version"]
    for table in tables:
        if count(connection, table) == 0:
            connection.execute(insert(table).values(_row(table, connection.dialect.name)))
    return {table.name: count(connection, table) for table in tables}


def count(connection, table):
    return connection.execute(select(func.count()).select_from(table)).scalar()


def _row(table, dialect):
    return {
        column.name: _MEANT.get(column.name, _value(column, dialect))
        for column in table.columns
        if not column.nullable or column.name in ("assignee", "manager", "closed_by", "run_at")
    }


def _value(column, dialect):
    match column.type:
        case Boolean():
            return True
        case DateTime():
            return AT.replace(tzinfo=None) if dialect == "sqlite" else AT
        case Integer() | BigInteger():
            return 1
        case LargeBinary():
            return b"x"
        case String():
            return "x"
    raise NotImplementedError(column)
