"""The register of customers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, fields, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, text, update

from engine.customers.answers import sales_order
from engine.customers.customers import ByHand, Contact, Customer, CustomerPlace, Wanted
from engine.history.chain import GENESIS
from engine.kernel.ids import CustomerId, StationId, UserId
from engine.storage.lists.customers import distinct_lines, distinct_managers, page_of, parts_of
from engine.storage.tables.stations import customer as table
from engine.storage.tables.stations import customer_line as lines
from engine.storage.tables.stations import customer_part as parts
from engine.storage.types import fits, writable

_AT_ONCE = 500
_ELSEWHERE = frozenset({"id", "station", "lines", "contacts", "by_hand"})
_OF_HAND = {
    "by": "hand_by",
    "reason": "hand_reason",
    "until": "hand_until",
    "rule_tier": "rule_tier",
    "rule_reason": "rule_reason",
    "rule_since": "rule_since",
}
"""In which columns stands what is said of a tier set by hand."""
_OWN = tuple(f.name for f in fields(Customer) if f.name not in _ELSEWHERE)


class SqlCustomers:
    """Customers inside a transaction."""

    def __init__(self, connection: Connection) -> None:
        """Work on an open transaction."""
        self._db = connection

    def get(self, customer: CustomerId) -> Customer | None:
        """Return a customer."""
        return next(iter(self._with_keys([customer])), None) if fits(customer) else None

    def hold(self, customer: CustomerId) -> Customer | None:
        """Return a customer and keep others from changing it until the transaction ends."""
        if not fits(customer):
            return None
        self._db.execute(select(table.c.id).where(table.c.id == customer).with_for_update())
        return self.get(customer)

    def hold_all(self) -> None:
        """Keep others from entering and changing customers until the transaction ends."""
        # On SQLite one transaction alone writes.
        if self._db.dialect.name == "postgresql":
            self._db.execute(text("LOCK TABLE customer IN SHARE ROW EXCLUSIVE MODE"))

    def some(self, wanted: Iterable[CustomerId]) -> Mapping[CustomerId, Customer]:
        """Return customers by key; unknown keys are left out."""
        keys = sorted(wanted)
        chunks = (keys[n : n + _AT_ONCE] for n in range(0, len(keys), _AT_ONCE))
        return {customer.id: customer for chunk in chunks for customer in self._with_keys(chunk)}

    def by_account(self, station: StationId, account_no: str) -> Customer | None:
        """Return the customer of an account number."""
        return self.by_accounts(station, [account_no]).get(account_no)

    def by_accounts(self, station: StationId, accounts: Sequence[str]) -> Mapping[str, Customer]:
        """Return the customers of some account numbers."""
        known = [account for account in accounts if writable(account)]
        wanted = select(table).where(table.c.station_id == station, table.c.account_no.in_(known))
        found = self._customers(self._db.execute(wanted).all())
        return {each.account_no or "": each for each in found}

    def add(self, customer: Customer, now: datetime) -> CustomerId:
        """Enter a new customer (its `id` is ignored) and return the id given."""
        row = insert(table).values(
            **_values(customer), chain_seq=0, chain_hash=GENESIS, created_at=now
        )
        key = CustomerId(self._db.execute(row.returning(table.c.id)).scalar_one())
        self._enter_lists(replace(customer, id=key))
        return key

    def update(self, customer: Customer) -> None:
        """Save a customer's changed fields, and what lists find it by where that changed."""
        before = self.get(customer.id)
        changed = update(table).where(table.c.id == customer.id)
        self._db.execute(changed.values(**_values(customer)))
        if before is None or _listed(before) == _listed(customer):
            return
        self._db.execute(delete(lines).where(lines.c.customer_id == customer.id))
        found_by = (
            parts.c.part.in_(parts_of(before.name, before.account_no or "")),
            parts.c.sales_order == sales_order(before),
            parts.c.customer_id == customer.id,
        )
        self._db.execute(delete(parts).where(*found_by))
        self._enter_lists(customer)

    def _enter_lists(self, customer: Customer) -> None:
        place = {"customer_id": customer.id, "sales_order": sales_order(customer)}
        named = [{"position": n, "line": line} | place for n, line in enumerate(customer.lines)]
        if named:
            self._db.execute(insert(lines), named)
        found_by = [{"part": p} | place for p in parts_of(customer.name, customer.account_no or "")]
        if found_by:
            self._db.execute(insert(parts), found_by)

    def largest(self, limit: int) -> Sequence[tuple[CustomerId, int]]:
        """Return the customers with the most annual sales, the largest first."""
        order = (table.c.sales_order.desc(), table.c.id)
        wanted = select(table.c.id, table.c.sales_order).where(table.c.sales_order > 0)
        rows = self._db.execute(wanted.order_by(*order).limit(limit))
        return [(CustomerId(row.id), row.sales_order) for row in rows]

    def ended_by_hand(self, today: date, limit: int) -> Sequence[CustomerId]:
        """Return whose tier was set by hand through a day that is over."""
        until = table.c.hand_until
        wanted = select(table.c.id).where(until.is_not(None), until < today)
        rows = self._db.execute(wanted.order_by(until, table.c.id).limit(limit)).scalars()
        return [CustomerId(key) for key in rows]

    def ranked(self) -> Mapping[CustomerId, int]:
        """Return every customer that has a rank."""
        wanted = select(table.c.id, table.c.sales_rank).where(table.c.sales_rank.is_not(None))
        return {CustomerId(row.id): row.sales_rank for row in self._db.execute(wanted)}

    def page(self, wanted: Wanted, after: CustomerPlace | None, limit: int) -> Sequence[Customer]:
        """Return a page of customers, the largest by annual sales first."""
        told = (wanted.text, wanted.tier or "", wanted.line or "", wanted.manager or "")
        if not all(map(writable, told)):
            return []
        keys = list(self._db.execute(page_of(self._db, wanted, after, limit)).scalars())
        found = {customer.id: customer for customer in self._with_keys(keys)}
        return [found[key] for key in keys]

    def lines(self, manager: UserId | None) -> Sequence[str]:
        """Return the names of the lines that supply anybody, or one manager's customers."""
        return sorted(self._db.execute(distinct_lines(manager)).scalars())

    def managers(self) -> Sequence[UserId]:
        """Return whoever is some customer's manager."""
        return [UserId(login) for login in self._db.execute(distinct_managers()).scalars()]

    def _with_keys(self, keys: Sequence[CustomerId]) -> Iterator[Customer]:
        rows = self._db.execute(select(table).where(table.c.id.in_(keys)).order_by(table.c.id))
        yield from self._customers(rows.all())

    def _customers(self, rows: Sequence[Row[Any]]) -> list[Customer]:
        keys = [row.id for row in rows]
        named: dict[int, list[str]] = {key: [] for key in keys}
        wanted = select(lines).where(lines.c.customer_id.in_(keys))
        for row in self._db.execute(wanted.order_by(lines.c.customer_id, lines.c.position)):
            named[row.customer_id].append(row.line)
        return [_customer(row, tuple(named[row.id])) for row in rows]


def _listed(customer: Customer) -> tuple[object, ...]:
    return customer.name, customer.account_no, customer.lines, sales_order(customer)


def _values(customer: Customer) -> dict[str, Any]:
    contacts = [
        {name: value for name, value in asdict(contact).items() if value}
        for contact in customer.contacts
    ]
    hand = customer.by_hand
    by_hand = {column: getattr(hand, name, None) for name, column in _OF_HAND.items()}
    return (
        {name: getattr(customer, name) for name in _OWN}
        | by_hand
        | {
            "station_id": customer.station,
            "contacts": json.dumps(contacts, ensure_ascii=False),
            "sales_order": sales_order(customer),
        }
    )


def _customer(row: Row[Any], supplied_by: tuple[str, ...]) -> Customer:
    return Customer(
        id=CustomerId(row.id),
        station=StationId(row.station_id),
        lines=supplied_by,
        contacts=tuple(Contact(**told) for told in json.loads(row.contacts)),
        by_hand=_by_hand(row),
        **{name: getattr(row, name) for name in _OWN},
    )


def _by_hand(row: Row[Any]) -> ByHand | None:
    if row.hand_by is None:
        return None
    return ByHand(**{name: getattr(row, column) for name, column in _OF_HAND.items()})
