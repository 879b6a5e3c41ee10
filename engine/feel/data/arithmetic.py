"""`+ - * / **` and `-` before a value, for numbers, strings, dates, times and durations.

The table is that of DMN 1.5 section 10.3.2.3.5, tables 57 to 60. What it does not hold is null, and
the reason is raised as `NotApplicable`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal, DecimalException

from engine.feel.data.temporal import (
    add_months,
    add_span,
    add_to_time,
    as_date_time,
    seconds_of_day,
)
from engine.feel.data.values import NUMBERS, YearsMonths, shown
from engine.feel.errors import NotApplicable
from engine.feel.running.budget import Run

_MAX_MONTHS = 10**15
_MICROSECOND = timedelta(microseconds=1)
_WORDS = {"+": "add", "-": "subtract", "*": "multiply", "/": "divide", "**": "raise"}


def add(left: object, right: object, run: Run) -> object:
    """Return `left + right`; raises NotApplicable."""
    match left, right:
        case Decimal(), Decimal():
            return number(NUMBERS.add, left, right)
        case str(), str():
            run.check_text(len(left) + len(right))
            return left + right
        case date() | time(), YearsMonths() | timedelta():
            return _moved(left, right)
        case YearsMonths() | timedelta(), date() | time():
            return _moved(right, left)
        case YearsMonths(), YearsMonths():
            return _length(left.months + right.months)
        case timedelta(), timedelta():
            return _span(_micros(left) + _micros(right))
        case _:
            raise _refusal(left, "+", right)


def subtract(left: object, right: object, _run: Run) -> object:
    """Return `left - right`; raises NotApplicable."""
    match left, right:
        case Decimal(), Decimal():
            return number(NUMBERS.subtract, left, right)
        case date() | time(), YearsMonths() | timedelta():
            return _moved(left, negate(right))
        case date(), date():
            return _between(left, right)
        case time(), time() if (left.tzinfo is None) == (right.tzinfo is None):
            return seconds_of_day(left) - seconds_of_day(right)
        case YearsMonths(), YearsMonths():
            return _length(left.months - right.months)
        case timedelta(), timedelta():
            return _span(_micros(left) - _micros(right))
        case _:
            raise _refusal(left, "-", right)


def multiply(left: object, right: object, _run: Run) -> object:
    """Return `left * right`; raises NotApplicable."""
    match left, right:
        case Decimal(), Decimal():
            return number(NUMBERS.multiply, left, right)
        case (YearsMonths() | timedelta()) as length, Decimal() as times:
            return _scaled(length, times, NUMBERS.multiply)
        case Decimal() as times, (YearsMonths() | timedelta()) as length:
            return _scaled(length, times, NUMBERS.multiply)
        case _:
            raise _refusal(left, "*", right)


def divide(left: object, right: object, _run: Run) -> object:
    """Return `left / right`; raises NotApplicable."""
    match left, right:
        case Decimal(), Decimal():
            return number(NUMBERS.divide, left, right)
        case YearsMonths() | timedelta(), Decimal():
            return _scaled(left, right, NUMBERS.divide)
        case YearsMonths(), YearsMonths():
            return number(NUMBERS.divide, Decimal(left.months), Decimal(right.months))
        case timedelta(), timedelta():
            return number(NUMBERS.divide, Decimal(_micros(left)), Decimal(_micros(right)))
        case _:
            raise _refusal(left, "/", right)


def power(left: object, right: object, _run: Run) -> object:
    """Return `left ** right`; raises NotApplicable."""
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return Decimal(1) if not right else number(NUMBERS.power, left, right)
    raise _refusal(left, "**", right)


def negate(value: object) -> object:
    """Return `-value`; raises NotApplicable."""
    match value:
        case Decimal():
            return NUMBERS.minus(value)
        case timedelta():
            return _span(-_micros(value))
        case YearsMonths():
            return YearsMonths(-value.months)
        case _:
            message = f"{shown(value)} cannot be negated"
            raise NotApplicable(message)


OPERATORS: dict[str, Callable[[object, object, Run], object]] = {
    "+": add,
    "-": subtract,
    "*": multiply,
    "/": divide,
    "**": power,
}


def number(
    operation: Callable[[Decimal, Decimal], Decimal], left: Decimal, right: Decimal
) -> Decimal:
    """Return an operation on two numbers; what has no result (1/0) raises NotApplicable."""
    try:
        return operation(left, right)
    except DecimalException as error:
        message = "dividing by zero has no result" if not right else "the result is not a number"
        raise NotApplicable(message) from error


def _moved(point: date | time, length: object) -> object:
    match point, length:
        case date(), YearsMonths():
            return add_months(point, length.months)
        case date(), timedelta():
            return add_span(point, length)
        case time(), timedelta():
            return add_to_time(point, length)
        case _:
            raise _refusal(point, "+", length)


def _between(left: date, right: date) -> timedelta:
    if isinstance(left, datetime) or isinstance(right, datetime):
        left, right = _matched(left, right), _matched(right, left)
        if (left.tzinfo is None) != (right.tzinfo is None):
            message = "one date and time has a zone and the other has none"
            raise NotApplicable(message)
    return left - right


def _matched(value: date, other: date) -> datetime:
    moment = as_date_time(value)
    if not isinstance(value, datetime) and isinstance(other, datetime) and other.tzinfo is None:
        return moment.replace(tzinfo=None)
    return moment


def _scaled(
    length: YearsMonths | timedelta,
    factor: Decimal,
    operation: Callable[[Decimal, Decimal], Decimal],
) -> object:
    if isinstance(length, YearsMonths):
        return _length(int(number(operation, Decimal(length.months), factor)))
    return _span(int(number(operation, Decimal(_micros(length)), factor).to_integral_value()))


def _length(months: int) -> YearsMonths:
    if abs(months) > _MAX_MONTHS:
        message = "the duration is too long"
        raise NotApplicable(message)
    return YearsMonths(months)


def _micros(span: timedelta) -> int:
    return span // _MICROSECOND


def _span(micros: int) -> timedelta:
    try:
        return timedelta(microseconds=micros)
    except OverflowError as error:
        message = "the duration is too long"
        raise NotApplicable(message) from error


def _refusal(left: object, operator: str, right: object) -> NotApplicable:
    return NotApplicable(f"cannot {_WORDS[operator]} {shown(left)} and {shown(right)} ({operator})")
