"""What a case waits for, where it stands, and where it could be put by hand."""

from __future__ import annotations

from collections.abc import Iterator

from engine.cases.answers.shelf import Shelf, visible_case
from engine.cases.casefile.queries import CaseAwaits, CasePlaces
from engine.cases.casefile.views import Awaited, PlacesView, PlaceView
from engine.cases.ports.reading import ReadUnit
from engine.cases.records import Activity, CaseRecord
from engine.definitions.diagrams.model import Element, Process
from engine.identity.context import Context
from engine.kernel.ids import DefinitionId

_BEGUN = frozenset(
    {
        "task", "userTask", "serviceTask", "sendTask", "receiveTask", "manualTask",
        "businessRuleTask", "scriptTask", "callActivity", "subProcess", "transaction",
        "intermediateCatchEvent", "intermediateThrowEvent", "endEvent",
        "exclusiveGateway", "inclusiveGateway", "eventBasedGateway", "parallelGateway",
    }
)  # fmt: skip
"""Before what a token can be put: not beside an activity, not where the process begins."""


class ReadAwaits:
    """Answers `CaseAwaits`."""

    def __init__(self, shelf: Shelf) -> None:
        """Use a shelf."""
        self._shelf = shelf

    def __call__(self, query: CaseAwaits, context: Context[ReadUnit]) -> tuple[Awaited, ...]:
        """Return what is awaited, what has been waiting longest first."""
        case = visible_case(context, query.case)
        names = _Names(self._shelf, case, query.language)
        found = []
        for kind, name, instance in context.unit.subscriptions.of_case(case.id):
            activity = case.activities.get(instance)
            element = activity.element if activity else names.waiting_for(name)
            found.append(
                Awaited(
                    kind="signal" if kind == "signal" else "message",
                    name=name,
                    instance=instance,
                    element=element,
                    element_name=names.of(element),
                    since=activity.since if activity else None,
                )
            )
        return tuple(sorted(found, key=lambda each: each.instance))


class _Names:
    """What elements of a case's running processes are called."""

    def __init__(self, shelf: Shelf, case: CaseRecord, language: str) -> None:
        self._language = language
        self._elements: dict[str, Element] = {}
        for _, process in running(shelf, case):
            for element in process.elements.values():
                self._elements.setdefault(element.id, element)

    def of(self, element: str) -> str:
        """Return an element's name, its id when it is not known."""
        known = self._elements.get(element)
        return known.name_in(self._language) if known else element

    def waiting_for(self, message: str) -> str:
        """Return the element that waits for a message or signal: boundary events are no
        activities of the case.
        """
        found = (one.id for one in self._elements.values() if one.message == message)
        return next(found, message)


class ReadPlaces:
    """Answers `CasePlaces`."""

    def __init__(self, shelf: Shelf) -> None:
        """Use a shelf."""
        self._shelf = shelf

    def __call__(self, query: CasePlaces, context: Context[ReadUnit]) -> PlacesView:
        """Return what is active, and what can be begun in the processes that run."""
        case = visible_case(context, query.case)
        targets = [
            _place(process, element, query.language)
            for _, process in running(self._shelf, case)
            for element in _can_begin(process)
        ]
        return PlacesView(active=tuple(self._active(case, query.language)), targets=tuple(targets))

    def _active(self, case: CaseRecord, language: str) -> Iterator[PlaceView]:
        for activity in sorted(case.activities.values(), key=lambda one: one.instance):
            process = self._shelf.catalogue.process(activity.definition, activity.process)
            element = process.elements[activity.element]
            yield _place(process, element, language, activity)


def running(shelf: Shelf, case: CaseRecord) -> list[tuple[DefinitionId, Process]]:
    """Return the processes that run in a case, its own first: each once.

    A called process runs while something in it is active.
    """
    found = {case.process: case.definition}
    for activity in case.activities.values():
        found.setdefault(activity.process, activity.definition)
    return [
        (definition, shelf.catalogue.process(definition, key)) for key, definition in found.items()
    ]


def _can_begin(process: Process) -> list[Element]:
    """Return what flows lead to: neither handlers of compensation nor event sub-processes."""
    led_to = {element.target for element in process.elements.values() if element.target}
    return [
        element
        for element in process.elements.values()
        if element.id in led_to and element.type in _BEGUN
    ]


def _place(
    process: Process, element: Element, language: str, activity: Activity | None = None
) -> PlaceView:
    around = []
    parent = element.parent
    while parent is not None:
        outer = process.elements[parent]
        around.append(outer.name_in(language))
        parent = outer.parent
    return PlaceView(
        element=element.id,
        name=element.name_in(language),
        type=element.type,
        process=process.id,
        within=(process.name_in(language), *reversed(around)),
        instance=activity.instance if activity else None,
        since=activity.since if activity else None,
        failed=activity.failed if activity else False,
    )
