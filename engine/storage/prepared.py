"""The statements of a step: written with Core, compiled once, run on the driver's own cursor.

Measured (adr/0003): building and running them through Core's `execute` costs more than all the rest
of a step. What runs seldom stays ordinary Core.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from psycopg import RawCursor
from sqlalchemy import Connection, Integer, LargeBinary, SelectBase, String
from sqlalchemy.engine import Dialect
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.types import TypeEngine

from engine.storage.connections.together import Answer, Send, ahead, in_batch, settle
from engine.storage.kept import kept
from engine.storage.types import Moment

Record = Any
"""A row with its columns as attributes, Core's or ours."""

Values = Mapping[str, Any]
T = TypeVar("T")
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
        rows = self._rows(made, db, values)
        return made.record(rows[0]) if rows else None

    def read(self, db: Connection, values: Values, make: Callable[[list[Record]], T]) -> T:
        """Return what is made of the rows found, which nobody changes: it is kept where it may be.

        The statement reads `kept.TABLES` alone, and is always read by the same `make`.
        """
        answers = kept(db)
        if answers is None:
            return make(self.all(db, values))
        known = self._known(values)
        if known not in answers:
            answers[known] = make(self.all(db, values))
        answer: T = answers[known]
        return answer

    def all(self, db: Connection, values: Values) -> list[Record]:
        """Return every row found."""
        made = self._for(db)
        return [made.record(row) for row in self._rows(made, db, values)]

    def _rows(self, made: _Compiled, db: Connection, values: Values) -> Sequence[Sequence[Any]]:
        rows = ahead(db, self._known(values)) if made.in_batches else None
        return made.execute(db, values).fetchall() if rows is None else rows

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
        fixed = {
            k: v
            for k, v in compiled.construct_params(_check=False).items()
            if v is not None and k not in columns
        }
        names = list(compiled.positiontup or ())
        kinds = {name: bound.type for bound, name in compiled.bind_names.items()}
        self._bound = _binder([(name, _bind(kinds[name], dialect)) for name in names], fixed)
        found = list(statement.selected_columns) if isinstance(statement, SelectBase) else []
        self.record = _maker([(str(column.key), _result(column.type, dialect)) for column in found])

    def execute(self, db: Connection, values: Values) -> DBAPICursor:
        cursor: DBAPICursor = self._runs(db).execute(self._sql, self._bound(values))
        return cursor

    def execute_many(self, db: Connection, rows: Sequence[Values]) -> None:
        self._runs(db).executemany(self._sql, [self._bound(values) for values in rows])

    def _runs(self, db: Connection) -> Any:  # noqa: ANN401  sqlite3's connection or psycopg's cursor
        """Return what runs it; psycopg's raw cursor takes `$1` and rewrites nothing."""
        driver: Any = db.connection.dbapi_connection
        return RawCursor(driver) if self.in_batches else driver


def _binder(
    names: Sequence[tuple[str, _Process | None]], fixed: Values
) -> Callable[[Values], tuple[Any, ...]]:
    """Write what takes the values of some names as the driver wants them, in their order.

    It is written out, as `namedtuple` writes what makes a row: a step binds some eighty values.
    """
    known: dict[str, Any] = {}
    parts = []
    for place, (name, process) in enumerate(names):
        part = f"given[{name!r}]"
        if name in fixed:
            part = f"fixed{place}"
            known[part] = fixed[name]
        if process is not None:
            part, known[f"made{place}"] = f"made{place}({part})", process
        parts.append(f"{part},")
    binder: Callable[[Values], tuple[Any, ...]] = eval(f"lambda given: ({' '.join(parts)})", known)  # noqa: S307
    return binder


def _maker(columns: Sequence[tuple[str, _Process | None]]) -> Callable[[Sequence[Any]], Record]:
    """Write what makes a record, with its columns as attributes, of what the driver gives."""
    kind: type[tuple[Any, ...]] = namedtuple("Row", [name for name, _ in columns])  # type: ignore[misc]
    known: dict[str, Any] = {"new": tuple.__new__, "kind": kind}
    values, parts = "row", []  # as the driver gives them, unless something is made of one
    for place, (_, process) in enumerate(columns):
        part = f"row[{place}]"
        if process is not None:
            part, known[f"made{place}"] = f"made{place}({part})", process
        parts.append(f"{part},")
    if any(process is not None for _, process in columns):
        values = f"({' '.join(parts)})"
    maker: Callable[[Sequence[Any]], Record] = eval(f"lambda row: new(kind, {values})", known)  # noqa: S307
    return maker


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
