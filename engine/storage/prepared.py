"""The statements of a step: written with Core, compiled once, run on the driver's own cursor.

Measured (adr/0003): building and running them through Core's `execute` costs more than all the rest
of a step. What runs seldom stays ordinary Core.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from psycopg import RawCursor
from sqlalchemy import Connection, Integer, LargeBinary, SelectBase, String
from sqlalchemy.engine import Dialect
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.types import TypeEngine

from engine.storage.kept import kept
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

    def __init__(
        self,
        statement: SelectBase | UpdateBase,
        columns: Iterable[str] = (),
        *,
        keep: bool = False,
    ) -> None:
        """Take a statement; it is compiled when a database first needs it.

        `keep`: it reads `kept.TABLES` alone, so that its answers may be kept.
        """
        self._statement = statement
        self._columns = list(columns)
        self._keep = keep
        self._made: dict[str, _Compiled] = {}

    def first(self, db: Connection, values: Values) -> Record | None:
        """Return the first row found."""
        made = self._for(db)
        rows = self._rows(made, db, values)
        return made.record(rows[0]) if rows else None

    def all(self, db: Connection, values: Values) -> list[Record]:
        """Return every row found."""
        made = self._for(db)
        return [made.record(row) for row in self._rows(made, db, values)]

    def _rows(self, made: _Compiled, db: Connection, values: Values) -> Sequence[Sequence[Any]]:
        if made.in_batches:
            rows = ahead(db, self._known(values))
            return made.execute(db, values).fetchall() if rows is None else rows
        answers = kept(db) if self._keep else None
        if answers is None:
            return made.execute(db, values).fetchall()
        known = self._known(values)
        if (kept_rows := answers.get(known)) is None:
            kept_rows = answers[known] = list(made.execute(db, values).fetchall())
        return kept_rows

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
        made = self._for(db)
        cursor = made.execute(db, values)
        if made.in_batches:
            settle(db)
        return int(cursor.rowcount)

    def run_surely(self, db: Connection, values: Values) -> bool:
        """Change a row; return whether it was met. In a batch nobody waits to hear: it was.

        For rows that the transaction has locked, so that they must be there.
        """
        made = self._for(db)
        cursor = made.execute(db, values)
        return (made.in_batches and in_batch(db)) or int(cursor.rowcount) == 1

    def run_each(self, db: Connection, rows: Sequence[Values]) -> None:
        """Do the same with several sets of values."""
        if len(rows) == 1:
            self._for(db).execute(db, rows[0])
        elif rows:
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
        self.in_batches = dialect.name == "postgresql"
        if self.in_batches:
            numbered: Any = type(dialect)
            dialect = numbered(paramstyle="numeric_dollar")
        compiled = statement.compile(dialect=dialect, column_keys=columns or None)
        if not isinstance(compiled, SQLCompiler):
            raise TypeError(statement)
        self._sql = compiled.string
        self._fixed = {
            k: v for k, v in compiled.construct_params(_check=False).items() if v is not None
        }
        names = list(compiled.positiontup or ())
        self._take = _taker(names)
        kinds = {name: bound.type for bound, name in compiled.bind_names.items()}
        self._to_driver = _those(_bind(kinds[name], dialect) for name in names)
        found = list(statement.selected_columns) if isinstance(statement, SelectBase) else []
        self._row: type[tuple[Any, ...]] = namedtuple("Row", [column.key for column in found])  # type: ignore[misc]
        self._from_driver = _those(_result(column.type, dialect) for column in found)

    def record(self, row: Sequence[Any]) -> Record:
        values = _made(row, self._from_driver) if self._from_driver else row
        return tuple.__new__(self._row, values)  # as `_make` does, but for counting once more

    def execute(self, db: Connection, values: Values) -> DBAPICursor:
        cursor: DBAPICursor = self._runs(db).execute(self._sql, self._bound(values))
        return cursor

    def execute_many(self, db: Connection, rows: Sequence[Values]) -> None:
        self._runs(db).executemany(self._sql, [self._bound(values) for values in rows])

    def _runs(self, db: Connection) -> Any:  # noqa: ANN401  sqlite3's connection or psycopg's cursor
        """Return what runs it; psycopg's raw cursor takes `$1` and rewrites nothing."""
        driver: Any = db.connection.dbapi_connection
        return RawCursor(driver) if self.in_batches else driver

    def _bound(self, values: Values) -> Sequence[Any]:
        given = self._take({**self._fixed, **values} if self._fixed else values)
        return _made(given, self._to_driver) if self._to_driver else given


def _taker(names: Sequence[str]) -> Callable[[Values], tuple[Any, ...]]:
    """Return what takes the values of some names, in their order."""
    if len(names) > 1:
        return itemgetter(*names)
    return lambda values: tuple(values[name] for name in names)


def _those(made: Iterable[_Process | None]) -> list[tuple[int, _Process]]:
    """Return where something has to be made of a value, and what."""
    return [(place, process) for place, process in enumerate(made) if process is not None]


def _made(values: Sequence[Any], places: Sequence[tuple[int, _Process]]) -> Sequence[Any]:
    changed = list(values)
    for place, process in places:
        changed[place] = process(changed[place])
    return changed


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
