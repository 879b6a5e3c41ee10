"""What a field offers to choose from, and whether a chosen value is among it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal

from engine import feel
from engine.definitions.forms.fields import CHOOSE_SOME, Field, Value
from engine.definitions.forms.submissions.coerce import Refused

Evaluate = Callable[[feel.Expression], Value]


def offered(fld: Field, data: Mapping[str, Value], evaluate: Evaluate) -> list[Value]:
    """Return the values a field offers.

    An option is an object with a `value` (and a `label`), or a bare text, number or boolean;
    others are not offered (form-js leaves them out too).
    """
    options = fld.options
    if options.expression is not None:
        found = evaluate(options.expression)
    elif options.key is not None:
        found = data.get(options.key)
    else:
        found = list(options.fixed)
    if not isinstance(found, list):
        return []
    values = [item.get("value") if isinstance(item, Mapping) else item for item in found]
    return [value for value in values if value not in (None, "")]


def chosen(fld: Field, value: Value, offer: list[Value]) -> Value:
    """Return the offered value (or values) that a submitted one means. Raises Refused."""
    if fld.type not in CHOOSE_SOME:
        return None if value is None else _one(value, offer)
    found = [_one(item, offer) for item in value]
    if any(same(item, other) for at, item in enumerate(found) for other in found[:at]):
        raise Refused(code="repeated")
    return found


def _one(value: Value, offer: list[Value]) -> Value:
    if type(value) is str and value in offer:
        return value
    for option in offer:
        if same(value, option):
            is_number = _is_number(option) and not isinstance(option, bool)
            return _decimal(option) if is_number else option
    raise Refused(code="option")


def same(left: Value, right: Value, depth: int = 10) -> bool:
    """Whether a submitted value and an offered one are the same, once both are written as JSON."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if _is_number(left) and _is_number(right):
        return _decimal(left) == _decimal(right)
    if isinstance(left, dict) and isinstance(right, Mapping):
        return depth > 0 and _same_objects(left, right, depth)
    if isinstance(left, list) and isinstance(right, list):
        pairs = zip(left, right, strict=False)
        return (
            depth > 0 and len(left) == len(right) and all(same(a, b, depth - 1) for a, b in pairs)
        )
    if isinstance(right, date | datetime | time):
        return bool(left == right.isoformat() or left == right)
    return type(left) is type(right) and bool(left == right)


def _same_objects(left: dict[str, Value], right: Mapping[str, Value], depth: int) -> bool:
    return left.keys() == right.keys() and all(
        same(item, right[key], depth - 1) for key, item in left.items()
    )


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float | Decimal)


def _decimal(value: Value) -> Decimal:
    return Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
