"""Conversions (DMN 1.5 section 10.3.4.1): `number`, `string`, `date`, `time`, `duration` …"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal, Overflow

from engine.feel.builtins.registry import builtin
from engine.feel.data.temporal import (
    date_from,
    date_time_from,
    duration_from,
    fixed_zone,
    make_date,
    named_zone,
    time_from,
)
from engine.feel.data.text import to_text
from engine.feel.data.values import NUMBERS, YearsMonths
from engine.feel.errors import NotApplicable
from engine.feel.running.budget import Run

_NUMBER = re.compile(r"[-+]?(\d+(\.\d+)?|\.\d+)([eE][-+]?\d{1,5})?", re.ASCII)
_MICRO = 1_000_000


@builtin("string", "from: any")
def string(run: Run, value: object) -> str | None:
    """Return a value as text; null stays null."""
    return None if value is None else to_text(value, run)


@builtin("number", "from: string, grouping separator: any, decimal separator: any")
def number_with_separators(run: Run, text: str, grouping: object, point: object) -> Decimal:
    """Return the number of a text with these separators; null for one that is not used."""
    if grouping not in (None, " ", ",", ".") or point not in (None, ".", ","):
        message = "a separator is ' ', ',' or '.', the decimal one ',' or '.'"
        raise NotApplicable(message)
    if grouping is not None and grouping == point:
        message = "the two separators cannot be the same"
        raise NotApplicable(message)
    if isinstance(grouping, str):
        text = text.replace(grouping, "")
    return number(run, text.replace(point, ".") if isinstance(point, str) else text)


@builtin("number", "from: string")
def number(_run: Run, text: str) -> Decimal:
    """Return the number of a text such as "1200.50"."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        message = f'"{text[:60]}" is not a number'
        raise NotApplicable(message)
    try:
        return NUMBERS.create_decimal(text)
    except Overflow as error:
        message = "the number is too large"
        raise NotApplicable(message) from error


@builtin("date", "from: string")
def date_from_text(_run: Run, text: str) -> date:
    """Return the date of a text such as "2026-03-10"."""
    return date_from(text)


@builtin("date", "from: date")
def date_of(_run: Run, value: date) -> date:
    """Return a date, or the date of a date and time."""
    return value.date() if isinstance(value, datetime) else value


@builtin("date", "year: number, month: number, day: number")
def date_of_parts(_run: Run, year: Decimal, month: Decimal, day: Decimal) -> date:
    """Return the date of three numbers."""
    return make_date(_whole(year), _whole(month), _whole(day))


def _whole(value: Decimal) -> int:
    if value != value.to_integral_value() or abs(value) > 10**9:
        message = f"{value} is not a whole number that a date could hold"
        raise NotApplicable(message)
    return int(value)


@builtin("time", "from: string")
def time_from_text(_run: Run, text: str) -> time:
    """Return the time of a text such as "10:00:00+08:00"."""
    return time_from(text)


@builtin("time", "from: time")
def time_of(_run: Run, value: time | datetime) -> time:
    """Return a time, or the time of a date and time."""
    return value.timetz() if isinstance(value, datetime) else value


@builtin("time", "from: date")
def time_of_date(_run: Run, _value: date) -> time:
    """Return the time at which a date begins: midnight in UTC."""
    return time(tzinfo=fixed_zone(timedelta()))


@builtin("time", "hour: number, minute: number, second: number, offset?: offset or null")
def time_of_parts(
    _run: Run, hour: Decimal, minute: Decimal, second: Decimal, offset: object
) -> time:
    """Return the time of its parts; a second may have a fraction."""
    zone = _zone(offset)
    micros = int(second * _MICRO)
    try:
        return time(_whole(hour), _whole(minute), micros // _MICRO, micros % _MICRO, tzinfo=zone)
    except ValueError as error:
        message = f"there is no time {hour}:{minute}:{second}"
        raise NotApplicable(message) from error


def _zone(offset: object) -> tzinfo | None:
    if not isinstance(offset, (timedelta, type(None))):
        message = "an offset is a days and time duration"
        raise NotApplicable(message)
    return fixed_zone(offset) if isinstance(offset, timedelta) else None


@builtin("date and time", "from: string")
def date_time_from_text(_run: Run, text: str) -> datetime:
    """Return the date and time of a text such as "2026-03-10T10:00:00"."""
    return date_time_from(text)


@builtin("date and time", "date: date, time: time")
def date_time_of(_run: Run, day: date, clock: time | datetime) -> datetime:
    """Return a date and a time put together."""
    if isinstance(clock, datetime):
        clock = clock.timetz()
    return datetime.combine(date_of(_run, day), clock)


@builtin("date and time", "date: date and time, timezone: string")
def date_time_in_zone(_run: Run, moment: datetime, zone: str) -> datetime:
    """Return the same moment in another zone."""
    if moment.tzinfo is None:
        message = "a date and time without a zone has no moment in another"
        raise NotApplicable(message)
    return moment.astimezone(named_zone(zone))


@builtin(
    "date and time",
    "year: number, month: number, day: number, hour: number, minute: number, second: number, "
    "offset?: any",
)
def date_time_of_parts(run: Run, *parts: object) -> datetime:
    """Return a date and time of its parts, with an offset or the name of a zone."""
    numbers = (part for part in parts[:6] if isinstance(part, Decimal))
    year, month, day, hour, minute, second = numbers
    zone = parts[6]
    clock = time_of_parts(run, hour, minute, second, None)
    offset = named_zone(zone) if isinstance(zone, str) else _zone(zone)
    whole = date_of_parts(run, year, month, day)
    return datetime.combine(whole, clock.replace(tzinfo=offset))


@builtin("date and time", "from: date and time")
def date_time_itself(_run: Run, value: datetime) -> datetime:
    """Return a date and time, or the midnight in UTC at which a date begins."""
    return value


@builtin("duration", "from: string")
def duration(_run: Run, text: str) -> YearsMonths | timedelta:
    """Return the duration of a text such as "P3D"."""
    return duration_from(text)


@builtin("duration", "from: duration")
def duration_itself(_run: Run, value: object) -> object:
    """Return a duration as it is."""
    return value


@builtin("years and months duration", "from: date, to: date")
def years_and_months(_run: Run, start: date, end: date) -> YearsMonths:
    """Return the whole months from one day to another, negative if it lies before."""
    first, last = date_of(_run, start), date_of(_run, end)
    if first > last:
        return YearsMonths(-years_and_months(_run, last, first).months)
    months = (last.year - first.year) * 12 + last.month - first.month
    return YearsMonths(months - 1 if last.day < first.day else months)
