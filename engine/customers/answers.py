"""The list of customers, one customer, and what happened to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from engine.customers.customers import (
    Customer,
    CustomerHistoryReading,
    CustomerPlace,
    CustomerStore,
    Wanted,
)
from engine.customers.errors import UnknownCustomer
from engine.customers.handlers import may_see
from engine.customers.messages import (
    AssignCustomer,
    ChangeCustomer,
    ChooseCustomers,
    CustomerChanges,
    CustomerChoices,
    CustomerDetail,
    CustomerLine,
    Customers,
    CustomerView,
    SetTier,
)
from engine.customers.rules import edition_of
from engine.identity.audit import AuditTrail, StoredEvent, trail_of
from engine.identity.context import Context
from engine.identity.permissions import Scope, scope_of
from engine.identity.ports import PersonStore
from engine.identity.users import MANAGERS, User
from engine.kernel.errors import BadPlace
from engine.kernel.ids import CustomerId, UserId
from engine.kernel.pages import Page

MOST_ROWS = 200
_LARGEST_PLACE = 10**18


class CustomerReadUnit(Protocol):
    """One look at the store, as answers here need it."""

    @property
    def customers(self) -> CustomerStore:
        """The register."""
        ...

    @property
    def people(self) -> PersonStore:
        """People."""
        ...

    @property
    def history(self) -> CustomerHistoryReading:
        """What happened to customers."""
        ...


def read_customers(query: Customers, context: Context[CustomerReadUnit]) -> Page[CustomerLine]:
    """Answer `Customers`."""
    limit = max(1, min(query.limit, MOST_ROWS))
    wanted = Wanted(
        text=query.text.strip(), tier=query.tier, line=query.line, manager=query.manager
    )
    if context.scope is not Scope.STATION:
        if query.manager not in (None, context.actor.id):
            return Page(rows=(), next=None)
        wanted = Wanted(
            text=wanted.text, tier=wanted.tier, line=wanted.line, manager=context.actor.id
        )
    found = context.unit.customers.page(wanted, _place(query.after), limit + 1)
    shown = found[:limit]
    named = context.unit.people.names(c.manager for c in shown if c.manager)
    rows = tuple(
        CustomerLine(customer=each, manager=named.get(each.manager or UserId(""))) for each in shown
    )
    return Page(rows=rows, next=_written(shown[-1]) if len(found) > limit else None)


def sales_order(customer: Customer) -> int:
    """Return what the list is ordered by: annual sales, -1 for unknown ones."""
    sold = customer.annual_sales_kwh
    return -1 if sold is None else sold


def _written(customer: Customer) -> str:
    return f"{sales_order(customer)}.{customer.id}"


def _place(text: str | None) -> CustomerPlace | None:
    if text is None:
        return None
    sold, dot, key = text.partition(".")
    whole = sold.removeprefix("-")
    if not (dot and _is_number(whole) and _is_number(key)):
        raise BadPlace(text)
    place = int(sold), CustomerId(int(key))
    if max(place) >= _LARGEST_PLACE:
        raise BadPlace(text)
    return place


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 18


def read_customer(query: CustomerDetail, context: Context[CustomerReadUnit]) -> CustomerView:
    """Answer `CustomerDetail`."""
    customer = visible(context, query.customer)
    hand = customer.by_hand
    logins = (customer.manager, hand.by if hand else None)
    named = context.unit.people.names(login for login in logins if login)
    wishes = {
        "change": ChangeCustomer.action,
        "assign": AssignCustomer.action,
        "tier": SetTier.action,
    }
    return CustomerView(
        customer=customer,
        manager=named.get(customer.manager or UserId("")),
        rated_by=named.get(hand.by) if hand else None,
        edition=edition_of(customer),
        may=frozenset(
            word
            for word, action in wishes.items()
            if scope_of(context.actor, action) is not Scope.NONE
        ),
    )


def visible(context: Context[Any], key: CustomerId) -> Customer:
    """Return a customer that the reader may know of. Raises UnknownCustomer."""
    customer: Customer | None = context.unit.customers.get(key)
    if customer is None or not may_see(context, customer):
        raise UnknownCustomer(key)
    return customer


def read_choices(_: ChooseCustomers, context: Context[CustomerReadUnit]) -> CustomerChoices:
    """Answer `ChooseCustomers`."""
    whole = context.scope is Scope.STATION
    register, people = context.unit.customers, context.unit.people
    lines = register.lines(None if whole else context.actor.id)
    having = people.names(register.managers()) if whole else {}
    able = people.with_roles(MANAGERS) if whole else []
    return CustomerChoices(
        lines=tuple(lines), managers=_by_login(list(having.values())), able=_by_login(able)
    )


def _by_login(users: Sequence[User]) -> tuple[User, ...]:
    return tuple(sorted(users, key=lambda user: user.id))


def read_changes(query: CustomerChanges, context: Context[CustomerReadUnit]) -> AuditTrail:
    """Answer `CustomerChanges`."""
    customer = visible(context, query.customer)
    limit = max(1, min(query.limit, MOST_ROWS))
    found = context.unit.history.of_customer(customer.id, query.before, limit + 1)
    return trail_of(found, limit, _logins, context.unit.people.names)


def _logins(event: StoredEvent) -> Iterator[str]:
    if event.actor:
        yield event.actor
    for part in ("before", "after"):
        facts = event.data.get(part)
        if isinstance(facts, dict) and facts.get("manager"):
            yield facts["manager"]
