"""The work behind external service tasks that only touches our own store: done in the same step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from engine.cases.machinery import TopicCall, TopicHandler
from engine.cases.runner import Value
from engine.customers.assignment import choose_manager
from engine.history.events import ManagerAssigned
from engine.identity.users import MANAGERS
from engine.kernel.ids import UserId


def assign_manager(call: TopicCall) -> Mapping[str, Value]:
    """Name the case's customer manager by `manager_grade` and enter them in the register.

    Reads `manager_grade`, `accepted_by` and `tier_at_application` (tier and reason); sets
    `manager`.
    """
    unit, variables = call.context.unit, call.variables
    grade = variables.get("manager_grade")
    able = unit.people.with_roles(MANAGERS)
    accepted_by = UserId(str(variables.get("accepted_by") or call.context.actor.id))
    busy = unit.cases.open_cases([person.id for person in able])
    chosen = choose_manager(grade if isinstance(grade, str) else None, able, busy, accepted_by)
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


def _enter(call: TopicCall, manager: UserId) -> None:
    register, number = call.context.unit.customers, call.case.customer
    customer = register.get(number) if number is not None else None
    if customer is None:
        return
    tier = call.variables.get("tier_at_application")
    known = tier if isinstance(tier, Mapping) else {}
    register.update(
        replace(
            customer,
            manager=manager,
            tier_at_application=known.get("tier") or customer.tier_at_application,
            tier_reason=known.get("reason") or customer.tier_reason,
        )
    )


TOPICS: Mapping[str, TopicHandler] = {"assign-manager": assign_manager}
"""Who handles which topic."""
