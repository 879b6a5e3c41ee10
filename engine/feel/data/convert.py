"""Python's values on their way into an expression.

Whole numbers and floats become `Decimal`, tuples become lists, mappings become dicts; what FEEL has
no kind for becomes null. Nothing is ever asked of an unknown object.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal, Overflow

from engine.feel.data.values import NUMBERS, Callee, Range, YearsMonths
from engine.feel.errors import FeelLimitExceeded
from engine.feel.running.budget import Run

_AS_THEY_ARE = frozenset({type(None), bool, date, time, datetime, timedelta, YearsMonths, Range})
_NUMBERS = frozenset({int, float, Decimal})
_MAX_BITS = 20_000
_MAX_DEPTH = 100


def to_feel(value: object, run: Run, depth: int = 0) -> object:
    """Return a Python value as FEEL sees it.

    Raises:
        FeelLimitExceeded: it holds a string, list or number beyond the limits.
    """
    kind = type(value)
    if kind in _AS_THEY_ARE:
        return value
    if isinstance(value, str):
        return _text(value, run)
    if kind in _NUMBERS:
        return _number(value)
    if isinstance(value, Mapping):
        return _dict(value, run, depth)
    if isinstance(value, (list, tuple, set, frozenset)):
        _check(depth, len(value), run)
        return [to_feel(item, run, depth + 1) for item in value]
    return _unusual(value)


def _check(depth: int, size: int, run: Run) -> None:
    if depth >= _MAX_DEPTH:
        raise FeelLimitExceeded(limit="nesting", allowed=_MAX_DEPTH)
    if size > run.budget.size:
        raise FeelLimitExceeded(limit="list size", allowed=run.budget.size)


def _dict(value: Mapping[object, object], run: Run, depth: int) -> dict[str, object]:
    _check(depth, len(value), run)
    return {str(key): to_feel(item, run, depth + 1) for key, item in value.items()}


def _text(value: str, run: Run) -> str:
    if len(value) > run.budget.text:
        raise FeelLimitExceeded(limit="text size", allowed=run.budget.text)
    return value if type(value) is str else str.__str__(value)


def _number(value: object) -> Decimal | None:
    if isinstance(value, int) and value.bit_length() > _MAX_BITS:
        raise _too_large()
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    if not number.is_finite():
        return None
    try:
        return NUMBERS.plus(number)
    except Overflow as error:
        raise _too_large() from error


def _too_large() -> FeelLimitExceeded:
    return FeelLimitExceeded(limit="number size", allowed=NUMBERS.Emax)


def _unusual(value: object) -> object:
    """Read subclasses of known numbers (an enumeration of integers) as what they extend."""
    for base in (int, Decimal, float):
        if isinstance(value, base):
            return _number(base(value))
    return value if isinstance(value, Callee) else None
