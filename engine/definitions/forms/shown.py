"""From typed variables to what form-js shows: the values of a form's fields, as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal

from engine import feel
from engine.definitions.forms.fields import Field, Json, Value
from engine.definitions.forms.submissions.instances import at

_MAX_DEPTH = 30


def shown(
    fields: Iterable[Field], names: Iterable[str], variables: Mapping[str, Value], zone: tzinfo
) -> dict[str, Json]:
    """Return the variables a form names, and no others, as form-js takes them."""
    data = {name: as_json(variables[name]) for name in names if name in variables}
    _fill(fields, variables, data, zone)
    return data


def _fill(
    fields: Iterable[Field], source: Mapping[str, Value], target: dict[str, Json], zone: tzinfo
) -> None:
    for fld in fields:
        if fld.type == "group":
            _fill(fld.components, source, target, zone)
            continue
        inner, outer = at(source, fld.key[:-1]), target
        if not isinstance(inner, Mapping) or fld.key[-1] not in inner:
            continue
        for part in fld.key[:-1]:
            below = outer.setdefault(part, {})
            if not isinstance(below, dict):
                below = outer[part] = {}
            outer = below
        outer[fld.key[-1]] = _field(fld, inner[fld.key[-1]], zone)


def _field(fld: Field, value: Value, zone: tzinfo) -> Json:
    if fld.is_list:
        return [_row(fld, row, zone) for row in value] if isinstance(value, list) else None
    if fld.type == "datetime":
        return _moment(fld, value, zone)
    if fld.type == "number" and fld.as_text and isinstance(value, int | Decimal):
        return _plain(Decimal(value))
    return as_json(value)


def _row(fld: Field, row: Value, zone: tzinfo) -> dict[str, Json]:
    filled: dict[str, Json] = {}
    if isinstance(row, Mapping):
        _fill(fld.components, row, filled, zone)
    return filled


def _moment(fld: Field, value: Value, zone: tzinfo) -> Json:
    if isinstance(value, datetime):
        return _datetime(fld, value, zone)
    if isinstance(value, time):
        text = value.replace(tzinfo=None).isoformat("minutes")
        return text + _offset(value.utcoffset())
    return as_json(value)


def _datetime(fld: Field, value: datetime, zone: tzinfo) -> str:
    local = value.astimezone(zone) if value.tzinfo else value.replace(tzinfo=zone)
    if fld.subtype == "date":
        return local.date().isoformat()
    if fld.time_format == "utc_normalized":
        text = local.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="minutes")
        return f"{text}Z"
    text = local.replace(tzinfo=None).isoformat(timespec="minutes")
    return text + (_offset(local.utcoffset()) if fld.time_format == "utc_offset" else "")


def _offset(span: timedelta | None) -> str:
    if span is None:
        return ""
    minutes = int(span.total_seconds()) // 60
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def as_json(value: Value, depth: int = _MAX_DEPTH) -> Json:
    """Return a FEEL value as JSON says it; what JSON cannot say is null.

    Numbers lose what a double cannot hold (form-js computes with doubles). Dates are ISO texts,
    durations too.
    """
    if value is None or isinstance(value, str | bool | int):
        return value
    if depth == 0:
        return None
    if isinstance(value, Mapping):
        return {str(key): as_json(item, depth - 1) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(item, depth - 1) for item in value]
    writer = _WRITERS.get(type(value))
    return writer(value) if writer else None


def _number(value: Decimal) -> Json:
    return int(value) if value == value.to_integral_value() else float(value)


def _plain(value: Decimal) -> str:
    return f"{value:f}"


def _as_feel(value: Value) -> Json:
    return feel.evaluate("string(value)", {"value": value})


_WRITERS: Mapping[type, Callable[[Value], Json]] = {
    Decimal: _number,
    float: float,
    date: date.isoformat,
    datetime: lambda value: value.isoformat(timespec="minutes"),
    time: lambda value: value.isoformat("minutes"),
    timedelta: _as_feel,
    feel.YearsMonths: _as_feel,
}
