"""Beginning a case from its application form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.cases.commands import StartCase, Started
from engine.cases.errors import FormRejected, UnknownProcess
from engine.cases.forms import Known, accept
from engine.cases.ports import CaseUnit
from engine.cases.records import CaseRecord, CaseState
from engine.cases.stepping.functions import functions
from engine.cases.stepping.machinery import Machinery
from engine.cases.stepping.step import begin
from engine.customers.customers import Customer
from engine.definitions.definitions import Definition, Kind
from engine.history.chain import GENESIS
from engine.history.events import CaseStarted
from engine.identity.context import Context
from engine.kernel.ids import CaseId, CustomerId

APPLICANT = {
    "account_no": "account_no",
    "name": "customer_name",
    "address": "address",
    "contact": "contact_name",
    "phone": "contact_phone",
    "voltage_kv": "applied_voltage_kv",
}
"""Which field of an application form holds which entry of the customer register."""


class Start:
    """Starts cases."""

    def __init__(self, machinery: Machinery) -> None:
        """Move tokens with `machinery`."""
        self._machinery = machinery

    def __call__(self, command: StartCase, context: Context[CaseUnit]) -> Started:
        """Start a case once per request, entering the customer when it is a new one."""
        unit, station = context.unit, context.actor.station
        if command.request is not None:
            before = unit.cases.of_request(station, command.request)
            if before is not None:
                return Started(case=before.id, number=before.number)
        definition = unit.definitions.latest(station, Kind.PROCESS, command.process)
        if definition is None:
            raise UnknownProcess(command.process)
        process = self._machinery.catalogue.process(definition.id, command.process)
        known = Known({}, functions(None, self._machinery.calendar, lambda _checkpoint: None))
        form = self._machinery.catalogue.start_form(
            unit.definitions, station, definition.id, command.process
        )
        accepted = accept(form, command.values, known, context.now)
        if accepted.errors:
            raise FormRejected(process.start_form or "", accepted.errors)
        customer = self._customer(context, accepted.values)
        case = unit.cases.reserve(
            self._new_case(context, definition, customer, process.properties.get("stage")),
            command.request,
        )
        first = CaseStarted(
            number=case.number,
            process=case.process,
            version=definition.version,
            form=process.start_form,
            values=accepted.values,
        )
        variables = {**accepted.values, **self._given(context, case)}
        if process.initiator:
            variables[process.initiator] = context.actor.id
        saved = begin(self._machinery, context, case, variables, [first]).case
        return Started(case=saved.id, number=saved.number)

    def _given(self, context: Context[CaseUnit], case: CaseRecord) -> dict[str, Any]:
        """Return what the engine itself tells a case at its start."""
        accepted_at = context.now.astimezone(self._machinery.calendar.zone)
        return {
            "case_no": case.number,
            "accepted_by": context.actor.id,
            "accepted_at": accepted_at,
            "accepted_on": accepted_at.date(),
            "manager": context.actor.id,
        }

    @staticmethod
    def _customer(context: Context[CaseUnit], values: Mapping[str, Any]) -> Customer | None:
        """Return the customer of an account number, or a new one from the form's fields."""
        told: dict[str, Any] = {
            entry: value
            for entry, key in APPLICANT.items()
            if isinstance(value := values.get(key), str) and value
        }
        station, register = context.actor.station, context.unit.customers
        if "account_no" in told:
            known = register.by_account(station, told["account_no"])
            if known is not None:
                return known
        if "name" not in told:
            return None
        new = Customer(id=CustomerId(0), station=station, **told)
        number = register.add(new, context.now)
        return register.get(number)

    @staticmethod
    def _new_case(
        context: Context[CaseUnit],
        definition: Definition,
        customer: Customer | None,
        stage: str | None,
    ) -> CaseRecord:
        return CaseRecord(
            id=CaseId(0),
            station=context.actor.station,
            number="",
            definition=definition.id,
            process=definition.key,
            stage=stage,
            customer=customer.id if customer else None,
            customer_name=customer.name if customer else "",
            account_no=customer.account_no if customer else None,
            manager=context.actor.id,
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
