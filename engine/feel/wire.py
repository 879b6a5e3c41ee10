"""FEEL values as JSON bytes and back, exact to the last digit.

What JSON has stays as it is (text, booleans, null, whole numbers up to 64 bits, lists, contexts);
every other value is an object of one key that begins with `$`. Whole numbers come back as `int`,
which every FEEL operation takes as a number.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from engine.feel.data.values import Range, YearsMonths

_OPTIONS = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS
_INT64 = 2**63
_MANY = 21
"""Digits that no whole number of 64 bits has."""
_AS_THEY_ARE = frozenset({str, bool, type(None), int, Decimal, date, datetime})
"""Types in which no float can hide."""
_CONTAINERS = frozenset({dict, list})
_ESCAPE = b'{"$c"'


def dumps(value: Any) -> bytes:  # noqa: ANN401  a FEEL value is of many types
    """Return a FEEL value as JSON. Raises TypeError for what is no FEEL value (a function, say)."""
    if _holds_floats(value):
        value = _decimals(value)
    tags = 0

    def tagged(odd: object) -> object:
        nonlocal tags
        write = _WRITERS.get(type(odd)) or _writer_of(odd)
        plain = write(odd)
        tags += type(plain) is dict
        return plain

    try:
        data = orjson.dumps(value, tagged, _OPTIONS)
        if data.count(b'{"$') == tags:
            return data
        return orjson.dumps(_escaped(value), tagged, _OPTIONS)
    except orjson.JSONEncodeError:
        if not _holds_giants(value):
            raise
        return dumps(_decimals(value))


def extended(data: bytes, more: Mapping[str, Any]) -> bytes:
    """Return a context that `dumps` has written with entries of other names behind its own.

    They are the bytes that `dumps` would write of all of it. Raises as `dumps`.
    """
    if not more:
        return data
    tail = dumps(dict(more))
    if data == b"{}":
        return tail
    # A name like a tag: where one has to be escaped, `dumps` escapes them all.
    if data.startswith(b'{"$') or tail.startswith(b'{"$') or _ESCAPE in data or _ESCAPE in tail:
        return dumps({**loads(data), **more})
    return data[:-1] + b"," + tail[1:]


def dumps_rows(rows: list[Any]) -> bytes:
    """Return lists of nothing but texts, whole numbers of 64 bits and nulls, as `dumps` does."""
    return orjson.dumps(rows)


def loads(data: bytes | str) -> Any:  # noqa: ANN401  a FEEL value is of many types
    """Return the FEEL value written by `dumps`."""
    value = orjson.loads(data)
    has_tags = '{"$' in data if isinstance(data, str) else b'{"$' in data
    return _untagged(value) if has_tags else value


def _holds_floats(value: object) -> bool:
    """Say whether a value is a float, which JSON bytes would not keep exact, or holds one."""
    if isinstance(value, dict):
        inside: Collection[Any] = value.values()
    elif isinstance(value, list | tuple):
        inside = value
    else:
        return isinstance(value, float)
    # Every value of a case is looked at in every step: by their types, most often without a loop.
    if not _AS_THEY_ARE.issuperset(map(type, inside)):
        for item in inside:
            if type(item) not in _AS_THEY_ARE and _holds_floats(item):
                return True
    return False


def _holds_giants(value: object) -> bool:
    """Say whether a value holds a whole number of more than 64 bits, which JSON bytes cannot."""
    if isinstance(value, dict):
        return any(map(_holds_giants, value.values()))
    if isinstance(value, list | tuple):
        return any(map(_holds_giants, value))
    return isinstance(value, int) and not _fits(value)


def _fits(number: int) -> bool:
    return -_INT64 < number < _INT64


def _decimals(value: object) -> object:
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, int) and not _fits(value):
        return Decimal(value)
    if isinstance(value, dict):
        return {key: _decimals(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_decimals(item) for item in value]
    return value


def _writer_of(odd: object) -> Callable[[Any], object]:
    """Return what writes a value of a type that is derived from one of those."""
    for kind, other in _WRITERS.items():
        if isinstance(odd, kind):
            return other
    raise TypeError(f"no FEEL value: {type(odd).__name__}")  # noqa: EM102


def _number(value: Decimal) -> object:
    text = str(value)  # plain digits where the exponent is 0
    digits = text[1:] if text[0] == "-" else text
    if digits.isdecimal() and len(digits) < _MANY and _fits(int(text)):
        return int(text)
    return {"$n": text}


def _zoned(text: str, zone: object) -> str:
    return f"{text}[{zone.key}]" if isinstance(zone, ZoneInfo) else text


_WRITERS: dict[type, Callable[[Any], object]] = {
    Decimal: _number,
    datetime: lambda moment: {"$t": _zoned(moment.isoformat(), moment.tzinfo)},
    date: lambda day: {"$d": day.isoformat()},
    time: lambda hour: {"$h": _zoned(hour.isoformat(), hour.tzinfo)},
    timedelta: lambda span: {"$s": [span.days, span.seconds, span.microseconds]},
    YearsMonths: lambda span: {"$m": span.months},
    Range: lambda of: {"$r": [of.start, of.end, of.start_included, of.end_included]},
}
"""A moment comes before the day that it also is."""


def _escaped(value: object) -> object:
    """Wrap contexts whose keys could be taken for a tag."""
    if isinstance(value, dict):
        pairs = {key: _escaped(item) for key, item in value.items()}
        if any(isinstance(key, str) and key.startswith("$") for key in pairs):
            return {"$c": list(pairs.items())}
        return pairs
    if isinstance(value, list | tuple):
        return [_escaped(item) for item in value]
    return value


def _untagged(value: Any) -> Any:  # noqa: ANN401  a FEEL value is of many types
    """Put values in the place of their tags; what JSON made is ours to change."""
    kind = type(value)
    if kind is list:
        return [_untagged(item) if type(item) in _CONTAINERS else item for item in value]
    if kind is not dict:
        return value
    if len(value) == 1:
        ((key, inner),) = value.items()
        read = _READERS.get(key)
        if read is not None:
            return read(inner)
    for key, item in value.items():
        kind = type(item)
        if kind is dict and len(item) == 1:  # as most are: one call less
            ((tag, inner),) = item.items()
            read = _READERS.get(tag)
            value[key] = _untagged(item) if read is None else read(inner)
        elif kind in _CONTAINERS:
            value[key] = _untagged(item)
    return value


@lru_cache(2048)
def _read_moment(text: str) -> datetime:
    plain, zone = _split_zone(text)
    moment = datetime.fromisoformat(plain)
    return moment if zone is None else moment.astimezone(zone)


def _read_time(text: str) -> time:
    plain, zone = _split_zone(text)
    moment = time.fromisoformat(plain)
    return moment if zone is None else moment.replace(tzinfo=zone)


def _split_zone(text: str) -> tuple[str, ZoneInfo | None]:
    plain, bracket, key = text.partition("[")
    return plain, ZoneInfo(key[:-1]) if bracket else None


def _read_range(ends: list[Any]) -> Range:
    start, end, start_included, end_included = ends
    return Range(
        start=_untagged(start),
        end=_untagged(end),
        start_included=start_included,
        end_included=end_included,
    )


_READERS: dict[str, Any] = {
    "$n": Decimal,
    "$t": _read_moment,
    "$d": date.fromisoformat,
    "$h": _read_time,
    "$s": lambda parts: timedelta(*parts),
    "$m": lambda months: YearsMonths(months=months),
    "$r": _read_range,
    "$c": lambda pairs: {key: _untagged(item) for key, item in pairs},
}
