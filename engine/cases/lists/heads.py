"""The heads of several lists from one look: what a first page shows.

Their rows are made into lines together: what lines need is asked once and not for each list.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from engine.cases.answers.cases import case_lines
from engine.cases.answers.shelf import Shelf
from engine.cases.answers.tasks import count_tasks, find_tasks, task_lines
from engine.cases.lists.cases import count_cases, find_cases
from engine.cases.ports.reading import ReadUnit
from engine.cases.queries import CaseHeads, CaseList, CaseNumber, Inbox, InboxNumber, TaskHeads
from engine.cases.views.cases import CaseLine
from engine.cases.views.tasks import TaskLine
from engine.identity.context import Context
from engine.kernel.pages import Head, Number

T = TypeVar("T")


class ReadCaseHeads:
    """Answers `CaseHeads`."""

    def __init__(self, shelf: Shelf) -> None:
        """Use a shelf."""
        self._shelf = shelf

    def __call__(self, query: CaseHeads, context: Context[ReadUnit]) -> tuple[Head[CaseLine], ...]:
        """Return number and first rows of each list."""
        actor, calendar = query.actor, self._shelf.calendar
        numbers, firsts = [], []
        for where in query.lists:
            number = CaseNumber(actor=actor, state="open", where=where)
            numbers.append(count_cases(number, calendar, context))
            page = CaseList(
                actor=actor,
                language=query.language,
                state="open",
                where=where,
                order="due",
                limit=query.limit,
            )
            firsts.append(find_cases(page, calendar, context)[0].rows)
        cases = {case.id: case for rows in firsts for case in rows}
        made = case_lines(self._shelf, context, list(cases.values()), query.language)
        lines = {line.id: line for line in made}
        return _heads(numbers, ([lines[case.id] for case in rows] for rows in firsts))


class ReadTaskHeads:
    """Answers `TaskHeads`."""

    def __init__(self, shelf: Shelf) -> None:
        """Use a shelf."""
        self._shelf = shelf

    def __call__(self, query: TaskHeads, context: Context[ReadUnit]) -> tuple[Head[TaskLine], ...]:
        """Return number and first rows of each list."""
        actor, calendar = query.actor, self._shelf.calendar
        numbers, firsts = [], []
        for view, where in query.lists:
            number = InboxNumber(actor=actor, view=view, where=where)
            numbers.append(count_tasks(number, calendar, context))
            page = Inbox(
                actor=actor, view=view, language=query.language, where=where, limit=query.limit
            )
            firsts.append(find_tasks(page, calendar, context).rows)
        tasks = {row.task.id: row for rows in firsts for row in rows}
        made = task_lines(self._shelf, context, list(tasks.values()), query.language)
        lines = {line.id: line for line in made}
        return _heads(numbers, ([lines[row.task.id] for row in rows] for rows in firsts))


def _heads(numbers: Sequence[Number], lines: Iterable[Sequence[T]]) -> tuple[Head[T], ...]:
    return tuple(
        Head(number=number, rows=tuple(rows)) for number, rows in zip(numbers, lines, strict=True)
    )
