"""Dates, times and durations: from text to value, and the calculations Python lacks.

The texts are those of DMN 1.5 section 10.3.4.1 (ISO 8601 with an optional named zone). Fractions of
a second are kept to the microsecond, years from 1 to 9999.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from engine.feel.data.values import YearsMonths
from engine.feel.errors import NotApplicable

_DATE = r"(-?(?:[1-9]\d{4,8}|\d{4}))-(\d{2})-(\d{2})"
_TIME = r"(\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?([Zz]|[+-]\d{2}:\d{2}(?::\d{2})?|@[A-Za-z0-9_+\-/]+)?"
_DATE_TEXT = re.compile(_DATE, re.ASCII)
_TIME_TEXT = re.compile(_TIME, re.ASCII)
_DATE_TIME_TEXT = re.compile(f"{_DATE}T{_TIME}", re.ASCII)
_MONTHS_TEXT = re.compile(r"(-)?P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?", re.ASCII)
_DAYS_TEXT = re.compile(
    r"(-)?P(?=\d|T\d)(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d+))?S)?)?", re.ASCII
)
_MAX_DIGITS = 15
_MAX_OFFSET = timedelta(hours=14)
_REFERENCE_DAY = date(1970, 1, 1)
_DAY = timedelta(days=1)
_OUTSIDE = "the result is outside the years 1 to 9999"

Duration = YearsMonths | timedelta
Temporal = date | time | Duration


def temporal_from(text: str) -> Temporal:
    """Return the value of a literal `@"…"`: a date, time, date and time, or duration.

    Raises:
        NotApplicable: it is none of them.
    """
    if text.startswith(("P", "-P")):
        return duration_from(text)
    if _TIME_TEXT.fullmatch(text):
        return time_from(text)
    return date_time_from(text) if "T" in text else date_from(text)


def date_from(text: str) -> date:
    """Return the date of a text such as 2026-03-10.

    Raises:
        NotApplicable: it is not a date, or its year is not between 1 and 9999.
    """
    found = _DATE_TEXT.fullmatch(text)
    if found is None:
        message = f'"{text[:60]}" is not a date such as 2026-03-10'
        raise NotApplicable(message)
    return make_date(*map(int, found.groups()))


def make_date(year: int, month: int, day: int) -> date:
    """Return a date from its numbers.

    Raises:
        NotApplicable: there is no such day, or its year is not between 1 and 9999.
    """
    try:
        return date(year, month, day)
    except (ValueError, OverflowError) as error:
        message = f"there is no day {year:04}-{month:02}-{day:02}"
        raise NotApplicable(message) from error


def time_from(text: str) -> time:
    """Return the time of a text such as 10:00:00, 10:00:00Z or 10:00:00@Asia/Shanghai.

    Raises:
        NotApplicable: it is not a time.
    """
    found = _TIME_TEXT.fullmatch(text)
    if found is None:
        message = f'"{text[:60]}" is not a time such as 10:00:00'
        raise NotApplicable(message)
    return _time(*found.groups())


def date_time_from(text: str) -> datetime:
    """Return the date and time of a text such as 2026-03-10T10:00:00+08:00; a date is its midnight.

    Raises:
        NotApplicable: it is neither.
    """
    found = _DATE_TIME_TEXT.fullmatch(text)
    if found is None:
        if _DATE_TEXT.fullmatch(text):
            return datetime.combine(date_from(text), time())
        message = f'"{text[:60]}" is not a date and time such as 2026-03-10T10:00:00'
        raise NotApplicable(message)
    year, month, day, *clock = found.groups()
    return datetime.combine(make_date(int(year), int(month), int(day)), _time(*clock))


def _time(hour: str, minute: str, second: str, fraction: str | None, zone: str | None) -> time:
    micro = int(((fraction or "") + "000000")[:6])
    try:
        return time(int(hour), int(minute), int(second), micro, tzinfo=_zone(zone))
    except ValueError as error:
        message = f"there is no time {hour}:{minute}:{second}"
        raise NotApplicable(message) from error


def _zone(text: str | None) -> tzinfo | None:
    if text is None:
        return None
    if text in {"Z", "z"}:
        return UTC
    if text.startswith("@"):
        return named_zone(text[1:])
    hours, minutes, *seconds = map(int, text[1:].split(":"))
    if minutes > 59 or (seconds and seconds[0] > 59):
        message = f"{text} is not an offset from UTC"
        raise NotApplicable(message)
    offset = timedelta(hours=hours, minutes=minutes, seconds=seconds[0] if seconds else 0)
    return fixed_zone(-offset if text.startswith("-") else offset)


def fixed_zone(offset: timedelta) -> timezone:
    """Return the zone with this offset from UTC, at most 14 hours.

    Raises:
        NotApplicable: it is more.
    """
    if abs(offset) > _MAX_OFFSET:
        message = "an offset from UTC is at most 14 hours"
        raise NotApplicable(message)
    return timezone(offset) if offset else UTC


def named_zone(name: str) -> ZoneInfo:
    """Return a zone of the IANA database.

    Raises:
        NotApplicable: there is none of that name.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        message = f'there is no time zone "{name[:60]}"'
        raise NotApplicable(message) from error


