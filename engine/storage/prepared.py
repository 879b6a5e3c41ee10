"""The statements of a step: written with Core, compiled once, run on the driver's own cursor.

Measured (adr/0003): building and running them through Core's `execute` costs more than all the rest
of a step. What runs seldom stays ordinary Core.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from psycopg import RawCursor
from sqlalchemy import Connection, Integer, LargeBinary, SelectBase, String
from sqlalchemy.engine import Dialect
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.types import TypeEngine

from engine.storage.together import Answer, Send, ahead, in_batch, settle
from engine.storage.types import Moment

Record = Any
"""A row with its columns as attributes, Core's or ours."""

Values = Mapping[str, Any]
_Process = Callable[[Any], Any]


class Prepared:
    """A statement for both databases. Values are given by the names of its bound parameters.

    `columns` are those an INSERT or UPDATE sets from its values. It runs in the transaction that
    the connection has begun.
    """

    def __init__(self, statement: SelectBase | UpdateBase, columns: Iterable[str] = ()) -> None:
        """Take a statement; it is compiled when a database first needs it."""
        self._statement = statement
        self._columns = list(columns)
        self._made: dict[str, _Compiled] = {}

    def first(self, db: Connection, values: Values) -> Record | None:
        """Return the first row found."""
        made = self._for(db)
        rows = ahead(db, self._known(values)) if db.info else None
        if rows is None:
            rows = list(made.execute(db, values).fetchmany(1))
        return made.record(rows[0]) if rows else None

    def all(self, db: Connection, values: Values) -> list[Record]:
        """Return every row found."""
        made = self._for(db)
        rows = ahead(db, self._known(values)) if db.info else None
        if rows is None:
            rows = list(made.execute(db, values).fetchall())
        return [made.record(row) for row in rows]

    def asked(self, values: Values) -> Send:
        """Return this as a question to be asked at the beginning of a transaction."""

        def send(db: Connection) -> Callable[[], Answer]:
            cursor = self._for(db).execute(db, values)
            return lambda: (self._known(values), list(cursor.fetchall()))

        return send

    def asked_for(self, other: Prepared, values: Values, names: Mapping[str, str]) -> Send:
        """Return this as a question that answers what `other` will ask, with the same columns.

        `names` are the values that `other` is given, each with the column it is found in here.
        """

        def send(db: Connection) -> Callable[[], Answer]:
            made = self._for(db)
            cursor = made.execute(db, values)

            def take() -> Answer:
                rows = list(cursor.fetchall())
                found = made.record(rows[0]) if rows else None
                given = {name: getattr(found, column, None) for name, column in names.items()}
                return other._known(given), rows

            return take

        return send

    def _known(self, values: Values) -> tuple[object, ...]:
        return (self, *values.items())

    def run(self, db: Connection, values: Values) -> int:
        """Change what the statement names; return how many rows were met."""
        cursor = self._for(db).execute(db, values)
        settle(db)
        return int(cursor.rowcount)

    def run_surely(self, db: Connection, values: Values) -> bool:
        """Change a row; return whether it was met. In a batch nobody waits to hear: it was.

        For rows that the transaction has locked, so that they must be there.
        """
        cursor = self._for(db).execute(db, values)
        return in_batch(db) or int(cursor.rowcount) == 1

    def run_each(self, db: Connection, rows: Sequence[Values]) -> None:
        """Do the same with several sets of values."""
        if rows:
            self._for(db).execute_many(db, rows)

    def _for(self, db: Connection) -> _Compiled:
        made = self._made.get(db.dialect.name)
        if made is None:
            made = _Compiled(self._statement, self._columns, db.dialect)
            self._made[db.dialect.name] = made
        return made


class _Compiled:
    """A statement as one database's driver takes it."""

    def __init__(
        self, statement: SelectBase | UpdateBase, columns: list[str], dialect: Dialect
    ) -> None:
        self._raw = dialect.name == "postgresql"
        if self._raw:
            numbered: Any = type(dialect)
            dialect = numbered(paramstyle="numeric_dollar")
        compiled = statement.compile(dialect=dialect, column_keys=columns or None)
        if not isinstance(compiled, SQLCompiler):
            raise TypeError(statement)
        self._sql = compiled.string
        self._fixed = {
            k: v for k, v in compiled.construct_params(_check=False).items() if v is not None
        }
        to_driver = {
            name: _bind(bound.type, dialect) for bound, name in compiled.bind_names.items()
        }
        self._places = [(name, to_driver[name]) for name in compiled.positiontup or ()]
        found = list(statement.selected_columns) if isinstance(statement, SelectBase) else []
        self._row = namedtuple("Row", [column.key for column in found])  # type: ignore[misc]
        self._from_driver = [
            (place, process)
            for place, column in enumerate(found)
            if (process := _result(column.type, dialect)) is not None
        ]

    def record(self, row: Sequence[Any]) -> Record:
        if not self._from_driver:
            return self._row(*row)
        values = list(row)
        for place, process in self._from_driver:
            values[place] = process(values[place])
        return self._row(*values)

    def _cursor(self, db: Connection) -> DBAPICursor:
        """Return a cursor; psycopg's raw one takes `$1` as PostgreSQL does and rewrites nothing."""
        if not self._raw:
            return db.connection.cursor()
        driver: Any = db.connection.driver_connection
        raw: Any = RawCursor(driver)
        cursor: DBAPICursor = raw
        return cursor

    def execute(self, db: Connection, values: Values) -> DBAPICursor:
        cursor = self._cursor(db)
        cursor.execute(self._sql, self._bound(values))
        return cursor

    def execute_many(self, db: Connection, rows: Sequence[Values]) -> None:
        bound = [self._bound(values) for values in rows]
        cursor = self._cursor(db)
        if len(bound) == 1:
            cursor.execute(self._sql, bound[0])
        else:
            cursor.executemany(self._sql, bound)

    def _bound(self, values: Values) -> list[Any]:
        given = {**self._fixed, **values} if self._fixed else values
        return [
            given[name] if process is None else process(given[name])
            for name, process in self._places
        ]


def _bind(kind: TypeEngine[Any], dialect: Dialect) -> _Process | None:
    if isinstance(kind, Moment):
        return kind.to_driver(dialect)
    return None if _plain(kind) else kind.dialect_impl(dialect).bind_processor(dialect)


def _result(kind: TypeEngine[Any], dialect: Dialect) -> _Process | None:
    if isinstance(kind, Moment):
        return kind.from_driver(dialect)
    return None if _plain(kind) else kind.dialect_impl(dialect).result_processor(dialect, None)


def _plain(kind: TypeEngine[Any]) -> bool:
    """Say whether both drivers take and give Python's own type, so that nothing is to be done."""
    return isinstance(kind, LargeBinary | String | Integer)
