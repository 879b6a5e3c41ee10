"""Other cases that have to do with one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from engine.cases.access import may_see
from engine.cases.answers.shelf import Shelf, visible_case
from engine.cases.casefile.queries import RelatedCases
from engine.cases.casefile.views import RelatedCase
from engine.cases.ports.histories import EventsWanted
from engine.cases.ports.reading import ReadUnit
from engine.cases.records import CaseRecord
from engine.feel.wire import loads
from engine.history.events import CaseStarted, SignalReceived
from engine.history.operations import RestartedAs, RestartedFrom
from engine.identity.context import Context
from engine.kernel.ids import CaseId

OF_CUSTOMER = 30
"""How many other cases of the same customer are told, latest first."""
SIGNALS = 200
"""In how many of the latest signals a case got their senders are looked for."""
_KINDS = (CaseStarted.kind, RestartedAs.kind, RestartedFrom.kind)
_SIGNALS = EventsWanted(kinds=(SignalReceived.kind,))


class ReadRelated:
    """Answers `RelatedCases`."""

    def __init__(self, shelf: Shelf) -> None:
        """Use a shelf."""
        self._shelf = shelf

    def __call__(self, query: RelatedCases, context: Context[ReadUnit]) -> tuple[RelatedCase, ...]:
        """Return what the history names first, then those of the same customer."""
        case = visible_case(context, query.case)
        found: dict[CaseId, RelatedCase] = {}
        for relation, other in (*_named(context, case), *_of_customer(context, case)):
            if other.id != case.id and other.id not in found and may_see(context, other):
                found[other.id] = self._view(relation, other, query.language)
        return tuple(found.values())

    def _view(self, relation: str, other: CaseRecord, language: str) -> RelatedCase:
        process = self._shelf.catalogue.process(other.definition, other.process)
        return RelatedCase(
            relation=relation,
            id=other.id,
            number=other.number,
            customer=other.customer_name,
            process_name=process.name_in(language),
            state=other.state.value,
            started=other.started,
        )


def _named(context: Context[ReadUnit], case: CaseRecord) -> Iterator[tuple[str, CaseRecord]]:
    """Give the cases that the history of one names."""
    numbers: dict[str, str] = {}
    unit = context.unit
    signals = islice(unit.history.latest(case.id, _SIGNALS), SIGNALS)
    for event in (*unit.history.of_case(case.id, _KINDS), *signals):
        data = loads(event.data)
        match event.kind:
            case RestartedAs.kind | RestartedFrom.kind:
                other = unit.cases.look(CaseId(data["case"]))
                if other is not None:
                    yield event.kind, other
            case SignalReceived.kind if data.get("sender"):
                numbers.setdefault(data["sender"], "signal")
            case CaseStarted.kind if data.get("sender"):
                numbers.setdefault(data["sender"], "begun-by")
    for other in unit.reading.numbered(context.actor.station, sorted(numbers)):
        yield numbers[other.number], other


def _of_customer(context: Context[ReadUnit], case: CaseRecord) -> Iterator[tuple[str, CaseRecord]]:
    if case.customer is not None:
        for other in context.unit.reading.of_customer(case.customer, OF_CUSTOMER + 1):
            yield "customer", other
