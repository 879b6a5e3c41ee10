"""The working calendar: counts days over a versioned table of days.

Counting never includes the day it starts from: the day of an event is day 0 (民法典 Art. 201).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from engine.calendar.days import Counted, Day, DayRow, Found, ServiceHours
from engine.calendar.errors import DayOutOfRange, NegativeDayCount
from engine.calendar.statutory import statutory_days

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2199
STATION_ZONE: Final = ZoneInfo("Asia/Shanghai")
_ONE_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5
# Every notice names these three; a table that has them is taken for the whole notice of a year.
_IN_EVERY_NOTICE: Final = ((1, 1), (5, 1), (10, 1))


@dataclass(frozen=True, slots=True)
class _Year:
    """One year laid out once: its working days in order, and the names of its days."""

    announced: bool
    working: tuple[date, ...]
    exceptions: dict[date, DayRow]


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkingCalendar:
    """Which days are worked at a station, and when its days begin to serve and end.

    `rows` are the days that differ from their weekday; `announced` the years whose notice is in
    them. `cutoff` is the hour after which an event belongs to the next working day; None is 24:00.
    A later import makes a new calendar with the next `version`; this one never changes.
    """

    rows: tuple[DayRow, ...]
    announced: frozenset[int]
    version: int = 1
    hours: ServiceHours = field(default_factory=ServiceHours)
    zone: ZoneInfo = STATION_ZONE
    cutoff: time | None = None
    _years: dict[int, _Year] = field(default_factory=dict, init=False, repr=False, compare=False)

    def day(self, day: date) -> Day:
        """Return whether a date is worked, its name, and whether that is announced."""
        year = self._year(day)
        row = year.exceptions.get(day)
        working = day.weekday() < _SATURDAY if row is None else row.working
        name = "" if row is None else row.name
        return Day(date=day, working=working, name=name, provisional=not year.announced)

    def is_working(self, day: date) -> bool:
        """Return whether a date is worked."""
        return self.day(day).working

    def working_days_after(self, day: date, n: int) -> Found:
        """Return the `n`-th working day after a date; n = 0 is the date itself.

        Raises:
            NegativeDayCount: n is below 0.
            DayOutOfRange: the answer lies outside the years 1900 to 2199.
        """
        if n < 0:
            raise NegativeDayCount(n)
        if n == 0:
            return Found(day, provisional=False)
        provisional, left, start = False, n, day
        for number in range(day.year, LAST_YEAR + 1):
            year = self._year(date(number, 1, 1) if number > day.year else day)
            skip = bisect_right(year.working, start)
            found = skip + left <= len(year.working)
            # 31 December has no later day in its year: that year is not asked anything.
            asked = start < date(number, 12, 31)
            provisional = provisional or (asked and not year.announced)
            if found:
                return Found(year.working[skip + left - 1], provisional)
            left -= len(year.working) - skip
        raise DayOutOfRange(None, FIRST_YEAR, LAST_YEAR)

    def working_days_between(self, after: date, until: date) -> Counted:
        """Count the working days later than `after`, up to and with `until`.

        Raises:
            NegativeDayCount: `until` is before `after`.
        """
        if until < after:
            raise NegativeDayCount((until - after).days)
        days, provisional = 0, False
        first = after + _ONE_DAY if until > after else after
        for number in range(first.year, until.year + 1):
            year = self._year(date(number, 1, 1))
            days += bisect_right(year.working, until) - bisect_right(year.working, after)
            provisional = provisional or (until > after and not year.announced)
        return Counted(days, provisional)

    def local(self, at: datetime) -> datetime:
        """Return a moment (aware) in the station's zone.

        Raises:
            DayOutOfRange: it is more than a year outside the calendar's years.
        """
        # The year's margin keeps the change of zone from running over the ends of time itself.
        if not FIRST_YEAR - 1 <= at.year <= LAST_YEAR + 1:
            raise DayOutOfRange(at.date(), FIRST_YEAR, LAST_YEAR)
        return at.astimezone(self.zone)

    def local_date(self, at: datetime) -> date:
        """Return the station's date at a moment (aware)."""
        return self.local(at).date()

    def effective_day(self, at: datetime) -> Found:
        """Return the day an event belongs to: its date or, past the cut-off, the next working day.

        An event at the cut-off itself still belongs to its date.
        """
        local = self.local(at)
        if self.cutoff is None or local.time() <= self.cutoff:
            return Found(local.date(), provisional=False)
        return self.working_days_after(local.date(), 1)

    def end_of(self, day: date) -> datetime:
        """Return the moment a day ends for the station: its cut-off, else 24:00."""
        if self.cutoff is None:
            return datetime.combine(day + _ONE_DAY, time(0), self.zone)
        return datetime.combine(day, self.cutoff, self.zone)

    def service_start(self, day: date) -> datetime:
        """Return the moment the counter opens on a day."""
        return datetime.combine(day, self.hours.start, self.zone)

    def with_cutoff(self, cutoff: time | None) -> WorkingCalendar:
        """Return this calendar with another cut-off hour."""
        changed = replace(self, cutoff=cutoff)
        # The days are the same, so both share what is laid out of them.
        object.__setattr__(changed, "_years", self._years)
        return changed

    def with_rows(
        self, rows: Iterable[DayRow], announces: Iterable[int] | None = None
    ) -> WorkingCalendar:
        """Return the next version of this calendar, with `rows` put over the present ones.

        `announces` are the years whose notice is complete with these rows. When not given, a year
        is taken as announced once the table names its 1 January, 1 May and 1 October: so a single
        moved day of a future year does not pass for its notice.
        """
        table = {row.date: row for row in self.rows} | {row.date: row for row in rows}
        known = _complete_years(table) if announces is None else frozenset(announces)
        return replace(
            self,
            rows=tuple(table[day] for day in sorted(table)),
            announced=self.announced | known,
            version=self.version + 1,
        )

    def _year(self, day: date) -> _Year:
        year = self._years.get(day.year)
        if year is not None:
            return year
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise DayOutOfRange(day, FIRST_YEAR, LAST_YEAR)
        return self._years.setdefault(day.year, self._lay_out(day.year))

    def _lay_out(self, number: int) -> _Year:
        announced = number in self.announced
        exceptions = {} if announced else _statutory_rows(number)
        exceptions |= {row.date: row for row in self.rows if row.date.year == number}
        days = (date(number, 1, 1) + timedelta(days=n) for n in range(_length(number)))
        working = tuple(
            day
            for day in days
            if (exceptions[day].working if day in exceptions else day.weekday() < _SATURDAY)
        )
        return _Year(announced, working, exceptions)


def _statutory_rows(year: int) -> dict[date, DayRow]:
    return {
        day: DayRow(date=day, working=False, name=name)
        for day, name in statutory_days(year).items()
    }


def _complete_years(table: dict[date, DayRow]) -> frozenset[int]:
    years = {day.year for day in table}
    return frozenset(
        year for year in years if all(date(year, *day) in table for day in _IN_EVERY_NOTICE)
    )


def _length(year: int) -> int:
    return (date(year + 1, 1, 1) - date(year, 1, 1)).days
