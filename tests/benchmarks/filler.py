"""Fills a store with as many cases as wanted, by copying the rows of cases the engine made.

A copy is a case of its own, with its tasks, clocks, jobs and history; only its key and its number
are others. A chain of the history does not hold its case's key, so those of copies are whole too.
"""

from contextlib import contextmanager

from sqlalchemy import (
    BigInteger,
    Text,
    cast,
    create_engine,
    func,
    insert,
    literal_column,
    null,
    select,
    text,
)

from engine.storage.tables.cases import case
from engine.storage.tables.metadata import metadata

_NUMBER_AT = 6
"""A number is a prefix and the year (`YK2026`), then the key in six digits or more."""


def fill(database, wanted):
    """Copy the cases of a store, keyed from 1 without a gap, until there are `wanted`.

    Each round copies all there are. A case's key is its original's plus a multiple of how many
    originals there were.
    """
    with database.reading() as db:
        have, last = db.execute(select(func.count(), func.max(case.c.id))).one()
    if have != last:
        raise SystemExit(f"cases must be keyed 1 to {have}; the last one is {last}")
    with _unhurried(database):
        while have < wanted:
            take = min(have, wanted - have)
            with database.writing() as db:
                for statement in _copies(db.dialect.name, have, take):
                    db.execute(statement)
                db.commit()
            have += take
    _settle(database)


def _copies(dialect, offset, take):
    for table in metadata.sorted_tables:
        if table is case:
            yield _copy(table, case.c.id <= take, _of_case(dialect, offset))
        elif "case_id" in table.c:
            of_them = (table.c.case_id > 0) & (table.c.case_id <= take)
            yield _copy(table, of_them, {"case_id": table.c.case_id + offset})


def _copy(table, of_them, other):
    counted = {
        column.name
        for column in table.primary_key
        if column.name == "id" and "id" not in other and not column.foreign_keys
    }
    columns = [column for column in table.c if column.name not in counted]
    values = select(*(other.get(column.name, column) for column in columns)).where(of_them)
    return insert(table).from_select([column.name for column in columns], values)


def _of_case(dialect, offset):
    key = case.c.id + offset
    digits = (
        func.printf("%06d", key)
        if dialect == "sqlite"
        else func.lpad(cast(cast(key, BigInteger), Text), 6, "0")
    )
    prefix = func.substr(case.c.number, 1, _NUMBER_AT)
    return {"id": key, "number": prefix.op("||")(digits), "request": null()}


@contextmanager
def _unhurried(database):
    """Let commits wait for no disk meanwhile: a store half filled is thrown away."""
    if database.sqlite:
        _pragma(database, "synchronous=OFF", "cache_size=-262144")
    try:
        yield
    finally:
        if database.sqlite:
            _pragma(database, "synchronous=FULL", "cache_size=-2000")


def _pragma(database, *pragmas):
    with database.writing() as db:
        driver = db.connection.driver_connection
        driver.rollback()  # it began without Core, which would not end it
        for pragma in pragmas:
            driver.execute(f"PRAGMA {pragma}")


def _settle(database):
    """Leave the store as one that has grown slowly: keys counted on, figures known to the planner.

    SQLite is left without figures, as the product leaves it.
    """
    if database.sqlite:
        database.settle()
        return
    engine = create_engine(database.url, isolation_level="AUTOCOMMIT")
    with engine.connect() as db:
        sequence = literal_column("pg_get_serial_sequence('case_', 'id')")
        db.execute(select(func.setval(sequence, select(func.max(case.c.id)).scalar_subquery())))
        db.execute(text("VACUUM ANALYZE"))
        db.execute(text("CHECKPOINT"))
    engine.dispose()
