"""The inbox, and one task with all one needs to do it."""

from __future__ import annotations

from collections.abc import Sequence

from engine.calendar.working import WorkingCalendar
from engine.cases.access import is_candidate, may_besides, may_do, may_see, on_behalf_of
from engine.cases.answers.clocks import ClockFace, foremost
from engine.cases.answers.forms import answered_forms, form_view
from engine.cases.answers.shelf import Shelf, customer_card, people, seen_by
from engine.cases.errors import UnknownTask
from engine.cases.lists.narrowing import of_tasks
from engine.cases.lists.places import page_size, task_place, write_task_place
from engine.cases.ports.reading import Looked, ReadUnit, TaskPlace, TaskRow, TaskWish
from engine.cases.queries import Inbox, InboxCounts, InboxNumber, TaskDetail
from engine.cases.records import CaseRecord, CaseState, TaskRecord, TaskState
from engine.cases.views.tasks import Counts, TaskLine, TaskView
from engine.identity.context import Context
from engine.kernel.pages import Number, Page


def task_lines(
    shelf: Shelf, context: Context[ReadUnit], rows: Sequence[TaskRow], language: str
) -> tuple[TaskLine, ...]:
    """Return tasks as lines, with the clocks they run under."""
    face = ClockFace(shelf=shelf, now=context.now, language=language)
    wanted = {(r.task.id.case, r.task.clock): r for r in rows if r.task.clock is not None}
    stored = context.unit.clocks.of_cases(sorted({case for case, _ in wanted}))
    clocks = face.of_cases(stored, wanted)
    away = {row.task.id: _away(context, row.task) for row in rows}
    named = people(context, [*(row.task.assignee for row in rows), *away.values()], language)
    lines = []
    for row in rows:
        task = row.task
        process = shelf.catalogue.process(task.definition, task.process)
        lines.append(
            TaskLine(
                id=task.id,
                name=process.elements[task.element].name_in(language),
                element=task.element,
                case=task.id.case,
                case_number=row.number,
                process_name=process.name_in(language),
                stage=row.stage,
                customer=row.customer,
                assignee=named.get(task.assignee or ""),
                groups=task.candidate_groups,
                priority=task.priority,
                created=task.created,
                due=task.due,
                clock=clocks.get((task.id.case, task.clock)) if task.clock is not None else None,
                completed=task.closed,
                follow_up=task.follow_up,
                on_behalf_of=named.get(away[task.id] or ""),
            )
        )
    return tuple(lines)


def _away(context: Context[ReadUnit], task: TaskRecord) -> str | None:
    return on_behalf_of(context, task) if task.state is TaskState.OPEN else None


class ReadInbox:
    """Answers `Inbox`."""

    def __init__(self, shelf: Shelf) -> None:
        """Use a shelf."""
        self._shelf = shelf

    def __call__(self, query: Inbox, context: Context[ReadUnit]) -> Page[TaskLine]:
        """Return a page of a view of the inbox. Raises TooManyToSort."""
        found = find_tasks(query, self._shelf.calendar, context)
        return Page(
            rows=task_lines(self._shelf, context, found.rows, query.language),
            next=write_task_place(found.next) if found.next is not None else None,
            partial=found.partial,
        )


class CountTasks:
    """Answers `InboxNumber`."""

    def __init__(self, shelf: Shelf) -> None:
        """Use a shelf."""
        self._shelf = shelf

    def __call__(self, query: InboxNumber, context: Context[ReadUnit]) -> Number:
        """Return how many tasks a filter lets through."""
        return count_tasks(query, self._shelf.calendar, context)


def find_tasks(
    query: Inbox, calendar: WorkingCalendar, context: Context[ReadUnit]
) -> Looked[TaskPlace, TaskRow]:
    """Return the tasks of a page. Raises TooManyToSort."""
    wanted = of_tasks(query.where, query.text, calendar, context.now)
    wish = TaskWish(view=query.view, wanted=wanted, order=query.order)
    page = (task_place(query.after), page_size(query.limit))
    return context.unit.reading.tasks(seen_by(context), wish, *page)


def count_tasks(
    query: InboxNumber, calendar: WorkingCalendar, context: Context[ReadUnit]
) -> Number:
    """Return how many tasks a filter lets through."""
    wanted = of_tasks(query.where, query.text, calendar, context.now)
    found = context.unit.reading.count(seen_by(context), query.view, wanted)
    return Number(number=found.number, least=found.least)


def count_inbox(_: InboxCounts, context: Context[ReadUnit]) -> Counts:
    """Answer `InboxCounts`."""
    seen = seen_by(context)
    views = ["mine", "groups", "station", "late", *(["substitute"] if seen.standing_in else [])]
    numbers = context.unit.reading.counts(seen, views)
    return Counts(
        mine=numbers["mine"],
        groups=numbers["groups"],
        station=numbers["station"],
        late=numbers["late"],
        standing_in=numbers.get("substitute"),
    )


class ReadTask:
    """Answers `TaskDetail`."""

    def __init__(self, shelf: Shelf) -> None:
        """Use a shelf."""
        self._shelf = shelf

    def __call__(self, query: TaskDetail, context: Context[ReadUnit]) -> TaskView:
        """Return one task, open or closed, with what one needs to decide."""
        task = context.unit.tasks.get(query.task)
        case = context.unit.cases.look(query.task.case) if task is not None else None
        if task is None or case is None or not _visible(context, case, task):
            raise UnknownTask(query.task)
        row = TaskRow(task=task, number=case.number, customer=case.customer_name, stage=case.stage)
        (line,) = task_lines(self._shelf, context, [row], query.language)
        face = ClockFace(shelf=self._shelf, now=context.now, language=query.language)
        clocks = context.unit.clocks.of_case(case.id)
        told = foremost(clocks)
        named = people(context, [task.closed_by, task.note_by], query.language)
        element = self._shelf.element(task.definition, task.process, task.element)
        suspended = case.state is CaseState.SUSPENDED
        doing = frozenset() if suspended else may_do(context, task)
        return TaskView(
            line=line,
            documentation=element.properties.get(
                f"documentation:{query.language}", element.documentation
            ),
            state=task.state.value,
            completed_by=named.get(task.closed_by or ""),
            may=doing | may_besides(context, task, case),
            form=form_view(self._shelf, context, (task, case), query.language)
            if task.form is not None and doing
            else None,
            customer=customer_card(context, case, query.language),
            clocks=tuple(face.view(clock, case) for clock in told),
            more_clocks=len(clocks) - len(told),
            answered=answered_forms(self._shelf, context, case, query.language),
            definition_process=task.process,
            note=task.note,
            note_by=named.get(task.note_by or ""),
            suspended=suspended,
            follow_up=task.follow_up,
        )


def _visible(context: Context[ReadUnit], case: CaseRecord, task: TaskRecord) -> bool:
    return may_see(context, case) or is_candidate(context, task)
