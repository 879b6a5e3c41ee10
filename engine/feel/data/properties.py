"""What stands behind the dot of a date, time, duration or range (DMN 1.5 tables 61 to 64)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from engine.feel.data.temporal import offset_of, zone_of
from engine.feel.data.values import Range, YearsMonths

Read = Callable[..., object]


def _number(read: Callable[..., int]) -> Read:
    return lambda value: Decimal(read(value))


def _part(span: timedelta, unit: int, modulo: int) -> int:
    whole = abs(span) // timedelta(seconds=1) // unit % modulo
    return -whole if span < timedelta() else whole


def _days(span: timedelta) -> int:
    days = abs(span) // timedelta(days=1)
    return -days if span < timedelta() else days


def _years(length: YearsMonths) -> int:
    return int(Decimal(length.months) / 12)


def _months(length: YearsMonths) -> int:
    return length.months - 12 * _years(length)


def _zone_name(value: time | datetime) -> str | None:
    zone = zone_of(value)
    return zone if isinstance(zone, str) else None


_DATE: dict[str, Read] = {
    "year": _number(lambda value: value.year),
    "month": _number(lambda value: value.month),
    "day": _number(lambda value: value.day),
    "weekday": _number(lambda value: value.isoweekday()),
}
_TIME: dict[str, Read] = {
    "hour": _number(lambda value: value.hour),
    "minute": _number(lambda value: value.minute),
    "second": _number(lambda value: value.second),
    "time offset": offset_of,
    "timezone": _zone_name,
}
_PROPERTIES: dict[type, dict[str, Read]] = {
    date: _DATE,
    time: _TIME,
    datetime: _DATE | _TIME,
    YearsMonths: {"years": _number(_years), "months": _number(_months)},
    timedelta: {
        "days": _number(_days),
        "hours": _number(lambda value: _part(value, 3600, 24)),
        "minutes": _number(lambda value: _part(value, 60, 60)),
        "seconds": _number(lambda value: _part(value, 1, 60)),
    },
    Range: {
        "start": lambda value: value.start,
        "end": lambda value: value.end,
        "start included": lambda value: value.start_included,
        "end included": lambda value: value.end_included,
    },
}


def property_of(value: object, name: str) -> Read | None:
    """Return what reads a property of a value of this kind, or None if the kind has none such."""
    return _PROPERTIES.get(type(value), {}).get(name)
