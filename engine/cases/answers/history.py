"""What happened in a case: as a timeline, and on the diagram."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.cases.answers.shelf import Shelf, people, visible_case
from engine.cases.errors import UnknownProcess
from engine.cases.ports.reading import ReadUnit
from engine.cases.queries import CaseDiagram, Timeline
from engine.cases.records import Activity, CaseRecord
from engine.cases.stepping.clocks import CLOSED
from engine.cases.views.cases import EventView
from engine.cases.views.diagrams import ActiveElement, DiagramView
from engine.cases.views.people import Person
from engine.definitions.definitions import Kind
from engine.definitions.diagrams.model import Element, Process
from engine.definitions.diagrams.translated import diagram_in
from engine.feel.wire import loads
from engine.history.chain import Recorded
from engine.history.events import ElementCompleted, ElementEntered
from engine.history.operations import CaseMigrated
from engine.identity.context import Context
from engine.kernel.ids import DefinitionId

VARIABLES_OF_PEOPLE = ("manager", "accepted_by")
"""Variables that hold a login."""
_PEOPLE = ("assignee", "on_behalf_of", *VARIABLES_OF_PEOPLE)
"""Fields of events that hold a login."""
_SEVERAL = ("candidate_users",)
"""Fields of events that hold several."""


class ReadTimeline:
    """Answers `Timeline`."""

    def __init__(self, shelf: Shelf) -> None:
        """Use a shelf."""
        self._shelf = shelf

    def __call__(self, query: Timeline, context: Context[ReadUnit]) -> tuple[EventView, ...]:
        """Return every event of a case with the names a reader knows."""
        case = visible_case(context, query.case)
        events = context.unit.history.of_case(case.id)
        return views_of(self._shelf, context, case, events, query.language)


def views_of(
    shelf: Shelf,
    context: Context[ReadUnit],
    case: CaseRecord,
    events: Sequence[Recorded],
    language: str,
) -> tuple[EventView, ...]:
    """Return events of a case, in their order, with the names a reader knows."""
    read = [(event, loads(event.data)) for event in events]
    logins: list[str | None] = [event.actor for event in events]
    for _, data in read:
        logins += _logins(data)
    named = people(context, logins, language)
    elements = _elements(shelf, context, case)
    names = {id_: element.name_in(language) for id_, element in elements.items()}
    types = {id_: element.type for id_, element in elements.items()}
    return tuple(
        EventView(
            seq=event.seq,
            at=event.at,
            kind=event.kind,
            by=named.get(event.actor or ""),
            element=event.element,
            element_name=names.get(event.element or "", event.element),
            element_type=types.get(event.element or ""),
            data=_shown(data, named, names),
            hash=event.hash.hex(),
        )
        for event, data in read
    )


def _elements(shelf: Shelf, context: Context[ReadUnit], case: CaseRecord) -> Mapping[str, Element]:
    """Return the elements of every process the case has been in.

    What a version it left calls an element counts where no later one has it.
    """
    definitions = list(definitions_of(shelf, context, case).values())
    store = context.unit.definitions
    left = context.unit.history.of_case(case.id, (CaseMigrated.kind,))
    for event in reversed(left):
        data = loads(event.data)
        found = store.numbered(case.station, Kind.PROCESS, data["process"], data["from_version"])
        definitions += [] if found is None else [found.id]
    elements: dict[str, Element] = {}
    for definition in definitions:
        for process in shelf.catalogue.processes(definition).values():
            for element in process.elements.values():
                elements.setdefault(element.id, element)
    return elements


_ELEMENTS = ("outcome", "to")
_CHANGED = ("before", "after")


def _logins(data: Mapping[str, Any]) -> list[str]:
    """Return whom an event names."""
    inside = [data, *(data[key] for key in _CHANGED if isinstance(data.get(key), Mapping))]
    alone = [v for one in inside for k in _PEOPLE if isinstance(v := one.get(k), str)]
    return alone + [login for one in inside for k in _SEVERAL for login in _several(one.get(k))]


def _several(value: object) -> Sequence[str]:
    """Return the logins of a field; nothing of a variable that is called so and holds no texts."""
    texts = value if isinstance(value, list | tuple) else ()
    return texts if all(isinstance(one, str) for one in texts) else ()


def _shown(
    data: Mapping[str, Any], people_by_login: Mapping[str, Person], names: Mapping[str, str]
) -> dict[str, Any]:
    """Return an event's data with people and elements named for the reader."""
    shown = _with_people(data, people_by_login)
    for key in _CHANGED:
        if isinstance(data.get(key), Mapping):
            shown[key] = _with_people(data[key], people_by_login)
    for key in _ELEMENTS:
        if key in data:
            shown[key] = names.get(data[key], data[key])
    if isinstance(data.get("started"), list):
        shown["started"] = [names.get(one, one) for one in data["started"]]
    if isinstance(data.get("cancelled"), list):
        shown["cancelled"] = [[names.get(one, one), number] for one, number in data["cancelled"]]
    return shown


