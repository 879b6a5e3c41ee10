"""The work behind external service tasks that only touches our own store: done in the same step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from engine.cases.errors import FormRejected
from engine.cases.noting import actor_of
from engine.cases.stepping.machinery import TopicCall, TopicHandler
from engine.cases.tokens.changes import Value
from engine.customers.assignment import choose_manager
from engine.customers.customers import Customer
from engine.customers.saving import Occasion, save
from engine.definitions.forms import FieldError
from engine.history.events import ManagerAssigned
from engine.identity.users import MANAGERS
from engine.kernel.ids import UserId


def assign_manager(call: TopicCall) -> Mapping[str, Value]:
    """Name the case's customer manager by `manager_grade` and enter them in the register.

    Reads `manager_grade`, `accepted_by` and `tier_at_application` (tier and reason); sets
    `manager`. A case that began by itself and finds no manager at all stays without one.
    """
    unit, variables = call.context.unit, call.variables
    grade = variables.get("manager_grade")
    able = unit.people.with_roles(MANAGERS)
    told = variables.get("accepted_by")
    accepted_by = UserId(str(told)) if told else actor_of(call.context)
    busy = unit.cases.open_cases([person.id for person in able])
    chosen = choose_manager(grade if isinstance(grade, str) else None, able, busy, accepted_by)
    if chosen is None:
        return {}
    _enter(call, chosen)
    call.note(
        ManagerAssigned(
            element=call.at.element,
            instance=call.at.instance,
            manager=chosen,
            grade=grade if isinstance(grade, str) else None,
        )
    )
    return {"manager": chosen}


LONGEST_ACCOUNT = 32
"""Characters the register holds of an account number."""


def enter_account(call: TopicCall) -> Mapping[str, Value]:
    """Enter the variable `account_no` (户号) in the register for a customer who has none yet.

    A customer's number is never replaced; without a number or a customer nothing is entered.
    Raises FormRejected when the number is another customer's or too long, so that whoever gave it
    learns it at its field and the step before is not done.
    """
    told, customer = call.variables.get("account_no"), _customer(call)
    number = told.strip() if isinstance(told, str) else ""
    if not number or customer is None or customer.account_no is not None:
        return {}
    if len(number) > LONGEST_ACCOUNT:
        raise FormRejected(form="", errors=(_wrong("max-length", max=LONGEST_ACCOUNT),))
    register = call.context.unit.customers
    if register.by_account(customer.station, number) is not None:
        raise FormRejected(form="", errors=(_wrong("taken"),))
    _save(call, customer, replace(customer, account_no=number))
    return {}


def _wrong(code: str, **data: int) -> FieldError:
    return FieldError(path=("account_no",), component="account_no", code=code, data=data)


def _enter(call: TopicCall, manager: UserId) -> None:
    customer = _customer(call)
    if customer is None:
        return
    told = call.variables.get("tier_at_application")
    known = told if isinstance(told, Mapping) else {}
    tier, reason = known.get("tier"), known.get("reason")
    after = replace(
        customer,
        manager=manager,
        tier_at_application=tier or customer.tier_at_application,
        application_reason=reason or customer.application_reason,
    )
    # Until the register knows what a customer buys, the newest application says the tier.
    if isinstance(tier, str) and customer.annual_sales_kwh is None:
        after = after.rated(tier, reason, call.context.now)
    _save(call, customer, after)


def _save(call: TopicCall, before: Customer, after: Customer) -> None:
    """Save a customer; its own history says by which case."""
    context = call.context
    on = Occasion(at=context.now, actor=actor_of(context), case=call.case.number)
    save(context.unit, before, after, on)


def _customer(call: TopicCall) -> Customer | None:
    number = call.case.customer
    return call.context.unit.customers.get(number) if number is not None else None


TOPICS: Mapping[str, TopicHandler] = {
    "assign-manager": assign_manager,
    "enter-account": enter_account,
}
"""Who handles which topic."""
