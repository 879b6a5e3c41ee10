"""To whom a task can be given, and to where its case can be sent back."""

from __future__ import annotations

from engine.cases.access import may_see, open_task
from engine.cases.answers.shelf import Shelf, people
from engine.cases.errors import UnknownTask
from engine.cases.operating.handing import does_tasks, meant_for
from engine.cases.operating.questions import (
    MOST,
    EarlierTask,
    EarlierTasks,
    PossibleHolder,
    PossibleHolders,
)
from engine.cases.ports.reading import ReadUnit
from engine.cases.records import CaseRecord, TaskRecord, TaskState
from engine.cases.views.people import Person
from engine.identity.context import Context
from engine.identity.permissions import TABLE, Scope, scope_of
from engine.kernel.alphabet import name_key
from engine.kernel.ids import TaskId


def possible_holders(
    query: PossibleHolders, context: Context[ReadUnit]
) -> tuple[PossibleHolder, ...]:
    """Answer `PossibleHolders`."""
    _, task = _waiting(context, query.task)
    everybody = scope_of(context.actor, "task.change") is not Scope.NONE
    doing = [role for role, scope in TABLE["task.complete"].items() if scope is not Scope.NONE]
    able = [person for person in context.unit.people.with_roles(doing) if does_tasks(person)]
    for_whom = meant_for(context, task)
    meant = {person.id for person in able if for_whom.includes(person)}
    found = [
        person
        for person in able
        if person.id != task.assignee and (everybody or person.id in meant)
    ]
    found.sort(
        key=lambda person: (person.id not in meant, name_key(person.name_in(query.language)))
    )
    shown = found[:MOST]
    away = context.unit.absences.away([person.id for person in shown], context.now)
    return tuple(
        PossibleHolder(
            person=Person(login=person.id, name=person.name_in(query.language)),
            meant=person.id in meant,
            away_until=away[person.id].end if person.id in away else None,
        )
        for person in shown
    )


class ReadEarlier:
    """Answers `EarlierTasks`."""

    def __init__(self, shelf: Shelf) -> None:
        """Use a shelf."""
        self._shelf = shelf

    def __call__(self, query: EarlierTasks, context: Context[ReadUnit]) -> tuple[EarlierTask, ...]:
        """Return what was done before, each element once."""
        case, task = _waiting(context, query.task)
        last: dict[str, TaskRecord] = {}
        times: dict[str, int] = {}
        for one in _done_before(context, case, task):
            last[one.element] = one
            times[one.element] = times.get(one.element, 0) + 1
        named = people(context, [one.closed_by for one in last.values()], query.language)
        latest = sorted(last.values(), key=lambda one: (one.closed, one.id.instance), reverse=True)
        return tuple(
            EarlierTask(
                element=one.element,
                name=self._name(one, query.language),
                by=named.get(one.closed_by or ""),
                at=one.closed or one.created,
                times=times[one.element],
            )
            for one in latest
        )

    def _name(self, task: TaskRecord, language: str) -> str:
        return self._shelf.element(task.definition, task.process, task.element).name_in(language)


def _done_before(
    context: Context[ReadUnit], case: CaseRecord, task: TaskRecord
) -> list[TaskRecord]:
    running = {case.process} | {activity.process for activity in case.activities.values()}
    waiting = {one.element for one in context.unit.tasks.open_of(case.id)}
    return [
        one
        for one in context.unit.tasks.all_of(case.id)
        if one.state is TaskState.COMPLETED
        and one.id.instance < task.id.instance
        and one.process in running
        and one.element not in waiting
    ]


def _waiting(context: Context[ReadUnit], wanted: TaskId) -> tuple[CaseRecord, TaskRecord]:
    case = context.unit.cases.look(wanted.case)
    if case is None or not may_see(context, case):
        raise UnknownTask(wanted)
    return case, open_task(context, wanted)
