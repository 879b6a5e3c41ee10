"""What a database was asked to do, as the database itself knows it: no time is measured."""

from sqlalchemy import event, text


def inserting(database, table, act):
    """Do something; return how many statements made the rows of a table that was empty before.

    SQLite tells each statement as it runs it, each row of a batch as one; PostgreSQL keeps with
    every row which command of its transaction made it.
    """
    if not database.sqlite:
        act()
        commands = f"SELECT count(DISTINCT (xmin::text, cmin::text)) FROM {table}"  # noqa: S608
        with database.reading() as db:
            return db.execute(text(commands)).scalar()
    seen = []
    trace_with(database, seen.append)
    try:
        act()
    finally:
        trace_with(database, None)
    return sum(f"INSERT INTO {table} " in statement for statement in seen)


def trace_with(database, tell):
    """Let the one connection that SQLite is written with tell every statement."""
    with database.writing() as db:
        db.connection.driver_connection.set_trace_callback(tell)


def plans(database, act, *, without=()):
    """Do something; say of each statement of Core's how the database finds the rows.

    `without` are ways PostgreSQL is kept from, that it would prefer in so small a store.
    """
    seen = []

    def remember(_db, _cursor, statement, parameters, *_):
        seen.append((statement, parameters))

    event.listen(database.engine, "before_cursor_execute", remember)
    try:
        act()
    finally:
        event.remove(database.engine, "before_cursor_execute", remember)
    way = "EXPLAIN QUERY PLAN " if database.sqlite else "EXPLAIN "
    with database.engine.connect() as db:
        for one in () if database.sqlite else without:
            db.execute(text(f"SET LOCAL enable_{one} = off"))
        rows = [db.exec_driver_sql(way + made, given).all() for made, given in seen]
    return ["\n".join(str(row) for row in found) for found in rows]


def lent(database):
    """Return how many connections somebody has at the moment."""
    return database.engine.pool.checkedout()
