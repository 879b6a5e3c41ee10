"""The tasks a case has and had."""

from __future__ import annotations

from datetime import datetime

from engine.cases.answers.shelf import Shelf, people, visible_case
from engine.cases.answers.tasks import task_lines
from engine.cases.casefile.queries import CaseTasks
from engine.cases.casefile.views import CaseTask
from engine.cases.lists.places import page_size, task_place, write_task_place
from engine.cases.ports.reading import ReadUnit, TaskRow
from engine.cases.records import CaseRecord, TaskRecord, TaskState
from engine.cases.views.clocks import ClockView
from engine.cases.views.people import Person
from engine.identity.context import Context
from engine.kernel.pages import Page


class ReadCaseTasks:
    """Answers `CaseTasks`."""

    def __init__(self, shelf: Shelf) -> None:
        """Use a shelf."""
        self._shelf = shelf

    def __call__(self, query: CaseTasks, context: Context[ReadUnit]) -> Page[CaseTask]:
        """Return a page: the tasks of one case are few enough to be put in order here."""
        case = visible_case(context, query.case)
        limit = page_size(query.limit)
        place = task_place(query.after)
        tasks = sorted(context.unit.tasks.all_of(case.id), key=_order)
        if place is not None:
            tasks = tasks[_behind(tasks, place[2]) :]
        shown = tasks[:limit]
        last = shown[-1] if len(tasks) > limit else None
        return Page(
            rows=self._rows(context, case, shown, query.language),
            next=write_task_place((last.created, case.id, last.id.instance)) if last else None,
        )

    def _rows(
        self, context: Context[ReadUnit], case: CaseRecord, shown: list[TaskRecord], language: str
    ) -> tuple[CaseTask, ...]:
        rows = [
            TaskRow(task=task, number=case.number, customer=case.customer_name, stage=case.stage)
            for task in shown
        ]
        lines = task_lines(self._shelf, context, rows, language)
        named = people(context, [task.closed_by for task in shown], language)
        return tuple(
            CaseTask(
                line=line,
                state=task.state.value,
                by=_who(named.get(task.closed_by or ""), task),
                late=_late(task, line.clock, context.now),
            )
            for task, line in zip(shown, lines, strict=True)
        )


def _order(task: TaskRecord) -> tuple[bool, int]:
    return task.state is not TaskState.OPEN, -task.id.instance


def _behind(tasks: list[TaskRecord], instance: int) -> int:
    """Return where the tasks behind one begin; at the beginning when that is not there."""
    return next((n + 1 for n, task in enumerate(tasks) if task.id.instance == instance), 0)


def _who(person: Person | None, task: TaskRecord) -> Person | None:
    return person if task.state is TaskState.COMPLETED else None


def _late(task: TaskRecord, clock: ClockView | None, now: datetime) -> bool | None:
    """Say whether a task was late: by its own due date, and by a time limit that is its own."""
    if task.state is TaskState.CANCELLED:
        return None
    own = clock if clock is not None and clock.element == task.element else None
    until = task.closed or now
    known = [until > task.due] if task.due is not None else []
    if own is not None:
        known.append(own.state in ("overdue", "breached"))
    return any(known) if known else None
