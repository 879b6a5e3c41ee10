"""What the calendar refuses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engine.kernel.errors import YekuoError


@dataclass
class DayOutOfRange(YekuoError):
    """A date outside the years the calendar answers for (`first_year` to `last_year`)."""

    day: date | None
    first_year: int
    last_year: int


@dataclass
class NegativeDayCount(YekuoError):
    """A count of days below 0, or a period that ends before it begins."""

    days: int


@dataclass
class BadDayRows(YekuoError):
    """A day table that cannot be imported: where (`line` from 1; 0 is the whole), and why."""

    line: int
    problem: str
    found: str
