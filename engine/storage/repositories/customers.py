"""The register of customers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from engine.customers.customers import Customer
from engine.kernel.ids import CustomerId, StationId
from engine.storage.tables.stations import customer as table


class SqlCustomers:
    """Customers inside a transaction."""

    def __init__(self, connection: Connection) -> None:
        """Work on an open transaction."""
        self._db = connection

    def get(self, customer: CustomerId) -> Customer | None:
        """Return a customer."""
        return _customer(self._db.execute(select(table).where(table.c.id == customer)).first())

    def some(self, wanted: Iterable[CustomerId]) -> Mapping[CustomerId, Customer]:
        """Return customers by key; unknown keys are left out."""
        found = self._db.execute(select(table).where(table.c.id.in_(list(wanted))))
        known = (_customer(row) for row in found)
        return {customer.id: customer for customer in known if customer is not None}

    def by_account(self, station: StationId, account_no: str) -> Customer | None:
        """Return the customer of an account number."""
        known = (table.c.station_id == station, table.c.account_no == account_no)
        return _customer(self._db.execute(select(table).where(*known)).first())

    def add(self, customer: Customer, now: datetime) -> CustomerId:
        """Enter a new customer (its `id` is ignored) and return the id given."""
        row = insert(table).values(**_values(customer), created_at=now).returning(table.c.id)
        return CustomerId(self._db.execute(row).scalar_one())

    def update(self, customer: Customer) -> None:
        """Save a customer's changed fields."""
        changed = update(table).where(table.c.id == customer.id)
        self._db.execute(changed.values(**_values(customer)))


def _values(customer: Customer) -> dict[str, Any]:
    values = asdict(customer)
    del values["id"]
    values["station_id"] = values.pop("station")
    return values


def _customer(row: Row[Any] | None) -> Customer | None:
    if row is None:
        return None
    values = dict(row._mapping)
    del values["created_at"]
    values["station"] = values.pop("station_id")
    return Customer(**values)
