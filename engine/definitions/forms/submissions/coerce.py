"""From what a browser sends to a typed value, kind by kind. Anything may come in; nothing crashes.

Shapes (form-js 2.0): texts are strings, numbers JSON numbers or numeric strings
(`serializeToString`), dates `2026-02-10`, times `10:00`, `10:00+08:00` or `02:00Z`, dates and times
the two joined by `T`, choices the option's value or a list of them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, tzinfo
from decimal import Decimal
from typing import Final

from engine.definitions.forms.fields import CHOOSE_ONE, CHOOSE_SOME, Field, Json, Value

MAX_TEXT = 20_000
MAX_DIGITS = 34
"""Digits of a FEEL number (DMN 1.5, 10.3.2.3.1)."""
MAX_CHOICES = 200

_NUMBER = re.compile(r"[+-]?(\d{1,40}(\.\d{0,40})?|\.\d{1,40})([eE][+-]?\d{1,3})?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_TIME = re.compile(r"\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?", re.ASCII)
# Control characters other than tab and line ends, and halves of surrogate pairs: no database and
# no regular expression takes them.
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_ENDS = re.compile(r"[\r\n\t]")
_FITS = 10**18
"""A whole number below it is sure to have no digit too many."""

Reader = Callable[[Json, tzinfo], Value]
"""Types one submitted value; moments without a zone are in the one given. Raises Refused."""


@dataclass
class Refused(Exception):
    """A value that is not of its field's kind; code and data are a `FieldError`'s."""

    code: str
    data: dict[str, str | int] = field(default_factory=dict)


def coerce(fld: Field, raw: Json, zone: tzinfo) -> Value:
    """Return a submitted value typed; None (for a list: empty) when it is unset. Raises Refused."""
    return reader_of(fld)(raw, zone)


def reader_of(fld: Field) -> Reader:
    """Return what types the values of a field."""
    return _MOMENTS[fld.subtype] if fld.type == "datetime" else _READERS[fld.type]


def _one_line(raw: Json, _: tzinfo) -> str | None:
    text = _text(raw)
    if text is None:
        return None
    return (text if text.isprintable() else _ENDS.sub(" ", text)).strip() or None


def _many_lines(raw: Json, _: tzinfo) -> str | None:
    text = _text(raw)
    return None if text is None else text.strip() or None


def _text(raw: Json) -> str | None:
    if raw is None:
        return None
    if not isinstance(raw, str):
        raise Refused(code="type", data={"expected": "string"})
    if len(raw) > MAX_TEXT:
        raise Refused(code="max-length", data={"max": MAX_TEXT})
    # What can be printed holds none of these: said without looking at each character twice.
    if not raw.isprintable() and _UNSTORABLE.search(raw):
        raise Refused(code="characters")
    return raw


def number(raw: Json) -> Decimal:
    """Return a number exactly as written, of at most 34 digits."""
    if type(raw) is int and -_FITS < raw < _FITS:
        return Decimal(raw)
    if isinstance(raw, bool) or not isinstance(raw, int | float | str | Decimal):
        raise Refused(code="number")
    if isinstance(raw, int) and raw.bit_length() > 128:
        raise Refused(code="too-precise", data={"digits": MAX_DIGITS})
    if isinstance(raw, float) and not math.isfinite(raw):
        raise Refused(code="number")
    # A Decimal prints itself without its trailing zeros lost; a float prints its shortest form.
    written = raw.strip() if isinstance(raw, str) and len(raw) < 100 else str(raw)
    if not _NUMBER.fullmatch(written):
        raise Refused(code="number")
    value = Decimal(written)
    too_long = len(written) > MAX_DIGITS and len(value.as_tuple().digits) > MAX_DIGITS
    if too_long or abs(value.adjusted()) > MAX_DIGITS:
        raise Refused(code="too-precise", data={"digits": MAX_DIGITS})
    return value


def _number(raw: Json, _: tzinfo) -> Decimal | None:
    return None if raw is None or raw == "" else number(raw)


def _choice(raw: Json, _: tzinfo) -> Value:
    return None if raw is None or raw == "" else scalar(raw)


def scalar(raw: Json) -> Value:
    """Return a chosen value: a text, a number, a boolean, or an object an expression offers."""
    if isinstance(raw, str):
        if len(raw) > MAX_TEXT or _UNSTORABLE.search(raw):
            raise Refused(code="option")
        return raw
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, int | float | Decimal):
        return number(raw)
    return _object(raw)


def _object(raw: Json) -> Value:
    if not isinstance(raw, dict) or len(raw) > 100:
        raise Refused(code="option")
    return {key: item for key, item in raw.items() if isinstance(key, str)}


def _choices(raw: Json, _: tzinfo) -> list[Value]:
    if raw is None or raw == "":
        return []
    if not isinstance(raw, list):
        raise Refused(code="type", data={"expected": "list"})
    if len(raw) > MAX_CHOICES:
        raise Refused(code="too-many")
    return [scalar(item) for item in raw]


def _checked(raw: Json, _: tzinfo) -> bool:
    if raw is None or raw == "":
        return False
    if not isinstance(raw, bool):
        raise Refused(code="type", data={"expected": "boolean"})
    return raw


def _date(raw: Json, _: tzinfo) -> date | None:
    if raw is None or raw == "":
        return None
    if not isinstance(raw, str) or not _DATE.fullmatch(raw):
        raise Refused(code="date")
    try:
        return date.fromisoformat(raw)
    except ValueError:
        raise Refused(code="date") from None


def _time(raw: Json, _: tzinfo) -> time | None:
    if raw is None or raw == "":
        return None
    if not isinstance(raw, str) or not _TIME.fullmatch(raw):
        raise Refused(code="time")
    try:
        return time.fromisoformat(raw)
    except ValueError:
        raise Refused(code="time") from None


def _datetime(raw: Json, zone: tzinfo) -> datetime | None:
    if raw is None or raw == "":
        return None
    if not isinstance(raw, str) or len(raw) > 50:
        raise Refused(code="datetime")
    day, joined, hour = raw.partition("T")
    if not joined or not _DATE.fullmatch(day) or not _TIME.fullmatch(hour):
        raise Refused(code="datetime")
    try:
        moment = datetime.fromisoformat(raw)
    except ValueError:
        raise Refused(code="datetime") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


_MOMENTS: Final[dict[str, Reader]] = {"date": _date, "time": _time, "datetime": _datetime}
_READERS: Final[dict[str, Reader]] = {
    "textfield": _one_line,
    "textarea": _many_lines,
    "number": _number,
    "checkbox": _checked,
    **dict.fromkeys(CHOOSE_ONE, _choice),
    **dict.fromkeys(CHOOSE_SOME, _choices),
}
