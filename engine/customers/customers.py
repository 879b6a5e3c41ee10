"""The register of customers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol

from engine.identity.audit import StoredEvent
from engine.kernel.ids import CustomerId, StationId, UserId
from engine.kernel.messages import Event


@dataclass(frozen=True, kw_only=True, slots=True)
class Contact:
    """Somebody to speak to at a customer's; `duty` is what for."""

    name: str
    duty: str | None = None
    phone: str | None = None


BY_HAND = "by-hand"
"""The reason of a tier that no rule gave."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ByHand:
    """That a tier was set by hand: by whom, why, and through which day; None is without end.

    Beside it stands what the tier would be without: the rules go on being asked.
    """

    by: UserId
    reason: str
    until: date | None
    rule_tier: str | None
    rule_reason: str | None
    rule_since: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Customer:
    """A customer. `account_no` (户号) is given when the first connection is archived.

    The first contact is the main one, the first line the main supply. `sales_rank` is the place
    among the customers by annual sales, kept for the largest alone. `tier` is the one in force:
    that of the application until the register's own facts are asked (`customer-tier.dmn`), or the
    one set `by_hand`; `tier_at_application` is what the newest application was classified as.
    """

    id: CustomerId
    station: StationId
    name: str
    account_no: str | None = None
    address: str | None = None
    industry: str | None = None
    contacts: tuple[Contact, ...] = ()
    voltage_kv: str | None = None
    capacity_kva: int | None = None
    annual_sales_kwh: int | None = None
    lines: tuple[str, ...] = ()
    sources: int | None = None
    circuits: int | None = None
    importance_grade: str | None = None
    reliability_need: str | None = None
    social_impact: str | None = None
    new_energy: str | None = None
    dedicated_line: str | None = None
    manager: UserId | None = None
    tier: str | None = None
    tier_reason: str | None = None
    tier_since: datetime | None = None
    sales_rank: int | None = None
    tier_at_application: str | None = None
    application_reason: str | None = None
    by_hand: ByHand | None = None

    @property
    def by_rule(self) -> tuple[str | None, str | None]:
        """Return the tier that rules or an application gave, and the reason."""
        hand = self.by_hand
        return (hand.rule_tier, hand.rule_reason) if hand else (self.tier, self.tier_reason)

    def rated(self, tier: str, reason: str | None, now: datetime) -> Customer:
        """Return the customer as rules or an application rate it; what is set by hand stays."""
        hand = self.by_hand
        if hand is None:
            since = self.tier_since if tier == self.tier else None
            return replace(self, tier=tier, tier_reason=reason, tier_since=since or now)
        since = hand.rule_since if tier == hand.rule_tier else None
        hand = replace(hand, rule_tier=tier, rule_reason=reason, rule_since=since or now)
        return replace(self, by_hand=hand)

    @property
    def main_contact(self) -> Contact | None:
        """Return whom to speak to first."""
        return self.contacts[0] if self.contacts else None


CustomerPlace = tuple[int, CustomerId]
"""Where a page of customers ended: annual sales (-1 unknown) and the customer."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """Which customers a list is of; nothing said, all."""

    text: str = ""
    tier: str | None = None
    line: str | None = None
    manager: UserId | None = None


class CustomerStore(Protocol):
    """The register inside a transaction."""

    def get(self, customer: CustomerId) -> Customer | None:
        """Return a customer."""
        ...

    def some(self, wanted: Iterable[CustomerId]) -> Mapping[CustomerId, Customer]:
        """Return customers by key; unknown keys are left out."""
        ...

    def hold(self, customer: CustomerId) -> Customer | None:
        """Return a customer and keep others from changing it until the transaction ends."""
        ...

    def by_account(self, station: StationId, account_no: str) -> Customer | None:
        """Return the customer of an account number."""
        ...

    def by_accounts(self, station: StationId, accounts: Sequence[str]) -> Mapping[str, Customer]:
        """Return the customers of some account numbers; unknown numbers are left out."""
        ...

    def hold_all(self) -> None:
        """Keep others from entering and changing customers until the transaction ends."""
        ...

    def add(self, customer: Customer, now: datetime) -> CustomerId:
        """Enter a new customer (its `id` is ignored) and return the id given."""
        ...

    def update(self, customer: Customer) -> None:
        """Save a customer's changed fields."""
        ...

    def largest(self, limit: int) -> Sequence[tuple[CustomerId, int]]:
        """Return the customers with the most annual sales, with these, the largest first."""
        ...

    def ended_by_hand(self, today: date, limit: int) -> Sequence[CustomerId]:
        """Return whose tier was set by hand through a day that is over."""
        ...

    def ranked(self) -> Mapping[CustomerId, int]:
        """Return every customer that has a rank, with it."""
        ...

    def page(self, wanted: Wanted, after: CustomerPlace | None, limit: int) -> Sequence[Customer]:
        """Return a page of customers, the largest by annual sales first, behind a place."""
        ...

    def lines(self, manager: UserId | None) -> Sequence[str]:
        """Return the names of the lines that supply anybody, or one manager's customers."""
        ...

    def managers(self) -> Sequence[UserId]:
        """Return whoever is some customer's manager."""
        ...


class CustomerHistory(Protocol):
    """What happened to customers: to each a chain of its own."""

    def append_to_customer(
        self, customer: CustomerId, events: Sequence[Event], *, at: datetime, actor: UserId | None
    ) -> None:
        """Chain events behind a customer's."""
        ...


class CustomerHistoryReading(Protocol):
    """What happened to customers, for queries."""

    def of_customer(
        self, customer: CustomerId, before: int | None, limit: int
    ) -> Sequence[StoredEvent]:
        """Return a customer's events before one of them, latest first."""
        ...
