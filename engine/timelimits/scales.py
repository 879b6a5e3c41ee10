"""One scale per kind of unit: how a limit's due moment, warning, used and left are measured."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Protocol

from engine.calendar.working import WorkingCalendar
from engine.kernel.records import record
from engine.timelimits.events import ClockEvent
from engine.timelimits.limits import Limit, Unit
from engine.timelimits.meters import CalendarDays, DayCount, DayMeter, SpanMeter, WorkingDays

Amount = int | float


@record(frozen=True, kw_only=True, slots=True)
class Measured:
    """What a scale reads from events: moments are None when the clock stands still before them."""

    due: datetime | None
    warning: datetime | None
    used: Amount
    total: Amount
    provisional: bool


class Scale(Protocol):
    """Measures a clock's events against one limit."""

    def measure(self, events: Sequence[ClockEvent], until: datetime) -> Measured:
        """Measure the events of a clock that has not stopped; `until` bounds what is used."""
        ...

    def used(self, events: Sequence[ClockEvent]) -> tuple[Amount, bool]:
        """Return what events that end with a stop have used, and whether that is provisional."""
        ...


def scale_for(limit: Limit, start: ClockEvent, calendar: WorkingCalendar) -> Scale:
    """Return the scale of a limit for the clock begun by `start`."""
    match limit.unit:
        case Unit.WORKING_DAY:
            return _DayScale(limit, calendar, WorkingDays(calendar), int(limit.value))
        case Unit.DAY:
            return _DayScale(limit, calendar, CalendarDays(), int(limit.value))
        case Unit.MONTH:
            first = calendar.effective_day(start.at).day
            days = (_months_after(first, int(limit.value)) - first).days
            return _DayScale(limit, calendar, CalendarDays(), days)
        case Unit.HOUR:
            return _SpanScale(limit, calendar, timedelta(hours=1))
        case Unit.MINUTE:
            return _SpanScale(limit, calendar, timedelta(minutes=1))


def _months_after(day: date, months: int) -> date:
    """Return the same day number some months later, clamped to that month's end."""
    years, month = divmod(day.month - 1 + months, 12)
    year, number = day.year + years, month + 1
    return date(year, number, min(day.day, monthrange(year, number)[1]))


@record(frozen=True, slots=True)
class _DayScale:
    """Days of either kind. A month is its number of days, so paused days move its end."""

    limit: Limit
    calendar: WorkingCalendar
    count: DayCount
    total: int

    def measure(self, events: Sequence[ClockEvent], until: datetime) -> Measured:
        meter = DayMeter(events, self.calendar, self.count)
        due_day = meter.day_of(self.total)
        due = None if due_day is None else self.calendar.end_of(due_day)
        used = meter.used(self.calendar.local_date(until))
        return Measured(
            due=due,
            warning=self._warning(meter, due),
            used=used,
            total=self.total,
            provisional=meter.provisional,
        )

    def used(self, events: Sequence[ClockEvent]) -> tuple[Amount, bool]:
        meter = DayMeter(events, self.calendar, self.count)
        return meter.used(None), meter.provisional

    def _warning(self, meter: DayMeter, due: datetime | None) -> datetime | None:
        if self.limit.warn_at is None:
            return None
        day = meter.day_of(self.limit.share(self.total))
        if day is None:
            return None
        opens = self.calendar.service_start(day)
        # A cut-off before the counter opens: a warning later than the due moment would be none.
        return opens if due is None else min(opens, due)


@record(frozen=True, slots=True)
class _SpanScale:
    """Elapsed time around the clock: no calendar is asked, so nothing is provisional."""

    limit: Limit
    calendar: WorkingCalendar
    unit: timedelta

    def measure(self, events: Sequence[ClockEvent], until: datetime) -> Measured:
        meter = SpanMeter(events)
        return Measured(
            due=self._local(meter.moment_of(self._span(Decimal(self.limit.value)))),
            warning=self._warning(meter),
            used=_amount(meter.used(until) / self.unit),
            total=_amount(self._span(Decimal(self.limit.value)) / self.unit),
            provisional=False,
        )

    def used(self, events: Sequence[ClockEvent]) -> tuple[Amount, bool]:
        return _amount(SpanMeter(events).used(events[-1].at) / self.unit), False

    def _warning(self, meter: SpanMeter) -> datetime | None:
        if self.limit.warn_at is None:
            return None
        part = Decimal(self.limit.value) * Decimal(self.limit.warn_at) / 100
        return self._local(meter.moment_of(self._span(part)))

    def _span(self, amount: Decimal) -> timedelta:
        return timedelta(microseconds=round(amount * (self.unit // timedelta(microseconds=1))))

    def _local(self, at: datetime | None) -> datetime | None:
        return None if at is None else at.astimezone(self.calendar.zone)


def _amount(number: float) -> Amount:
    return int(number) if number.is_integer() else number
