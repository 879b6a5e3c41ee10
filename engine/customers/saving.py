"""Entering and saving customers, each time with its word in the customer's own history."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from engine.customers.customers import Customer, CustomerHistory, CustomerStore
from engine.customers.events import CustomerChanged, CustomerEntered
from engine.customers.rules import changes, facts
from engine.kernel.ids import CustomerId, UserId


class RegisterUnit(Protocol):
    """One transaction, as the register needs it."""

    @property
    def customers(self) -> CustomerStore:
        """The register."""
        ...

    @property
    def history(self) -> CustomerHistory:
        """What happened to customers."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Occasion:
    """When, by whom and on what occasion: a case's number, a file's name, or by hand."""

    at: datetime
    actor: UserId | None
    case: str | None = None
    file: str | None = None


def enter(unit: RegisterUnit, customer: Customer, on: Occasion) -> Customer:
    """Enter a new customer; return it with the key it got."""
    key = unit.customers.add(customer, on.at)
    event = CustomerEntered(after=facts(customer), case=on.case, file=on.file)
    unit.history.append_to_customer(key, [event], at=on.at, actor=on.actor)
    return replace(customer, id=CustomerId(key))


def save(unit: RegisterUnit, before: Customer, after: Customer, on: Occasion) -> bool:
    """Save a customer as it is now; say whether anything that people enter has changed."""
    if after == before:
        return False
    unit.customers.update(after)
    old, new = changes(before, after)
    if not new:
        return False
    event = CustomerChanged(before=old, after=new, case=on.case, file=on.file)
    unit.history.append_to_customer(before.id, [event], at=on.at, actor=on.actor)
    return True
