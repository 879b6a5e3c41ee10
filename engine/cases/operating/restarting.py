"""Beginning a case anew from one that has ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from engine.cases.beginning.common import begun_before, require_starter
from engine.cases.commands import Started
from engine.cases.errors import NotStartable
from engine.cases.noting import held, note
from engine.cases.operating.commands import RestartCase
from engine.cases.operating.errors import CaseNotOver
from engine.cases.operating.reasons import reasoned
from engine.cases.ports.unit import CaseUnit
from engine.cases.records import CaseRecord, CaseState
from engine.cases.stepping.machinery import Machinery
from engine.cases.stepping.step import begin
from engine.feel.wire import loads
from engine.history.chain import GENESIS
from engine.history.events import CaseStarted
from engine.history.operations import RestartedAs, RestartedFrom
from engine.identity.context import Context
from engine.kernel.ids import CaseId

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
        before = begun_before(context, command.request)
        if before is not None:
            return Started(case=before.id, number=before.number)
        old = held(context, command.case)
        if not old.state.is_over:
            raise CaseNotOver(old.id, old.number)
        process = self._machinery.catalogue.process(old.definition, old.process)
        require_starter(context, process, command.action)
        new = context.unit.cases.reserve(_anew(old, context), command.request)
        origin = _origin(context, old)
        variables = dict(old.variables) if command.start else self._told(old, origin)
        variables["case_no"] = new.number
        first = [_started(command, context, new, origin, variables), _link(command, old, reason)]
        at = command.start or origin.start or ()
        begin(self._machinery, context, new, variables, first, at)
        link = RestartedAs(case=new.id, number=new.number, reason=reason)
        note(context, old, [link])
        return Started(case=new.id, number=new.number)

    def _told(self, old: CaseRecord, origin: _Origin) -> dict[str, Any]:
        """Return what the old case was told at its start, and this one again.

        Its manager is the one it had last: they know the customer. Raises NotStartable when it has
        been migrated to a version that has no such start.
        """
        process = self._machinery.catalogue.process(old.definition, old.process)
        known = process.plain_start is not None
        if not (known if origin.start is None else origin.start in process.elements):
            raise NotStartable(old.process)
        told = {name: old.variables[name] for name in GIVEN if name in old.variables}
        initiator = process.initiator(origin.start)
        if initiator is not None:
            told[initiator] = old.variables.get(initiator)
        if old.manager is not None:
            told["manager"] = old.manager
        return {**origin.values, **told}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Origin:
    """How the old case was begun, as its history has it; `start` is its start event of an event."""

    start: str | None
    data: Mapping[str, Any]

    @property
    def values(self) -> Mapping[str, Any]:
        """What was submitted or sent."""
        values: Mapping[str, Any] = self.data.get("values") or {}
        return values


def _origin(context: Context[CaseUnit], old: CaseRecord) -> _Origin:
    first = context.unit.history.of_case(old.id, (CaseStarted.kind,))
    data: Mapping[str, Any] = loads(first[0].data) if first else {}
    return _Origin(start=first[0].element if first else None, data=data)


def _started(
    command: RestartCase,
    context: Context[CaseUnit],
    new: CaseRecord,
    origin: _Origin,
    variables: Mapping[str, Any],
) -> CaseStarted:
    definition = context.unit.definitions.get(new.definition)
    by_hand = bool(command.start)
    return CaseStarted(
        element=None if by_hand else origin.start,
        number=new.number,
        process=new.process,
        version=definition.version if definition else 0,
        form=None if by_hand else origin.data.get("form"),
        values=dict(variables if by_hand else origin.values),
        trigger=None if by_hand else origin.data.get("trigger"),
        name=None if by_hand else origin.data.get("name"),
    )


def _link(command: RestartCase, old: CaseRecord, reason: str) -> RestartedFrom:
    return RestartedFrom(
        case=old.id,
        number=old.number,
        started=[target.element for target in command.start],
        reason=reason,
    )


def _anew(old: CaseRecord, context: Context[CaseUnit]) -> CaseRecord:
    return replace(
        old,
        id=CaseId(0),
        number="",
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
