"""The calendar (DMN 1.5 sections 10.3.4.6 and 10.3.4.8): `day of week`, `today`, `now` …"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from engine.feel.builtins.registry import builtin
from engine.feel.errors import NotApplicable
from engine.feel.running.budget import Run

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@builtin("day of year", "date: date")
def day_of_year(_run: Run, day: date) -> Decimal:
    """Return the number of the day in its year, from 1."""
    return Decimal(day.timetuple().tm_yday)


@builtin("day of week", "date: date")
def day_of_week(_run: Run, day: date) -> str:
    """Return the English name of the day."""
    return _DAYS[day.weekday()]


@builtin("month of year", "date: date")
def month_of_year(_run: Run, day: date) -> str:
    """Return the English name of the month."""
    return _MONTHS[day.month - 1]


@builtin("week of year", "date: date")
def week_of_year(_run: Run, day: date) -> Decimal:
    """Return the number of the week as ISO 8601 counts it."""
    return Decimal(day.isocalendar().week)


@builtin("now", "")
def now(run: Run) -> datetime:
    """Return the moment the caller gave; FEEL itself reads no clock."""
    if run.now is None:
        message = "nobody said what time it is here"
        raise NotApplicable(message)
    return run.now


@builtin("today", "")
def today(run: Run) -> date:
    """Return the date of the moment the caller gave."""
    return now(run).date()
