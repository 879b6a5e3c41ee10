"""What every new case has in common, whoever or whatever begins it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

from engine.cases.errors import NotStartable
from engine.cases.incoming.values import LONGEST_REQUEST, text_of
from engine.cases.noting import actor_of
from engine.cases.ports.unit import CaseUnit
from engine.cases.records import CaseRecord, CaseState
from engine.cases.stepping.machinery import Machinery
from engine.cases.stepping.step import begin
from engine.customers.customers import Contact, Customer
from engine.customers.events import CustomerEntered
from engine.customers.rules import facts, flaws, tidied
from engine.definitions.definitions import Definition
from engine.definitions.diagrams.model import Process
from engine.history.chain import GENESIS
from engine.history.events import CaseStarted
from engine.identity.context import Context
from engine.identity.users import MANAGERS, Forbidden, Role
from engine.kernel.ids import CaseId, CustomerId

APPLICANT = {
    "account_no": ("account_no", 32),
    "name": ("customer_name", 300),
    "address": ("address", 2000),
    "industry": ("industry", 200),
    "voltage_kv": ("applied_voltage_kv", 16),
    "importance_grade": ("importance_grade", 16),
    "reliability_need": ("reliability_need", 16),
    "social_impact": ("social_impact", 16),
    "new_energy": ("new_energy", 16),
    "dedicated_line": ("dedicated_line", 16),
}
"""Which variable of a new case holds which entry of the customer register, and its longest."""
CONTACT = {"name": ("contact_name", 200), "phone": ("contact_phone", 64)}
COUNTED = ("sources", "circuits")
"""Variables that hold how many the customer applies for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Trigger:
    """What begins a case when no person does, and at which start event: see `CaseStarted`."""

    kind: Literal["message", "signal", "timer", "conditional"]
    element: str
    name: str | None = None
    due: datetime | None = None
    reason: str | None = None
    sender: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Beginning:
    """How a case begins. `values` were submitted or sent. A person who applies (no `trigger`)
    becomes its manager and is who accepted it; nobody is when a message, a signal or a time begins
    it.
    """

    definition: Definition
    values: Mapping[str, Any]
    trigger: Trigger | None = None
    request: str | None = None
    business_key: str | None = None


def begin_case(
    machinery: Machinery, context: Context[CaseUnit], beginning: Beginning
) -> CaseRecord:
    """Enter a case, run it to rest and save it; a customer not known yet is entered with it.

    Raises NotStartable when the process has no such start event, and what the runner raises.
    """
    definition, trigger = beginning.definition, beginning.trigger
    process = machinery.catalogue.process(definition.id, definition.key)
    start = _start(process, trigger)
    customer, is_new = _customer(context, beginning.values)
    new = _new_case(context, beginning, customer, process.properties.get("stage"))
    case = context.unit.cases.reserve(new, beginning.request)
    if customer is not None and is_new:
        _tell_of(context, customer, case)
    variables = {**beginning.values, **_given(machinery, context, case, applies=not trigger)}
    initiator = process.initiator(start)
    if initiator is not None:
        variables[initiator] = actor_of(context)
    first = _started(beginning, process, case.number)
    return begin(machinery, context, case, variables, [first], start or ()).case


def _start(process: Process, trigger: Trigger | None) -> str | None:
    """Return the start event it begins at, None for the one without an event."""
    if trigger is not None:
        return trigger.element
    if process.initial is None:
        raise NotStartable(process.id)
    return None if process.initial is process.plain_start else process.initial.id


def _started(beginning: Beginning, process: Process, number: str) -> CaseStarted:
    definition, trigger = beginning.definition, beginning.trigger
    return CaseStarted(
        element=_start(process, trigger),
        number=number,
        process=definition.key,
        version=definition.version,
        form=None if trigger else process.start_form,
        values=dict(beginning.values),
        trigger=trigger.kind if trigger else None,
        name=trigger.name if trigger else None,
        due=trigger.due if trigger else None,
        reason=trigger.reason if trigger else None,
        sender=trigger.sender if trigger else None,
    )


