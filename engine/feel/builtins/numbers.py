"""Numbers (DMN 1.5 section 10.3.4.5): rounding, roots, logarithms."""

from __future__ import annotations

from datetime import timedelta
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Decimal,
    DecimalException,
)

from engine.feel.builtins.registry import builtin
from engine.feel.data.arithmetic import number
from engine.feel.data.values import NUMBERS, YearsMonths
from engine.feel.errors import NotApplicable
from engine.feel.running.budget import Run

_MAX_SCALE = 6176
_ZERO = Decimal(0)


def _rounded(value: Decimal, scale: Decimal, rounding: str) -> Decimal:
    places = int(scale)
    if not -_MAX_SCALE < places < _MAX_SCALE:
        message = f"a scale lies between -{_MAX_SCALE} and {_MAX_SCALE}"
        raise NotApplicable(message)
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent >= -places and places >= 0:
        return value  # already as short; quantising could need more than 34 digits
    context = NUMBERS.copy()
    context.rounding = rounding
    try:
        rounded = context.quantize(value, Decimal((0, (1,), -places)))
    except DecimalException as error:
        message = f"{value} cannot be rounded to {places} places"
        raise NotApplicable(message) from error
    return rounded if places >= 0 else NUMBERS.quantize(rounded, Decimal(1))


@builtin("decimal", "n: number, scale: number")
def decimal(_run: Run, n: Decimal, scale: Decimal) -> Decimal:
    """Round to so many places, halves to the even neighbour."""
    return _rounded(n, scale, ROUND_HALF_EVEN)


@builtin("floor", "n: number, scale?: number")
def floor(_run: Run, n: Decimal, scale: Decimal | None) -> Decimal:
    """Round down to a whole number, or to so many places."""
    return _rounded(n, scale or _ZERO, ROUND_FLOOR)


@builtin("ceiling", "n: number, scale?: number")
def ceiling(_run: Run, n: Decimal, scale: Decimal | None) -> Decimal:
    """Round up to a whole number, or to so many places."""
    return _rounded(n, scale or _ZERO, ROUND_CEILING)


@builtin("round up", "n: number, scale: number")
def round_up(_run: Run, n: Decimal, scale: Decimal) -> Decimal:
    """Round away from zero."""
    return _rounded(n, scale, ROUND_UP)


@builtin("round down", "n: number, scale: number")
def round_down(_run: Run, n: Decimal, scale: Decimal) -> Decimal:
    """Round towards zero."""
    return _rounded(n, scale, ROUND_DOWN)


@builtin("round half up", "n: number, scale: number")
def round_half_up(_run: Run, n: Decimal, scale: Decimal) -> Decimal:
    """Round to the nearest, halves away from zero."""
    return _rounded(n, scale, ROUND_HALF_UP)


@builtin("round half down", "n: number, scale: number")
def round_half_down(_run: Run, n: Decimal, scale: Decimal) -> Decimal:
    """Round to the nearest, halves towards zero."""
    return _rounded(n, scale, ROUND_HALF_DOWN)


@builtin("abs", "n: number")
@builtin("abs", "n: duration")
def absolute(_run: Run, n: Decimal | timedelta | YearsMonths) -> object:
    """Return a number or duration without its sign."""
    return YearsMonths(abs(n.months)) if isinstance(n, YearsMonths) else abs(n)


@builtin("modulo", "dividend: number, divisor: number")
def modulo(_run: Run, dividend: Decimal, divisor: Decimal) -> Decimal:
    """Return dividend - divisor * floor(dividend / divisor), which has the divisor's sign."""
    remainder = number(NUMBERS.remainder, dividend, divisor)
    if remainder and (remainder < 0) != (divisor < 0):
        return NUMBERS.add(remainder, divisor)
    return remainder


@builtin("sqrt", "number: number")
def sqrt(_run: Run, n: Decimal) -> Decimal:
    """Return the square root."""
    return NUMBERS.sqrt(n)


@builtin("log", "number: number")
def log(_run: Run, n: Decimal) -> Decimal:
    """Return the natural logarithm."""
    if n <= 0:
        message = f"there is no logarithm of {n}"
        raise NotApplicable(message)
    return NUMBERS.ln(n)


@builtin("exp", "number: number")
def exp(_run: Run, n: Decimal) -> Decimal:
    """Return Euler's number to a power."""
    return NUMBERS.exp(n)


@builtin("odd", "number: number")
def odd(_run: Run, n: Decimal) -> bool:
    """Say whether a number is odd."""
    return abs(number(NUMBERS.remainder, n, Decimal(2))) == 1


@builtin("even", "number: number")
def even(_run: Run, n: Decimal) -> bool:
    """Say whether a number is even."""
    return number(NUMBERS.remainder, n, Decimal(2)) == 0
