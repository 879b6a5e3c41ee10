"""Beginning a case from its application form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.cases.beginning.common import (
    Beginning,
    begin_case,
    begun_before,
    require_starter,
)
from engine.cases.commands import StartCase, Started
from engine.cases.errors import FormRejected, NotStartable, UnknownProcess
from engine.cases.incoming.forms import Known, accept
from engine.cases.incoming.values import LONGEST_NAME, text_of
from engine.cases.ports.unit import CaseUnit
from engine.cases.stepping.functions import functions
from engine.cases.stepping.machinery import Machinery
from engine.definitions.definitions import Definition, Kind
from engine.definitions.diagrams.model import Process
from engine.identity.context import Context


class Start:
    """Starts cases."""

    def __init__(self, machinery: Machinery) -> None:
        """Move tokens with `machinery`."""
        self._machinery = machinery

    def __call__(self, command: StartCase, context: Context[CaseUnit]) -> Started:
        """Start a case once per request, entering the customer when it is a new one."""
        before = begun_before(context, command.request)
        if before is not None:
            return Started(case=before.id, number=before.number)
        store, station = context.unit.definitions, context.actor.station
        definition = store.latest(station, Kind.PROCESS, command.process)
        if definition is None:
            raise UnknownProcess(command.process)
        process = self._machinery.catalogue.process(definition.id, command.process)
        require_starter(context, process, command.action)
        if process.initial is None:
            raise NotStartable(command.process)
        values = self._accepted(command, context, definition, process)
        beginning = Beginning(
            definition=definition,
            values=values,
            request=command.request,
            business_key=text_of("business_key", command.business_key)
            or _business_key(process, values),
        )
        case = begin_case(self._machinery, context, beginning)
        return Started(case=case.id, number=case.number)

    def _accepted(
        self,
        command: StartCase,
        context: Context[CaseUnit],
        definition: Definition,
        process: Process,
    ) -> dict[str, Any]:
        """Return the values of the application form as typed. Raises FormRejected."""
        machinery, station = self._machinery, context.actor.station

        def known() -> Known:
            return Known({}, functions(None, machinery.calendar, lambda _checkpoint: None))

        store = context.unit.definitions
        form = machinery.catalogue.start_form(store, station, definition.id, process.id)
        accepted = accept(form, command.values, known, context.now)
        if accepted.errors:
            raise FormRejected(process.start_form or "", accepted.errors)
        return accepted.values


def _business_key(process: Process, values: Mapping[str, Any]) -> str | None:
    """Return the value of the field that a generated form names its business key."""
    link = None if process.initial is None else process.initial.form
    data = None if link is None else link.data
    if data is None or data.business_key is None:
        return None
    value = values.get(data.business_key)
    return None if value is None else str(value)[:LONGEST_NAME]
