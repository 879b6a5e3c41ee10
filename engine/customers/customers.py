"""The register of customers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from engine.kernel.ids import CustomerId, StationId, UserId


@dataclass(frozen=True, kw_only=True, slots=True)
class Customer:
    """A customer. `account_no` (户号) is given when the first connection is archived.

    `tier_at_application` is what the application was classified as (DOMAIN.md section 5); the tier
    for the after-sale service is another and comes with it.
    """

    id: CustomerId
    station: StationId
    name: str
    account_no: str | None = None
    address: str | None = None
    contact: str | None = None
    phone: str | None = None
    voltage_kv: str | None = None
    line: str | None = None
    manager: UserId | None = None
    tier_at_application: str | None = None
    tier_reason: str | None = None


class CustomerStore(Protocol):
    """The register inside a transaction."""

    def get(self, customer: CustomerId) -> Customer | None:
        """Return a customer."""
        ...

    def some(self, wanted: Iterable[CustomerId]) -> Mapping[CustomerId, Customer]:
        """Return customers by key; unknown keys are left out."""
        ...

    def by_account(self, station: StationId, account_no: str) -> Customer | None:
        """Return the customer of an account number."""
        ...

    def add(self, customer: Customer, now: datetime) -> CustomerId:
        """Enter a new customer (its `id` is ignored) and return the id given."""
        ...

    def update(self, customer: Customer) -> None:
        """Save a customer's changed fields."""
        ...
