"""Open incidents: of one case, and of all one may see."""

from __future__ import annotations

from collections.abc import Sequence

from engine.cases.answers.shelf import Shelf, seen_by
from engine.cases.incidents.messages import Incidents
from engine.cases.incidents.records import Incident
from engine.cases.lists.places import case_place, page_size, write_case_place
from engine.cases.ports.reading import IncidentRow, ReadUnit
from engine.cases.records import CaseRecord
from engine.cases.views.cases import IncidentLine
from engine.identity.context import Context
from engine.identity.permissions import Scope, scope_of
from engine.kernel.ids import CaseId
from engine.kernel.pages import Page


class ReadIncidents:
    """Answers `Incidents`."""

    def __init__(self, shelf: Shelf) -> None:
        """Use a shelf."""
        self._shelf = shelf

    def __call__(self, query: Incidents, context: Context[ReadUnit]) -> Page[IncidentLine]:
        """Return a page of incidents."""
        limit = page_size(query.limit)
        found = context.unit.reading.incidents(seen_by(context), case_place(query.after), limit + 1)
        shown = found[:limit]
        lines = tuple(_line(self._shelf, context, row, query.language) for row in shown)
        last = CaseId(shown[-1].incident.id) if len(found) > limit else None
        return Page(rows=lines, next=None if last is None else write_case_place(last))


def incidents_of(
    shelf: Shelf, context: Context[ReadUnit], case: CaseRecord, language: str
) -> tuple[IncidentLine, ...]:
    """Return the open incidents of one case, oldest first."""
    if not any(activity.failed for activity in case.activities.values()):
        return ()
    found: Sequence[Incident] = context.unit.incidents.of_case(case.id)
    rows = [
        IncidentRow(
            incident=incident,
            number=case.number,
            customer=case.customer_name,
            manager=case.manager,
        )
        for incident in found
    ]
    return tuple(_line(shelf, context, row, language) for row in rows)


def _line(
    shelf: Shelf, context: Context[ReadUnit], row: IncidentRow, language: str
) -> IncidentLine:
    incident, process_name, name = row.incident, row.incident.process, row.incident.element
    if incident.definition is not None:
        process = shelf.catalogue.process(incident.definition, incident.process)
        process_name, element = process.name_in(language), process.elements.get(incident.element)
        name = incident.element if element is None else element.name_in(language)
    scope = scope_of(context.actor, "incident.retry")
    return IncidentLine(
        case=incident.case,
        number=row.number,
        customer=row.customer,
        process_name=process_name,
        instance=incident.instance,
        element=incident.element,
        name=name,
        kind=incident.kind.value,
        message=incident.message,
        why=incident.why,
        since=incident.since,
        job=incident.job,
        may_retry=scope is Scope.STATION
        or (scope is Scope.OWN and row.manager == context.actor.id),
    )
