"""People and customers, as shown beside what is theirs."""

from __future__ import annotations

from dataclasses import dataclass

from engine.kernel.ids import CustomerId


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Somebody by login and by the name people say."""

    login: str
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CustomerCard:
    """The customer of a case as needed beside a task."""

    id: CustomerId
    name: str
    account_no: str | None
    address: str | None
    contact: str | None
    phone: str | None
    tier: str | None
    tier_reason: str | None
    manager: Person | None
    voltage_kv: str | None
    lines: tuple[str, ...]
