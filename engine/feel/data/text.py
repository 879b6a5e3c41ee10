"""Values as text: what `string()` gives (DMN 1.5 section 10.3.4.1)."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from engine.feel.data.values import Range, YearsMonths, kind_of
from engine.feel.running.budget import Run

_PLAIN_KEY = re.compile(r"[^\W\d]\w*(?: \w+)*")
_MICROSECOND = timedelta(microseconds=1)


def to_text(value: object, run: Run) -> str:
    """Return a value as FEEL writes it; a string as it is.

    Raises:
        FeelLimitExceeded: the text would be too long.
    """
    text = value if isinstance(value, str) else _written(value, run)
    run.check_text(len(text))
    return text


def _written(value: object, run: Run) -> str:
    run.charge(2)
    match value:
        case list():
            return "[" + _joined([_written(item, run) for item in value], run) + "]"
        case dict():
            entries = [f"{_key(key)}: {_written(item, run)}" for key, item in value.items()]
            return "{" + _joined(entries, run) + "}"
        case Range():
            return _range(value, run)
        case _:
            return _scalar(value)


def _joined(parts: list[str], run: Run) -> str:
    run.check_text(sum(map(len, parts)))
    return ", ".join(parts)


def _scalar(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return quoted(value)
        case Decimal():
            return format(value if value else abs(value), "f")
        case _:
            return _temporal(value)


def _temporal(value: object) -> str:
    match value:
        case YearsMonths():
            return _months(value.months)
        case timedelta():
            return _span(value)
        case datetime():
            return f"{value.date().isoformat()}T{_clock(value)}"
        case date():
            return value.isoformat()
        case time():
            return _clock(value)
        case _:
            return kind_of(value)


def quoted(text: str) -> str:
    """Return a string as a literal in quotation marks."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t") + '"'


def _key(key: str) -> str:
    return key if _PLAIN_KEY.fullmatch(key) else quoted(key)


def _clock(value: time | datetime) -> str:
    text = f"{value.hour:02}:{value.minute:02}:{value.second:02}"
    if value.microsecond:
        text += f".{value.microsecond:06}".rstrip("0")
    zone = value.tzinfo
    if zone is None:
        return text
    if isinstance(zone, ZoneInfo):
        return f"{text}@{zone.key}"
    return text + ("Z" if zone is UTC else _offset(value.utcoffset() or timedelta()))


def _offset(offset: timedelta) -> str:
    minutes, seconds = divmod(abs(offset) // timedelta(seconds=1), 60)
    text = f"{'-' if offset < timedelta() else '+'}{minutes // 60:02}:{minutes % 60:02}"
    return text + (f":{seconds:02}" if seconds else "")


def _months(months: int) -> str:
    years, rest = divmod(abs(months), 12)
    text = (f"{years}Y" if years else "") + (f"{rest}M" if rest or not years else "")
    return ("-P" if months < 0 else "P") + text


def _span(span: timedelta) -> str:
    seconds, micros = divmod(abs(span) // _MICROSECOND, 1_000_000)
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    days, hour = divmod(hours, 24)
    clock = (f"{hour}H" if hour else "") + (f"{minute}M" if minute else "")
    if second or micros:
        fraction = f".{micros:06}".rstrip("0") if micros else ""
        clock += f"{second}{fraction}S"
    text = (f"{days}D" if days else "") + (f"T{clock}" if clock else "")
    return ("-P" if span < timedelta() else "P") + (text or "T0S")


def _range(value: Range, run: Run) -> str:
    start = "" if value.start is None else _written(value.start, run)
    end = "" if value.end is None else _written(value.end, run)
    opening = "[" if value.start_included else "("
    return f"{opening}{start}..{end}{']' if value.end_included else ')'}"