def begun_before(context: Context[CaseUnit], request: str | None) -> CaseRecord | None:
    """Return the case that the same request, sent before, has begun. Raises BadValue."""
    wanted = text_of("request", request, LONGEST_REQUEST)
    return None if wanted is None else context.unit.cases.of_request(context.actor.station, wanted)


def require_starter(context: Context[CaseUnit], process: Process, action: str) -> None:
    """Raise Forbidden when a process names who may start it, and the person is not among them."""
    if not may_start(context, process):
        raise Forbidden(context.actor.id, action)


def may_start(context: Context[CaseUnit], process: Process) -> bool:
    """Say whether a person is among those a process names to start it; none named: everybody is.

    The administrator may do everything, and the engine itself begins what is due.
    """
    actor = context.actor
    if not process.starter_users and not process.starter_groups:
        return True
    if actor.roles & {Role.ADMINISTRATOR, Role.SYSTEM}:
        return True
    return actor.id in process.starter_users or not actor.groups.isdisjoint(process.starter_groups)


def _given(
    machinery: Machinery, context: Context[CaseUnit], case: CaseRecord, *, applies: bool
) -> dict[str, Any]:
    """Return what the engine itself tells a case at its start."""
    accepted_at = context.now.astimezone(machinery.calendar.zone)
    told = {
        "case_no": case.number,
        "accepted_at": accepted_at,
        "accepted_on": accepted_at.date(),
    }
    if applies:
        told |= {"accepted_by": context.actor.id, "manager": context.actor.id}
    return told


def _customer(
    context: Context[CaseUnit], values: Mapping[str, Any]
) -> tuple[Customer | None, bool]:
    """Return the customer of an account number, or a new one, and whether it is new."""
    told: dict[str, Any] = _texts(APPLICANT, values)
    station, register = context.actor.station, context.unit.customers
    if "account_no" in told:
        known = register.by_account(station, told["account_no"])
        if known is not None:
            return known, False
    if "name" not in told:
        return None, False
    contact = _texts(CONTACT, values)
    if contact:
        named = contact.get("name", told["name"][:200])
        told["contacts"] = (Contact(name=named, phone=contact.get("phone")),)
    told |= {name: n for name in COUNTED if (n := _count(values.get(name))) is not None}
    if context.actor.roles & MANAGERS:
        told["manager"] = context.actor.id
    new = tidied(Customer(id=CustomerId(0), station=station, **told))
    if flaws(new):
        # What a case was begun with is not refused because the register wants it otherwise.
        account = new.account_no
        key, manager = CustomerId(0), new.manager
        new = Customer(id=key, station=station, name=new.name, account_no=account, manager=manager)
    return replace(new, id=register.add(new, context.now)), True


def _tell_of(context: Context[CaseUnit], customer: Customer, case: CaseRecord) -> None:
    """Begin a new customer's own history: it came with this case."""
    event = CustomerEntered(after=facts(customer), case=case.number)
    context.unit.history.append_to_customer(
        customer.id, [event], at=context.now, actor=actor_of(context)
    )


def _count(value: Any) -> int | None:  # noqa: ANN401  a variable holds any JSON
    """Return a small whole number; None when it is none."""
    is_number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    return int(value) if is_number and value in range(1, 10) else None


def _texts(wanted: Mapping[str, tuple[str, int]], values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        entry: value
        for entry, (key, longest) in wanted.items()
        if isinstance(value := values.get(key), str) and value and len(value) <= longest
    }


def _new_case(
    context: Context[CaseUnit], beginning: Beginning, customer: Customer | None, stage: str | None
) -> CaseRecord:
    return CaseRecord(
        id=CaseId(0),
        station=context.actor.station,
        number="",
        business_key=beginning.business_key,
        definition=beginning.definition.id,
        process=beginning.definition.key,
        stage=stage,
        customer=customer.id if customer else None,
        customer_name=customer.name if customer else "",
        account_no=customer.account_no if customer else None,
        manager=context.actor.id if beginning.trigger is None else None,
        state=CaseState.OPEN,
        outcome=None,
        version=0,
        tokens=b"",
        variables={},
        activities={},
        chain=(0, GENESIS),
        started=context.now,
        ended=None,
    )
