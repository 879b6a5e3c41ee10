"""A page of what happened in a case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import islice

from engine.cases.answers.history import views_of
from engine.cases.answers.shelf import Shelf, people, visible_case
from engine.cases.answers.words import Told, words_of
from engine.cases.casefile.queries import CaseEvents
from engine.cases.casefile.views import EventPage
from engine.cases.lists.places import page_size
from engine.cases.ports.histories import EventsWanted
from engine.cases.ports.reading import ReadUnit
from engine.cases.records import CaseRecord
from engine.cases.views.cases import EventView
from engine.history.chain import Recorded
from engine.history.events import DecisionMade
from engine.identity.context import Context
from engine.kernel.alphabet import name_key

MOST = 500
"""How many events a page may have."""


class ReadEvents:
    """Answers `CaseEvents`."""

    def __init__(self, shelf: Shelf) -> None:
        """Use a shelf."""
        self._shelf = shelf

    def __call__(self, query: CaseEvents, context: Context[ReadUnit]) -> EventPage:
        """Return a page of events: only as much of the history is read as that takes."""
        case = visible_case(context, query.case)
        limit = page_size(query.limit, MOST)
        found = list(islice(_wanted(query, context, case), limit + 1))
        page = found[:limit]
        logins = context.unit.history.actors(case.id)
        named = people(context, logins, query.language)
        events = views_of(self._shelf, context, case, page, query.language)
        return EventPage(
            events=events,
            next=page[-1].seq if len(found) > limit else None,
            people=tuple(sorted(named.values(), key=lambda person: name_key(person.name))),
            tasks=self._tasks(context, case, query.language),
            words=words_of(self._shelf, context, case, query.language, _told(events)),
        )

    def _tasks(
        self, context: Context[ReadUnit], case: CaseRecord, language: str
    ) -> tuple[tuple[str, str], ...]:
        names: dict[str, str] = {}
        for task in context.unit.tasks.all_of(case.id):
            if task.element not in names:
                element = self._shelf.element(task.definition, task.process, task.element)
                names[task.element] = element.name_in(language)
        return tuple(names.items())


def _told(events: Iterable[EventView]) -> Iterator[Told]:
    """Give the decisions that were taken, with the version that was asked."""
    for event in events:
        trace = event.data.get("trace") if event.kind == DecisionMade.kind else None
        version = trace.get("version") if isinstance(trace, Mapping) else None
        if isinstance(version, int | Decimal):
            yield str(event.data.get("decision")), int(version)


def _wanted(query: CaseEvents, context: Context[ReadUnit], case: CaseRecord) -> Iterator[Recorded]:
    wanted = EventsWanted(
        kinds=query.kinds,
        by=query.by,
        since=query.since,
        until=query.until,
        before=query.before,
        after=query.after,
    )
    for event in context.unit.history.latest(case.id, wanted):
        if event.kind in query.but:
            continue
        if query.element is None or event.element == query.element:
            yield event
