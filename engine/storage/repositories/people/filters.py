"""Filters that people keep."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from engine.cases.saved.ports import FilterRecord
from engine.kernel.ids import FilterId, StationId, UserId
from engine.storage.tables.search import saved_filter as table
from engine.storage.types import fits


class SqlFilters:
    """Kept filters inside a transaction."""

    def __init__(self, connection: Connection) -> None:
        """Work on an open transaction."""
        self._db = connection

    def get(self, wanted: FilterId) -> FilterRecord | None:
        """Return a filter."""
        if not fits(wanted):
            return None
        row = self._db.execute(select(table).where(table.c.id == wanted)).first()
        return _record(row) if row is not None else None

    def seen_by(self, login: UserId, groups: frozenset[str], of: str) -> Sequence[FilterRecord]:
        """Return a person's filters of a list and those shared with some groups, by name."""
        own = select(table).where(table.c.owner == login, table.c.list == of)
        shared = select(table).where(table.c.group_name.in_(sorted(groups)), table.c.list == of)
        rows = [*self._db.execute(own), *(self._db.execute(shared) if groups else ())]
        found = {row.id: _record(row) for row in rows}
        return sorted(found.values(), key=lambda record: (record.name, record.id))

    def add(self, record: FilterRecord) -> FilterId:
        """Enter a filter (its `id` is ignored) and return the id given."""
        entered = insert(table).values(_values(record)).returning(table.c.id)
        return FilterId(self._db.execute(entered).scalar_one())

    def put(self, record: FilterRecord) -> None:
        """Save a filter."""
        here = table.c.id == record.id
        self._db.execute(update(table).where(here).values(_values(record)))

    def drop(self, wanted: FilterId) -> None:
        """Forget a filter."""
        self._db.execute(delete(table).where(table.c.id == wanted))


def _values(record: FilterRecord) -> dict[str, Any]:
    return {
        "station_id": record.station,
        "list": record.of,
        "owner": record.owner,
        "name": record.name,
        "asked": record.asked,
        "group_name": record.group,
    }


def _record(row: Row[Any]) -> FilterRecord:
    return FilterRecord(
        id=FilterId(row.id),
        station=StationId(row.station_id),
        of=row.list,
        owner=UserId(row.owner),
        name=row.name,
        asked=row.asked,
        group=row.group_name,
    )
