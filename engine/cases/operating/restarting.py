"""Beginning a case anew from one that has ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from engine.cases.commands import Started
from engine.cases.operating.commands import RestartCase
from engine.cases.operating.errors import CaseNotOver
from engine.cases.operating.located import located, reasoned, write_down
from engine.cases.ports import CaseUnit
from engine.cases.records import CaseRecord, CaseState
from engine.cases.stepping.machinery import Machinery
from engine.cases.stepping.step import begin
from engine.feel.wire import loads
from engine.history.chain import GENESIS
from engine.history.events import CaseStarted
from engine.history.operations import RestartedAs, RestartedFrom
from engine.identity.context import Context
from engine.kernel.ids import CaseId
from engine.kernel.messages import Event

GIVEN = ("accepted_by", "accepted_at", "accepted_on")
"""What the engine told the first case of its acceptance, and this one again."""


class Restart:
    """Begins a new case with an ended one's customer and values."""

    def __init__(self, machinery: Machinery) -> None:
        """Move tokens with `machinery`."""
        self._machinery = machinery

    def __call__(self, command: RestartCase, context: Context[CaseUnit]) -> Started:
        """Restart a case once per request; both histories name the other case."""
        reason = reasoned(command.reason)
        unit, station = context.unit, context.actor.station
        if command.request is not None:
            before = unit.cases.of_request(station, command.request)
            if before is not None:
                return Started(case=before.id, number=before.number)
        old = located(context, command.case)
        if not old.state.is_over:
            raise CaseNotOver(old.id, old.number)
        new = unit.cases.reserve(_anew(old, context), command.request)
        variables = self._variables(command, context, old, new)
        first = self._first(command, context, old, new, reason)
        begin(self._machinery, context, new, variables, first, command.start)
        link = RestartedAs(case=new.id, number=new.number, reason=reason)
        unit.cases.save(write_down(context, old, [link]))
        return Started(case=new.id, number=new.number)

    @staticmethod
    def _variables(
        command: RestartCase, context: Context[CaseUnit], old: CaseRecord, new: CaseRecord
    ) -> dict[str, Any]:
        if command.start:
            return {**old.variables, "case_no": new.number}
        given = {name: old.variables[name] for name in GIVEN if name in old.variables}
        applied = _application(context, old).get("values") or {}
        return {**applied, **given, "manager": new.manager, "case_no": new.number}

    @staticmethod
    def _first(
        command: RestartCase,
        context: Context[CaseUnit],
        old: CaseRecord,
        new: CaseRecord,
        reason: str,
    ) -> list[Event]:
        definition = context.unit.definitions.get(new.definition)
        applied = _application(context, old)
        started = CaseStarted(
            number=new.number,
            process=new.process,
            version=definition.version if definition else 0,
            form=None if command.start else applied.get("form"),
            values=dict(old.variables) if command.start else applied.get("values") or {},
        )
        link = RestartedFrom(
            case=old.id,
            number=old.number,
            started=[target.element for target in command.start],
            reason=reason,
        )
        return [started, link]


def _application(context: Context[CaseUnit], old: CaseRecord) -> Mapping[str, Any]:
    """Return how the old case was begun: the form and its values, as its history has them."""
    first = context.unit.history.of_case(old.id, (CaseStarted.kind,))
    found: Mapping[str, Any] = loads(first[0].data) if first else {}
    return found


def _anew(old: CaseRecord, context: Context[CaseUnit]) -> CaseRecord:
    return replace(
        old,
        id=CaseId(0),
        number="",
        manager=old.manager or context.actor.id,
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
