"""Lists of cases, one case, and what can be started."""

from __future__ import annotations

from collections.abc import Sequence

from engine.cases.answers.clocks import ClockFace, foremost, most_urgent
from engine.cases.answers.forms import answered_forms
from engine.cases.answers.shelf import Shelf, customer_card, people, visible_case
from engine.cases.answers.tasks import task_lines
from engine.cases.beginning.common import may_start
from engine.cases.incidents.answers import incidents_of
from engine.cases.ports.reading import ReadUnit, TaskRow
from engine.cases.queries import CaseDetail, Processes
from engine.cases.records import CaseRecord, CaseState, PinnedClock
from engine.cases.views.cases import CASE_TASKS, CaseLine, CaseView
from engine.cases.views.diagrams import ProcessLine
from engine.definitions.definitions import Kind
from engine.identity.context import Context
from engine.identity.permissions import Scope, scope_of

WAITS = 20
"""Open tasks of a case that its line names; each name once."""


def case_lines(
    shelf: Shelf, context: Context[ReadUnit], cases: Sequence[CaseRecord], language: str
) -> tuple[CaseLine, ...]:
    """Return cases as lines, each with what it waits for and its most urgent clock."""
    ids = [case.id for case in cases]
    tasks = context.unit.reading.open_tasks(ids, WAITS + 1)
    clocks: dict[int, list[PinnedClock]] = {}
    for clock in context.unit.clocks.of_cases(ids):
        clocks.setdefault(clock.case, []).append(clock)
    face = ClockFace(shelf=shelf, now=context.now, language=language)
    named = people(context, [case.manager for case in cases], language)
    customers = context.unit.customers.some({c.customer for c in cases if c.customer is not None})
    lines = []
    for case in cases:
        customer = customers.get(case.customer) if case.customer is not None else None
        process = shelf.catalogue.process(case.definition, case.process)
        outcome = process.elements.get(case.outcome or "")
        urgent = most_urgent([face.brief(clock, case) for clock in clocks.get(case.id, [])])
        lines.append(
            CaseLine(
                id=case.id,
                number=case.number,
                process_name=process.name_in(language),
                stage=case.stage,
                customer=case.customer_name,
                manager=named.get(case.manager or ""),
                state=case.state.value,
                outcome=outcome.name_in(language) if outcome else None,
                started=case.started,
                ended=case.ended,
                waits_for=_waits_for(shelf, tasks[case.id], language),
                clock=None if case.state.is_over else urgent,
                account_no=case.account_no or (customer.account_no if customer else None),
                tier=customer.tier if customer else None,
                customer_lines=customer.lines if customer else (),
            )
        )
    return tuple(lines)


def _waits_for(shelf: Shelf, rows: Sequence[TaskRow], language: str) -> tuple[str, ...]:
    """Return the names of tasks, each once."""
    names = dict.fromkeys(_task_name(shelf, row, language) for row in rows[:WAITS])
    return (*names, *(("…",) if len(rows) > WAITS else ()))


def _task_name(shelf: Shelf, row: TaskRow, language: str) -> str:
    task = row.task
    return shelf.element(task.definition, task.process, task.element).name_in(language)


class ReadCase:
    """Answers `CaseDetail`."""

    def __init__(self, shelf: Shelf) -> None:
        """Use a shelf."""
        self._shelf = shelf

    def __call__(self, query: CaseDetail, context: Context[ReadUnit]) -> CaseView:
        """Return one case that the reader may see."""
        case = visible_case(context, query.case)
        (line,) = case_lines(self._shelf, context, [case], query.language)
        face = ClockFace(shelf=self._shelf, now=context.now, language=query.language)
        definition = context.unit.definitions.get(case.definition)
        rows = context.unit.reading.open_tasks([case.id], CASE_TASKS)[case.id]
        process = self._shelf.catalogue.process(case.definition, case.process)
        messages = self._messages(context, case, query.language)
        clocks = context.unit.clocks.of_case(case.id)
        told = foremost(clocks)
        return CaseView(
            line=line,
            process=case.process,
            process_version=definition.version if definition else 0,
            version_tag=process.version_tag,
            customer=customer_card(context, case, query.language),
            clocks=tuple(face.view(clock, case) for clock in told),
            more_clocks=len(clocks) - len(told),
            tasks=task_lines(self._shelf, context, rows, query.language),
            answered=answered_forms(self._shelf, context, case, query.language)
            if query.answers
            else (),
            messages=messages,
            may=_may(context, case, waits=bool(messages)),
            incidents=incidents_of(self._shelf, context, case, query.language),
            events=case.chain[0],
        )

    def _messages(
        self, context: Context[ReadUnit], case: CaseRecord, language: str
    ) -> tuple[tuple[str, str], ...]:
        """Return the awaited messages, each named as the element that waits for it."""
        names: dict[str, str] = {}
        definitions = {case.definition, *(a.definition for a in case.activities.values())}
        for definition in definitions:
            for process in self._shelf.catalogue.processes(definition).values():
                for element in process.elements.values():
                    if element.message is not None:
                        names.setdefault(element.message, element.name_in(language))
        awaited = context.unit.subscriptions.messages(case.id)
        return tuple((message, names.get(message, message)) for message in awaited)


_OPEN = frozenset({CaseState.OPEN})
_GOING = frozenset({CaseState.OPEN, CaseState.SUSPENDED})
_OPERATIONS = {
    "suspend": _OPEN,
    "resume": frozenset({CaseState.SUSPENDED}),
    "cancel": _GOING,
    "skip": _OPEN,
    "repeat": _OPEN,
    "move": _OPEN,
    "variables": _GOING,
    "deliver": _OPEN,
    "restart": frozenset({CaseState.COMPLETED, CaseState.CANCELLED}),
}
"""In which states of a case what can be done to it."""


def _may(context: Context[ReadUnit], case: CaseRecord, *, waits: bool) -> frozenset[str]:
    def allowed(action: str) -> bool:
        return scope_of(context.actor, f"case.{action}") is not Scope.NONE

    found = {
        action for action, states in _OPERATIONS.items() if case.state in states and allowed(action)
    }
    if not waits:
        found.discard("deliver")
    elif case.state is CaseState.OPEN and allowed("message"):
        found.add("message")
    return frozenset(found)


class ReadProcesses:
    """Answers `Processes`."""

    def __init__(self, shelf: Shelf) -> None:
        """Use a shelf."""
        self._shelf = shelf

    def __call__(self, query: Processes, context: Context[ReadUnit]) -> tuple[ProcessLine, ...]:
        """Return the processes that begin with a form and that the person may start."""
        found = []
        for definition in context.unit.definitions.all_latest(context.actor.station, Kind.PROCESS):
            process = self._shelf.catalogue.process(definition.id, definition.key)
            if process.start_form is None or not process.listed or not may_start(context, process):
                continue
            found.append(
                ProcessLine(
                    key=definition.key,
                    name=process.name_in(query.language),
                    documentation=process.documentation_in(query.language),
                    stage=process.properties.get("stage"),
                    version=definition.version,
                )
            )
        return tuple(found)
