"""What every answer needs: definitions by id, the calendar, people's names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from engine.calendar.working import WorkingCalendar
from engine.cases.access import may_see
from engine.cases.catalogue import Catalogue
from engine.cases.errors import UnknownCase
from engine.cases.ports.reading import ReadUnit, Seen
from engine.cases.records import CaseRecord
from engine.cases.tokens.changes import Change, Value, Where
from engine.cases.tokens.runner import Bound, Runner
from engine.cases.views.people import CustomerCard, Person
from engine.definitions.diagrams.model import Element
from engine.identity.context import Context
from engine.identity.permissions import Scope
from engine.kernel.ids import CaseId, DefinitionId


@dataclass(frozen=True, kw_only=True, slots=True)
class Shelf:
    """The collaborators of answers."""

    catalogue: Catalogue
    calendar: WorkingCalendar
    runner: Runner

    def element(self, definition: DefinitionId, process: str, element: str) -> Element:
        """Return what a diagram says of an element."""
        return self.catalogue.process(definition, process).elements[element]

    def variables(self, case: CaseRecord, instance: int, now: datetime) -> Mapping[str, Value]:
        """Return the variables that an element instance of a case sees."""
        return self.runner.load(case.at_rest, Bystander(now)).variables_of(instance)


class Bystander:
    """Watches a case that is only looked at: nothing may move."""

    def __init__(self, now: datetime) -> None:
        """Look at `now`."""
        self.now = now

    def record(self, change: Change) -> None:
        """Refuse: a look changes nothing."""
        raise AssertionError(change)

    def functions(self) -> Mapping[str, Value]:
        """Return none: nothing is evaluated."""
        return {}

    def decide(self, decision: str, _: Mapping[str, Value], __: Bound) -> tuple[Value, Value]:
        """Refuse: a look decides nothing."""
        raise AssertionError(decision)

    def called(self, process: str, _: Bound) -> DefinitionId:
        """Refuse: a look calls nothing."""
        raise AssertionError(process)

    def work(self, topic: str, _: Where, __: Mapping[str, Value]) -> Mapping[str, Value]:
        """Refuse: a look does no work."""
        raise AssertionError(topic)


def seen_by(context: Context[ReadUnit]) -> Seen:
    """Return whose eyes a list is for."""
    actor = context.actor
    return Seen(
        login=actor.id,
        groups=actor.groups,
        station=context.scope is Scope.STATION,
        now=context.now,
        standing_in=context.unit.absences.standing_in(actor.id, context.now),
    )


def visible_case(context: Context[ReadUnit], case_id: CaseId) -> CaseRecord:
    """Return a case that the reader may see.

    Raises UnknownCase when there is none, or none that the reader may know of.
    """
    case = context.unit.cases.look(case_id)
    if case is None or not may_see(context, case):
        raise UnknownCase(case_id)
    return case


def people(
    context: Context[ReadUnit], logins: Iterable[str | None], language: str
) -> Mapping[str, Person]:
    """Return the people of some logins, named for the reader; an unknown login names itself."""
    wanted = {login for login in logins if login}
    known = context.unit.people.called(wanted)
    return {
        login: Person(login=login, name=known[login].name_in(language) if login in known else login)
        for login in wanted
    }


def customer_card(
    context: Context[ReadUnit], case: CaseRecord, language: str
) -> CustomerCard | None:
    """Return what a page shows of a case's customer."""
    customer = context.unit.customers.get(case.customer) if case.customer is not None else None
    if customer is None:
        return None
    named = people(context, [customer.manager], language)
    contact = customer.main_contact
    return CustomerCard(
        id=customer.id,
        name=customer.name,
        account_no=customer.account_no,
        address=customer.address,
        contact=contact.name if contact else None,
        phone=contact.phone if contact else None,
        tier=customer.tier,
        tier_reason=customer.tier_reason,
        manager=named.get(customer.manager or ""),
        voltage_kv=customer.voltage_kv,
        lines=customer.lines,
    )