def duration_from(text: str) -> Duration:
    """Return the duration of a text such as P1Y2M (years and months) or P3DT4H (days and time).

    Raises:
        NotApplicable: it is neither, or longer than can be said.
    """
    found = _MONTHS_TEXT.fullmatch(text)
    if found is not None:
        sign, *parts = found.groups()
        years, months = (_digits(part) for part in parts)
        return YearsMonths(-(years * 12 + months) if sign else years * 12 + months)
    found = _DAYS_TEXT.fullmatch(text)
    if found is None:
        message = f'"{text[:60]}" is not a duration such as P1Y2M or P3DT4H'
        raise NotApplicable(message)
    sign, *numbers, fraction = found.groups()
    return _days(numbers, int(((fraction or "") + "000000")[:6]), negative=sign is not None)


def _digits(text: str | None) -> int:
    if text is None:
        return 0
    if len(text) > _MAX_DIGITS:
        message = "the duration is too long"
        raise NotApplicable(message)
    return int(text)


def _days(numbers: list[str | None], micro: int, *, negative: bool) -> timedelta:
    days, hours, minutes, seconds = (_digits(number) for number in numbers)
    try:
        length = timedelta(
            days=days, hours=hours, minutes=minutes, seconds=seconds, microseconds=micro
        )
    except OverflowError as error:
        message = "the duration is too long"
        raise NotApplicable(message) from error
    return -length if negative else length


def offset_of(value: time | datetime) -> timedelta | None:
    """Return the offset from UTC, or None without a zone.

    A time in a zone with daylight saving has no date to tell the season: its offset is that of
    1970-01-01.
    """
    if value.tzinfo is None:
        return None
    if isinstance(value, datetime):
        return value.utcoffset()
    return datetime.combine(_REFERENCE_DAY, value).utcoffset()


def zone_of(value: time | datetime) -> str | timedelta | None:
    """Return the name of a named zone, the offset of another, or None without one."""
    zone = value.tzinfo
    return zone.key if isinstance(zone, ZoneInfo) else offset_of(value)


def seconds_of_day(value: time) -> timedelta:
    """Return a time as the span since midnight, in UTC if it has a zone."""
    span = timedelta(
        hours=value.hour,
        minutes=value.minute,
        seconds=value.second,
        microseconds=value.microsecond,
    )
    return span - (offset_of(value) or timedelta())


def add_months(value: date, months: int) -> date:
    """Return the day so many months later; the 31st becomes the last day of a shorter month.

    A date and time keeps its time.

    Raises:
        NotApplicable: the year is not between 1 and 9999.
    """
    year, month = divmod(value.year * 12 + value.month - 1 + months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        raise NotApplicable(_OUTSIDE)
    day = min(value.day, monthrange(year, month + 1)[1])
    return value.replace(year=year, month=month + 1, day=day)


def add_span(value: date, span: timedelta) -> date:
    """Return the date, or date and time, so much later on the time line (not on the wall clock).

    Raises:
        NotApplicable: the year is not between 1 and 9999.
    """
    try:
        if not isinstance(value, datetime):
            return (datetime.combine(value, time()) + span).date()
        if value.tzinfo is None:
            return value + span
        return (value.astimezone(UTC) + span).astimezone(value.tzinfo)
    except OverflowError as error:
        raise NotApplicable(_OUTSIDE) from error


def add_to_time(value: time, span: timedelta) -> time:
    """Return the time of day so much later, going round at midnight."""
    moved = datetime.combine(_REFERENCE_DAY, value.replace(tzinfo=None)) + (span % _DAY)
    return moved.time().replace(tzinfo=value.tzinfo)


def as_date_time(value: date) -> datetime:
    """Return a date as its midnight in UTC, a date and time as it is."""
    return value if isinstance(value, datetime) else datetime.combine(value, time(), UTC)