def _with_people(data: Mapping[str, Any], people: Mapping[str, Person]) -> dict[str, Any]:
    shown = dict(data)
    for key in _PEOPLE:
        if isinstance(data.get(key), str) and data[key] in people:
            shown[key] = people[data[key]].name
    for key in _SEVERAL:
        if logins := _several(data.get(key)):
            shown[key] = [people[login].name for login in logins]
    return shown


def definitions_of(
    shelf: Shelf, context: Context[ReadUnit], case: CaseRecord
) -> Mapping[str, DefinitionId]:
    """Return the definition of each process a case has been in: its own and those it called."""
    found = {case.process: case.definition}
    for activity in case.activities.values():
        found.setdefault(activity.process, activity.definition)
    for task in reversed(context.unit.tasks.all_of(case.id)):
        found.setdefault(task.process, task.definition)
    store = context.unit.definitions
    waiting = list(found.items())
    while waiting:
        key, definition = waiting.pop()
        for element in shelf.catalogue.process(definition, key).elements.values():
            called = element.called_element
            if called and called not in found:
                latest = store.latest(case.station, Kind.PROCESS, called)
                if latest is not None:
                    found[called] = latest.id
                    waiting.append((called, latest.id))
    return found


@dataclass(frozen=True, kw_only=True, slots=True)
class _Path:
    """Where tokens have been in one process."""

    done: frozenset[str]
    flows: frozenset[str]
    entered: frozenset[str]
    times: Mapping[str, int]


class ReadDiagram:
    """Answers `CaseDiagram`."""

    def __init__(self, shelf: Shelf) -> None:
        """Use a shelf."""
        self._shelf = shelf

    def __call__(self, query: CaseDiagram, context: Context[ReadUnit]) -> DiagramView:
        """Return the diagram of a process of a case, with where it stands."""
        case = visible_case(context, query.case)
        key = query.process or case.process
        known = definitions_of(self._shelf, context, case)
        if key not in known:
            raise UnknownProcess(key)
        xml, processes = self._shelf.catalogue.get(known[key])
        process = processes[key]
        path = _path(context.unit.history.of_case(case.id, _PATH_KINDS), key)
        return DiagramView(
            process=key,
            name=process.name_in(query.language),
            xml=diagram_in(xml, query.language).decode(),
            active=self._active(context, case, key, query.language),
            done=path.done & process.elements.keys(),
            flows=path.flows & process.elements.keys(),
            times={id_: n for id_, n in path.times.items() if n > 1 and id_ in process.elements},
            calls=self._calls(process, path, known, query.language),
        )

    def _calls(
        self, process: Process, path: _Path, known: Mapping[str, DefinitionId], language: str
    ) -> dict[str, tuple[str, str]]:
        calls = {}
        for element in process.elements.values():
            called = element.called_element
            if called is not None and called in known and element.id in path.entered:
                name = self._shelf.catalogue.process(known[called], called).name_in(language)
                calls[element.id] = (called, name)
        return calls

    def _active(
        self, context: Context[ReadUnit], case: CaseRecord, key: str, language: str
    ) -> tuple[ActiveElement, ...]:
        late = {
            clock.instance
            for clock in context.unit.clocks.of_case(case.id)
            if clock.state not in CLOSED and clock.due is not None and clock.due < context.now
        }
        tasks = {task.id.instance: task for task in context.unit.tasks.open_of(case.id)}
        named = people(context, [t.assignee for t in tasks.values()], language)
        found = []
        for activity in case.activities.values():
            if activity.process != key:
                continue
            task = tasks.get(activity.instance)
            person = named.get(task.assignee or "") if task else None
            groups = ", ".join(task.candidate_groups) if task else None
            found.append(
                ActiveElement(
                    element=activity.element,
                    since=activity.since,
                    who=person.name if person else groups or None,
                    late=_is_late(activity, case, late),
                )
            )
        return tuple(found)


_PATH_KINDS = (ElementEntered.kind, ElementCompleted.kind)


def _path(events: Sequence[Recorded], key: str) -> _Path:
    """Return which elements of a process were entered and completed, and by which flows."""
    entered: dict[int, str] = {}
    flows, done = set(), set()
    for event in events:
        if event.instance is None or event.element is None:
            continue
        if event.kind == ElementEntered.kind:
            data = loads(event.data)
            if data.get("process") == key:
                entered[event.instance] = event.element
                if data.get("via"):
                    flows.add(data["via"])
        elif event.instance in entered:
            done.add(event.element)
    return _Path(
        done=frozenset(done),
        flows=frozenset(flows),
        entered=frozenset(entered.values()),
        times=Counter(entered.values()),
    )


def _is_late(activity: Activity, case: CaseRecord, late: set[int]) -> bool:
    node: Activity | None = activity
    while node is not None:
        if node.instance in late:
            return True
        node = case.activities.get(node.scope) if node.scope is not None else None
    return False
