"""The time-limit clocks of one case during one step.

A clock starts when its checkpoint activity is entered and stops when that completes. While every
activity that waits inside it is the customer's (`clockStop`), it stands still. All rules that apply
are pinned on it at its start; later editions of the rules do not touch it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from engine.calendar.working import WorkingCalendar
from engine.cases.records import Activity, PinnedClock
from engine.cases.stepping.limits import as_row
from engine.definitions.diagrams.model import Element
from engine.history.events import ClockPaused, ClockResumed, ClockStarted, ClockStopped
from engine.kernel.ids import CaseId, DefinitionId
from engine.kernel.messages import Event
from engine.kernel.records import altered
from engine.timelimits.alarms import first_alarm
from engine.timelimits.events import ClockEvent, Do
from engine.timelimits.limits import Limit
from engine.timelimits.reading import Reading, read
from engine.timelimits.standstill import RUNNING, follow, standstill
from engine.timelimits.verdicts import strictest

CANCELLED = "cancelled"
CLOSED = frozenset({"met", "breached", "closed", CANCELLED})
PROCESS_CLOCK = 0
"""The instance under which a process's own end-to-end clock is kept."""


class CaseClocks:
    """Starts, pauses, resumes and stops the clocks of a case; keeps what has to be saved."""

    def __init__(
        self,
        case: CaseId,
        clocks: Sequence[PinnedClock],
        calendar: WorkingCalendar,
        now: datetime,
        note: Callable[[Event], None],
        attempts: Callable[[str], int],
    ) -> None:
        """Take a case's open clocks as stored; `note` receives the events for the history.

        `attempts` counts all clocks a checkpoint has had in this case before this step.
        """
        self._case = case
        self._all = {clock.instance: clock for clock in clocks}
        self._calendar = calendar
        self._now = now
        self._note = note
        self._attempts = attempts
        self._stored = frozenset(self._all)
        self._touched: set[int] = set()

    def started(self) -> list[PinnedClock]:
        """Return the clocks this step started, as they are now."""
        return [self._all[instance] for instance in sorted(self._touched - self._stored)]

    def changed(self) -> list[PinnedClock]:
        """Return the stored clocks this step changed."""
        return [self._all[instance] for instance in sorted(self._touched & self._stored)]

    def get(self, instance: int) -> PinnedClock | None:
        """Return the clock of an element instance."""
        return self._all.get(instance)

    def open_of(self, checkpoint: str) -> PinnedClock | None:
        """Return the newest clock of a checkpoint that has not stopped."""
        of_it = [c for c in self._all.values() if c.checkpoint == checkpoint]
        newest = max(of_it, key=lambda clock: clock.attempt, default=None)
        return newest if newest is not None and newest.state not in CLOSED else None

    def reading(self, clock: PinnedClock) -> Reading:
        """Return how a clock stands now by its strictest limit."""
        return self._read(clock.limits, clock.events)

    def _read(self, limits: Sequence[Limit], events: Sequence[ClockEvent]) -> Reading:
        return strictest([read(limit, events, self._calendar, self._now) for limit in limits])

    def start(
        self, checkpoint: str, instance: int, element: Element, activity: Activity,
        limits: Sequence[Limit],
    ) -> None:  # fmt: skip
        """Start a checkpoint's clock with the limits that apply; none apply: there is no clock."""
        if not limits:
            return
        fresh = (c for i, c in self._all.items() if i not in self._stored)
        earlier = self._attempts(checkpoint) + sum(c.checkpoint == checkpoint for c in fresh)
        events = (ClockEvent(at=self._now, do=Do.START),)
        reading = self._read(limits, events)
        clock = PinnedClock(
            case=self._case,
            instance=instance,
            checkpoint=checkpoint,
            attempt=earlier + 1,
            element=element.id,
            definition=activity.definition,
            limits=tuple(limits),
            events=events,
            state="running",
            due=reading.due,
            original_due=reading.original_due,
            started=self._now,
            alarm=first_alarm(reading),
        )
        self._keep(clock)
        self._note(
            ClockStarted(
                element=element.id,
                instance=instance,
                checkpoint=checkpoint,
                attempt=clock.attempt,
                limits=[as_row(limit) for limit in limits],
                due=reading.due,
            )
        )

    def stop(self, instance: int, *, cancelled: bool) -> None:
        """Stop the clock of an element instance; cancelled: it went away without being done."""
        clock = self._all.get(instance)
        if clock is None or clock.state in CLOSED:
            return
        # As in `follow`: not before the last event, which a host ahead of this one may have made.
        at = max(self._now, clock.events[-1].at)
        events = (*clock.events, ClockEvent(at=at, do=Do.STOP))
        reading = self._read(clock.limits, events)
        verdict = CANCELLED if cancelled else reading.state.value
        due = reading.due or clock.due
        stopped = altered(clock, events=events, stopped=at, state=verdict, due=due, alarm=None)
        self._keep(stopped)
        self._note(
            ClockStopped(
                element=clock.element,
                instance=instance,
                checkpoint=clock.checkpoint,
                verdict=verdict,
                used=reading.used,
                limit=reading.limit.value,
                unit=str(reading.limit.unit),
            )
        )

    def rebind(self, elements: Mapping[int, str], definition: DefinitionId) -> list[PinnedClock]:
        """Let running clocks belong to the elements of another definition; return those.

        What is pinned on them stays: limits, events, due dates.
        """
        rebound = [
            altered(clock, element=elements[clock.instance], definition=definition)
            for clock in self._all.values()
            if clock.instance in elements and clock.state not in CLOSED
        ]
        for clock in rebound:
            self._all[clock.instance] = clock
        return rebound

    def settle(
        self, activities: Mapping[int, Activity], reason_of: Callable[[Activity], str | None]
    ) -> set[str]:
        """Pause and resume by what waits now; return the checkpoints whose due date moved."""
        moved = set()
        somebody_else = any(reason_of(one) is not None for one in activities.values())
        for clock in list(self._all.values()):
            if clock.state in CLOSED:
                continue
            wanted = RUNNING
            if somebody_else:
                wanted = standstill(reasons_inside(clock.instance, activities, reason_of))
            turns = follow(clock.events, wanted, self._now)
            for turn in turns:
                self._turn(clock.instance, turn)
            if turns:
                moved.add(clock.checkpoint)
        return moved

    def _turn(self, instance: int, event: ClockEvent) -> None:
        clock = self._all[instance]
        events = (*clock.events, event)
        reading = self._read(clock.limits, events)
        due, alarm = reading.due, first_alarm(reading)
        state = reading.state.value
        self._keep(altered(clock, events=events, state=state, due=due, alarm=alarm))
        if event.do is Do.PAUSE:
            note: Event = ClockPaused(
                element=clock.element,
                instance=instance,
                checkpoint=clock.checkpoint,
                reason=event.reason or "",
            )
        else:
            note = ClockResumed(
                element=clock.element,
                instance=instance,
                checkpoint=clock.checkpoint,
                due=reading.due,
            )
        self._note(note)

    def _keep(self, clock: PinnedClock) -> None:
        self._all[clock.instance] = clock
        self._touched.add(clock.instance)


