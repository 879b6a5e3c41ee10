"""The two ways a clock is charged: by days as they begin, or by the time it runs.

A meter is made of a clock's events and answers: how much is used, and when a given amount was or
will be used up if nothing more happens.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Protocol

from engine.calendar.days import Counted, Found
from engine.calendar.working import WorkingCalendar
from engine.kernel.records import record
from engine.timelimits.events import ClockEvent, Do

_RUNS = (Do.START, Do.RESUME)


class DayCount(Protocol):
    """Which days count: all of them, or the working ones."""

    def between(self, after: date, until: date) -> Counted:
        """Count the days later than `after`, up to and with `until`."""
        ...

    def nth_after(self, day: date, n: int) -> Found:
        """Return the n-th day after a day."""
        ...


@record(frozen=True, slots=True)
class WorkingDays:
    """Counts working days (unit `wd`)."""

    calendar: WorkingCalendar

    def between(self, after: date, until: date) -> Counted:
        """Count the working days later than `after`, up to and with `until`."""
        return self.calendar.working_days_between(after, until)

    def nth_after(self, day: date, n: int) -> Found:
        """Return the n-th working day after a day."""
        return self.calendar.working_days_after(day, n)


@record(frozen=True, slots=True)
class CalendarDays:
    """Counts all days (units `d` and `month`): no calendar is needed, nothing is provisional."""

    def between(self, after: date, until: date) -> Counted:
        """Count the days later than `after`, up to and with `until`."""
        return Counted((until - after).days, provisional=False)

    def nth_after(self, day: date, n: int) -> Found:
        """Return the n-th day after a day."""
        return Found(day + timedelta(days=n), provisional=False)


@record(frozen=True, slots=True)
class DayRun:
    """Charged days: later than `after`, up to and with `until` (None: the clock still runs)."""

    after: date
    until: date | None

    def holds(self, day: date) -> bool:
        """Return whether the clock was running when `day` began."""
        return self.after < day and (self.until is None or day <= self.until)


def day_runs(
    events: Sequence[ClockEvent], calendar: WorkingCalendar
) -> tuple[tuple[DayRun, ...], bool]:
    """Return the stretches of days a clock is charged for, and whether that is provisional.

    A day is charged if the clock was running when it began, all events with an earlier effective
    day applied: the day of a start and of a resume is not charged, that of a pause is. With a
    cut-off, an event on a free day can have an earlier effective day than one that happened
    before it (Friday 18:00 belongs to Monday, Saturday 10:00 to Saturday). The last to happen
    decides, so an event counts no later than those that follow it; but nothing is charged up to
    the effective day of the start.
    """
    found = [calendar.effective_day(event.at) for event in events]
    days = [each.day for each in found]
    for index in range(len(days) - 2, -1, -1):
        days[index] = min(days[index], days[index + 1])
    days = [max(day, found[0].day) for day in days]
    runs = tuple(
        DayRun(days[index], days[index + 1] if index + 1 < len(days) else None)
        for index, event in enumerate(events)
        if event.do in _RUNS
    )
    return runs, any(each.provisional for each in found)


class DayMeter:
    """Charges days. `provisional` turns true once an answer leaned on a year not announced."""

    def __init__(
        self, events: Sequence[ClockEvent], calendar: WorkingCalendar, count: DayCount
    ) -> None:
        """Take the events (checked) and lay out the days they charge."""
        self._count = count
        self.runs, self.provisional = day_runs(events, calendar)

    def used(self, through: date | None) -> int:
        """Return the charged days up to and with a day; None: all, the clock having stopped."""
        total = 0
        for run in self.runs:
            ends = [day for day in (run.until, through) if day is not None]
            if ends and min(ends) > run.after:
                total += self._noted(self._count.between(run.after, min(ends)))
        return total

    def day_of(self, n: int) -> date | None:
        """Return the n-th charged day, or None when the clock stands still before it."""
        left = n
        for run in self.runs:
            if run.until is None:
                found = self._count.nth_after(run.after, left)
                self.provisional = self.provisional or found.provisional
                return found.day
            days = self._noted(self._count.between(run.after, run.until))
            if days >= left:
                return self._count.nth_after(run.after, left).day
            left -= days
        return None

    def _noted(self, counted: Counted) -> int:
        self.provisional = self.provisional or counted.provisional
        return counted.days


class SpanMeter:
    """Charges elapsed running time, around the clock (units `h` and `min`)."""

    def __init__(self, events: Sequence[ClockEvent]) -> None:
        """Take the events (checked) and lay out when the clock ran."""
        moments = [event.at.astimezone(UTC) for event in events]
        self._runs = [
            (moments[index], moments[index + 1] if index + 1 < len(moments) else None)
            for index, event in enumerate(events)
            if event.do in _RUNS
        ]

    def used(self, at: datetime) -> timedelta:
        """Return the running time up to a moment."""
        ran = (min(end or at, at) - start for start, end in self._runs if start < at)
        return sum(ran, timedelta(0))

    def moment_of(self, amount: timedelta) -> datetime | None:
        """Return when an amount of running time is used up, or None when the clock stands before.

        A pause that begins at the very moment still moves it: nothing had run past it.
        """
        left = amount
        for start, end in self._runs:
            if end is None or end - start > left:
                return start + left
            left -= end - start
        return None
