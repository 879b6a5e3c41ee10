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

from engine.definitions.forms.fields import CHOOSE_ONE, CHOOSE_SOME, TEXTS, Field, Json, Value

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


@dataclass
class Refused(Exception):
    """A value that is not of its field's kind; code and data are a `FieldError`'s."""

    code: str
    data: dict[str, str | int] = field(default_factory=dict)


def coerce(fld: Field, raw: Json, zone: tzinfo) -> Value:
    """Return a submitted value typed; None (for a list: empty) when it is unset. Raises Refused."""
    if fld.type in TEXTS:
        return text(raw, one_line=fld.type == "textfield")
    if fld.type in CHOOSE_ONE:
        return None if raw is None or raw == "" else scalar(raw)
    if fld.type in CHOOSE_SOME:
        return _choices(raw)
    if fld.type == "checkbox":
        return _checked(raw)
    if raw is None or raw == "":
        return None
    return number(raw) if fld.type == "number" else _MOMENTS[fld.subtype](raw, zone)


def text(raw: Json, *, one_line: bool) -> str | None:
    """Return a text without blanks at its ends; None when nothing is left."""
    if raw is None:
        return None
    if not isinstance(raw, str):
        raise Refused(code="type", data={"expected": "string"})
    if len(raw) > MAX_TEXT:
        raise Refused(code="max-length", data={"max": MAX_TEXT})
    if _UNSTORABLE.search(raw):
        raise Refused(code="characters")
    return (re.sub(r"[\r\n\t]", " ", raw) if one_line else raw).strip() or None


def number(raw: Json) -> Decimal:
    """Return a number exactly as written, of at most 34 digits."""
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
    if len(value.as_tuple().digits) > MAX_DIGITS or abs(value.adjusted()) > MAX_DIGITS:
        raise Refused(code="too-precise", data={"digits": MAX_DIGITS})
    return value


def scalar(raw: Json) -> Value:
    """Return a chosen value: a text, a number, a boolean, or an object an expression offers."""
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, int | float | Decimal):
        return number(raw)
    if isinstance(raw, str):
        if len(raw) > MAX_TEXT or _UNSTORABLE.search(raw):
            raise Refused(code="option")
        return raw
    return _object(raw)


def _object(raw: Json) -> Value:
    if not isinstance(raw, dict) or len(raw) > 100:
        raise Refused(code="option")
    return {key: item for key, item in raw.items() if isinstance(key, str)}


def _choices(raw: Json) -> list[Value]:
    if raw is None or raw == "":
        return []
    if not isinstance(raw, list):
        raise Refused(code="type", data={"expected": "list"})
    if len(raw) > MAX_CHOICES:
        raise Refused(code="too-many")
    return [scalar(item) for item in raw]


def _checked(raw: Json) -> bool:
    if raw is None or raw == "":
        return False
    if not isinstance(raw, bool):
        raise Refused(code="type", data={"expected": "boolean"})
    return raw


def _date(raw: Json, _zone: tzinfo) -> date:
    if not isinstance(raw, str) or not _DATE.fullmatch(raw):
        raise Refused(code="date")
    try:
        return date.fromisoformat(raw)
    except ValueError:
        raise Refused(code="date") from None


def _time(raw: Json, _zone: tzinfo) -> time:
    if not isinstance(raw, str) or not _TIME.fullmatch(raw):
        raise Refused(code="time")
    try:
        return time.fromisoformat(raw)
    except ValueError:
        raise Refused(code="time") from None


def _datetime(raw: Json, zone: tzinfo) -> datetime:
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


_MOMENTS: dict[str, Callable[[Json, tzinfo], Value]] = {
    "date": _date,
    "time": _time,
    "datetime": _datetime,
}
