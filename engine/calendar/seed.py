"""The first day table: the holidays and make-up days published by the State Council.

`chinesecalendar` carries them as data; it raises outside the years it knows and never guesses.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Final

from chinese_calendar import constants

from engine.calendar.days import DayRow
from engine.calendar.working import WorkingCalendar

_NAMES: Final = {
    "New Year's Day": "new-year",
    "Spring Festival": "spring-festival",
    "Tomb-sweeping Day": "qingming",
    "Labour Day": "labour-day",
    "Dragon Boat Festival": "dragon-boat",
    "Mid-autumn Festival": "mid-autumn",
    "National Day": "national-day",
    "Anti-Fascist 70th Day": "victory-day",
}


def published_rows() -> tuple[DayRow, ...]:
    """Return every published holiday and make-up day, in order of date."""
    rows = [_row(day, name, working=False) for day, name in constants.holidays.items()]
    rows += [_row(day, name, working=True) for day, name in constants.workdays.items()]
    return tuple(sorted(rows, key=lambda row: row.date))


@cache
def published_calendar() -> WorkingCalendar:
    """Return the calendar a station starts with: version 1, no cut-off, Asia/Shanghai."""
    years = [day.year for day in constants.holidays]
    return WorkingCalendar(
        rows=published_rows(), announced=frozenset(range(min(years), max(years) + 1))
    )


def _row(day: date, name: str, *, working: bool) -> DayRow:
    return DayRow(date=day, working=working, name=_NAMES.get(name, name))
