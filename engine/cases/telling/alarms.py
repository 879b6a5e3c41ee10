"""Tells of time limits that come to their warning, or pass.

Those who have the tasks under a clock are told; of a task that nobody has taken, those whom it is
offered to; and the manager of the case.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.calendar.working import WorkingCalendar
from engine.cases.records import PinnedClock, TaskRecord
from engine.cases.stepping.clocks import PROCESS_CLOCK, read_clock
from engine.cases.telling.messages import SoundAlarms
from engine.cases.telling.ports import TellUnit
from engine.identity.context import Context
from engine.kernel.ids import UserId
from engine.notify.kinds import Kind
from engine.notify.notices import NewNotice
from engine.timelimits.alarms import Said, alarm
from engine.timelimits.reading import Reading


class Sound:
    """Looks at the clocks that have something to tell."""

    def __init__(self, calendar: WorkingCalendar) -> None:
        """Count by a calendar."""
        self._calendar = calendar

    def __call__(self, command: SoundAlarms, context: Context[TellUnit]) -> int:
        """Tell what some clocks have to tell, once each."""
        clocks = context.unit.clocks.alarms(context.now, command.limit)
        notices: list[NewNotice] = []
        for clock, said in clocks:
            reading = read_clock(clock, self._calendar, context.now)
            found = alarm(reading, context.now, said)
            if found.say:
                kind = Kind.OVERDUE if found.say is Said.OVERDUE else Kind.AT_RISK
                notices += _notices(context, clock, kind, reading)
            context.unit.clocks.look_again(clock, found.said, found.again)
        if notices:
            context.unit.notices.add(notices)
        return len(clocks)


def _notices(
    context: Context[TellUnit], clock: PinnedClock, kind: Kind, reading: Reading
) -> Iterator[NewNotice]:
    detail = {"clock": clock.instance, "due": reading.due}

    def notice(task: TaskRecord | None, login: str | None, group: str | None = None) -> NewNotice:
        return NewNotice(
            kind=kind,
            at=context.now,
            login=UserId(login) if login is not None else None,
            group=group,
            case=clock.case,
            instance=task.id.instance if task is not None else None,
            detail=detail,
        )

    told: set[str] = set()
    for task in _under(clock, context.unit.tasks.open_of(clock.case)):
        for login in [task.assignee] if task.assignee else task.candidate_users:
            told.add(login)
            yield notice(task, login)
        for group in () if task.assignee else task.candidate_groups:
            yield notice(task, None, group)
    case = context.unit.cases.look(clock.case)
    if case is not None and case.manager is not None and case.manager not in told:
        yield notice(None, case.manager)


def _under(clock: PinnedClock, tasks: Sequence[TaskRecord]) -> list[TaskRecord]:
    """Return the tasks a clock runs for: those inside it, all of them for the whole process's."""
    if clock.instance == PROCESS_CLOCK:
        return list(tasks)
    return [task for task in tasks if task.clock == clock.instance]
