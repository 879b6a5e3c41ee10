"""Values of variables as people type them: a kind is chosen, the text is read as that kind."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from webui.shared.moments import local, station_time

KINDS: Mapping[str, object] = {
    "text": _l("text"),
    "number": _l("number"),
    "boolean": _l("yes or no"),
    "date": _l("day"),
    "moment": _l("day and time"),
    "json": _l("list or context (JSON)"),
    "null": _l("nothing"),
}
"""In the order in which they are offered."""


class Unreadable(Exception):
    """The text is no value of its kind."""

    def __init__(self, sentence: object) -> None:
        """Say what is expected."""
        super().__init__(sentence)
        self.sentence = str(sentence)


def value_of(kind: str, typed: str) -> Any:  # noqa: ANN401  any FEEL value
    """Return what was typed as a value. Raises Unreadable."""
    read = _READ.get(kind)
    if read is None:
        raise Unreadable(_("Choose what kind of value it is."))
    try:
        return read(typed if kind == "text" else typed.strip())
    except (ValueError, InvalidOperation, OverflowError, RecursionError) as error:
        raise Unreadable(_EXPECTED[kind]) from error


def kind_of(value: object) -> str:
    """Return the kind of a value."""
    # A boolean is a number to Python, and a moment a day: the narrower comes first.
    return next((kind for types, kind in _KIND_OF if isinstance(value, types)), "json")


_KIND_OF: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (type(None), "null"),
    (bool, "boolean"),
    (str, "text"),
    ((int, float, Decimal), "number"),
    (datetime, "moment"),
    (date, "date"),
)


def written(value: object) -> str:
    """Return a value as it would be typed."""
    return _WRITTEN[kind_of(value)](value)


_WRITTEN: Mapping[str, Callable[[Any], str]] = {
    "null": lambda _value: "",
    "boolean": lambda value: "true" if value else "false",
    "text": str,
    "number": str,
    "moment": lambda value: f"{local(value):%Y-%m-%dT%H:%M}" if value.tzinfo else str(value),
    "date": lambda value: value.isoformat(),
    "json": lambda value: json.dumps(value, ensure_ascii=False, default=_plain),
}


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value)


def _number(typed: str) -> Decimal:
    found = Decimal(typed)
    if not found.is_finite():
        raise ValueError(typed)
    return found


def _boolean(typed: str) -> bool:
    known = {"true": True, "yes": True, "是": True, "false": False, "no": False, "否": False}
    if typed.casefold() not in known:
        raise ValueError(typed)
    return known[typed.casefold()]


def _moment(typed: str) -> datetime:
    at = datetime.fromisoformat(typed)
    station = station_time()
    return at.replace(tzinfo=station.now.tzinfo) if at.tzinfo is None and station else at


def _json(typed: str) -> Any:  # noqa: ANN401
    return json.loads(typed, parse_float=Decimal, parse_int=Decimal, parse_constant=_number)


def _nothing(typed: str) -> None:
    if typed:
        raise ValueError(typed)


_READ: Mapping[str, Callable[[str], Any]] = {
    "text": str,
    "number": _number,
    "boolean": _boolean,
    "date": date.fromisoformat,
    "moment": _moment,
    "json": _json,
    "null": _nothing,
}
_EXPECTED: Mapping[str, object] = {
    "number": _l("Enter a number, such as 12.5."),
    "boolean": _l("Enter yes or no."),
    "date": _l("Enter a day, such as 2026-03-09."),
    "moment": _l("Enter a day and a time, such as 2026-03-09T10:30."),
    "json": _l('Enter JSON, such as [1, 2] or {"name": "value"}.'),
    "null": _l("Leave the value empty when it is nothing."),
}
