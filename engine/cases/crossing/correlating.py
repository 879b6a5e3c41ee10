"""A message finds the one place that waits for it, or the process that begins by it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engine.cases.access import may_see
from engine.cases.answers.shelf import Bystander
from engine.cases.beginning.common import (
    Beginning,
    Trigger,
    begin_case,
    begun_before,
    require_starter,
)
from engine.cases.crossing.messages import Correlate, Correlated
from engine.cases.errors import NobodyWaits, SeveralWait, TooManyWait
from engine.cases.incoming.values import text_of, values_of
from engine.cases.ports.stores import Address, WaitingPlace
from engine.cases.ports.unit import CaseUnit
from engine.cases.records import CaseRecord
from engine.cases.stepping.actions import Action, planned
from engine.cases.stepping.machinery import Machinery
from engine.cases.stepping.step import act
from engine.cases.tokens.changes import Value
from engine.definitions.starts import StartKind
from engine.history.events import MessageReceived
from engine.identity.context import Context
from engine.identity.permissions import Scope, scope_of
from engine.identity.users import Forbidden

COMPARED: Final = 500
"""Places whose variables are compared with those of a message: each is brought into memory."""
_LOOKS: Final = 3
"""How often a place is looked for that others reached first; then the sender may try again."""


class Correlates:
    """Gives a message to whom it is for."""

    def __init__(self, machinery: Machinery) -> None:
        """Move tokens with `machinery`."""
        self._machinery = machinery

    def __call__(self, command: Correlate, context: Context[CaseUnit]) -> Correlated:
        """Deliver a message once.

        Whoever is found is locked and looked for again: the same message sent at the same time may
        have reached it first.
        """
        address, keys, values = _address(command, context), *_values(command)
        begun = begun_before(context, command.request)
        if begun is not None:
            return Correlated(case=begun.id, number=begun.number, started=True)
        for _ in range(_LOOKS):
            places = self._matching(command, context, address, keys)
            if len(places) > 1:
                raise SeveralWait(command.message, self._count(command, context, places))
            if not places:
                return self._start(command, context, values)
            case = context.unit.cases.load(places[0].case)
            if case is not None and self._matching(command, context, address, keys) == places:
                return self._deliver(command, context, (case, places[0]), values)
        raise NobodyWaits(command.message)

    def _matching(
        self,
        command: Correlate,
        context: Context[CaseUnit],
        address: Address,
        keys: Mapping[str, Value],
    ) -> list[WaitingPlace]:
        """Return the places the message is for. Raises TooManyWait."""
        found = list(context.unit.subscriptions.waiting(command.message, address, COMPARED + 1))
        if keys or context.scope is not Scope.STATION:
            if len(found) > COMPARED:
                raise TooManyWait(command.message, COMPARED)
            found = [place for place in found if self._is_for(context, place, keys)]
        return found

    def _is_for(
        self, context: Context[CaseUnit], place: WaitingPlace, keys: Mapping[str, Value]
    ) -> bool:
        case = context.unit.cases.look(place.case)
        if case is None:
            return False
        if context.scope is not Scope.STATION and not may_see(context, case):
            return False
        return not keys or self._equal(context, case, place, keys)

    def _equal(
        self,
        context: Context[CaseUnit],
        case: CaseRecord,
        place: WaitingPlace,
        keys: Mapping[str, Value],
    ) -> bool:
        execution = self._machinery.runner.load(case.at_rest, Bystander(context.now))
        seen = execution.variables_of(place.instance)
        return all(name in seen and _same(seen[name], value) for name, value in keys.items())

    @staticmethod
    def _count(command: Correlate, context: Context[CaseUnit], places: list[WaitingPlace]) -> int:
        """Return how many wait: they were not looked for beyond a number."""
        if len(places) <= COMPARED:
            return len(places)
        return context.unit.subscriptions.count(command.message)

    def _deliver(
        self,
        command: Correlate,
        context: Context[CaseUnit],
        to: tuple[CaseRecord, WaitingPlace],
        values: Mapping[str, Value],
    ) -> Correlated:
        case, place = to
        action = Action(
            verb=lambda execution: execution.deliver(place.first, "message", values),
            events=(MessageReceived(message=command.message, reason=command.reason),),
        )
        act(self._machinery, context, case, planned(action))
        return Correlated(case=case.id, number=case.number, started=False)

    def _start(
        self, command: Correlate, context: Context[CaseUnit], values: dict[str, Value]
    ) -> Correlated:
        """Begin the process that begins by the message, unless it is for a case that exists."""
        station = context.actor.station
        starts = context.unit.starts.waiting(station, StartKind.MESSAGE, command.message)
        definition = context.unit.definitions.get(starts[0].definition) if starts else None
        if definition is None or command.case_number is not None:
            raise NobodyWaits(command.message)
        process = self._machinery.catalogue.process(definition.id, definition.key)
        if scope_of(context.actor, "case.start") is Scope.NONE:
            raise Forbidden(context.actor.id, "case.start")
        require_starter(context, process, "case.start")
        if command.account_no is not None:
            values.setdefault("account_no", command.account_no)
        beginning = Beginning(
            definition=definition,
            values=values,
            trigger=Trigger(
                kind="message",
                element=starts[0].element,
                name=command.message,
                reason=command.reason,
            ),
            business_key=command.business_key,
            request=command.request,
        )
        case = begin_case(self._machinery, context, beginning)
        return Correlated(case=case.id, number=case.number, started=True)


def _address(command: Correlate, context: Context[CaseUnit]) -> Address:
    text_of("message", command.message)
    return Address(
        station=context.actor.station,
        number=text_of("case_number", command.case_number),
        business_key=text_of("business_key", command.business_key),
        account_no=text_of("account_no", command.account_no),
    )


def _values(command: Correlate) -> tuple[dict[str, Value], dict[str, Value]]:
    return values_of(command.correlation), values_of(command.variables)


def _same(one: Value, other: Value) -> bool:
    """Whether two values are equal; true is not 1."""
    return isinstance(one, bool) is isinstance(other, bool) and bool(one == other)