def read_clock(clock: PinnedClock, calendar: WorkingCalendar, now: datetime) -> Reading:
    """Return how a stored clock stands at `now` by its strictest limit."""
    return strictest([read(limit, clock.events, calendar, now) for limit in clock.limits])


def innermost(
    instance: int | None, activities: Mapping[int, Activity], has_clock: Callable[[int], bool]
) -> int | None:
    """Return the nearest activity with a clock around an instance, itself included."""
    while instance is not None:
        if has_clock(instance):
            return instance
        activity = activities.get(instance)
        instance = activity.scope if activity is not None else None
    return PROCESS_CLOCK if has_clock(PROCESS_CLOCK) else None


def reasons_inside(
    root: int, activities: Mapping[int, Activity], reason_of: Callable[[Activity], str | None]
) -> list[str | None]:
    """Return, for each activity that waits inside `root`, the reason for which it stops clocks.

    A container that holds active activities does not wait itself; its reason holds for what it
    contains. None stands for an activity that is the utility's own work.
    """
    containers = {activity.scope for activity in activities.values()}
    reasons = []
    for activity in activities.values():
        if activity.instance in containers:
            continue
        inside, reason = _way_up(root, activity, activities, reason_of)
        if inside:
            reasons.append(reason)
    return reasons


def _way_up(
    root: int,
    leaf: Activity,
    activities: Mapping[int, Activity],
    reason_of: Callable[[Activity], str | None],
) -> tuple[bool, str | None]:
    reason: str | None = None
    node: Activity | None = leaf
    while node is not None:
        reason = reason or reason_of(node)
        if node.instance == root:
            return True, reason
        node = activities.get(node.scope) if node.scope is not None else None
    return root == PROCESS_CLOCK, reason
