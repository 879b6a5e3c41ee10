"""Equality and order of values, three-valued (DMN 1.5 section 10.3.2.3.4, tables 53 and 54)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from engine.feel.data.temporal import seconds_of_day
from engine.feel.data.values import Range, YearsMonths, kind_of
from engine.feel.errors import NotApplicable
from engine.feel.running.budget import Run

_PLAIN = frozenset({Decimal, str, bool, date, timedelta, YearsMonths})
_NOT_ENDS = frozenset({"list", "context", "boolean", "function", "range"})
_ORDERED = frozenset({Decimal, str, date, timedelta, YearsMonths})


def equal(left: object, right: object, run: Run) -> bool | None:
    """Say whether two values are equal; None if their kinds differ (null equals null alone)."""
    kind = type(left)
    if left is None or right is None:
        return left is right
    if kind is not type(right):
        return None
    if kind in _PLAIN:
        return left == right
    if isinstance(left, (time, datetime)):
        return _same_moment(left, right)
    if isinstance(left, (list, dict)):
        return _same_parts(left, right, run)
    return _same_range(left, right, run) if isinstance(left, Range) else left is right


def _same_moment(left: time | datetime, right: object) -> bool:
    if isinstance(left, datetime) and isinstance(right, datetime):
        return left == right
    if isinstance(left, time) and isinstance(right, time):
        zoned = (left.tzinfo is None) == (right.tzinfo is None)
        return zoned and seconds_of_day(left) == seconds_of_day(right)
    return False


def _same_parts(left: object, right: object, run: Run) -> bool:
    if isinstance(left, list) and isinstance(right, list):
        run.charge(len(left) + 1)
        return len(left) == len(right) and all(map(lambda a, b: same(a, b, run), left, right))
    if isinstance(left, dict) and isinstance(right, dict):
        run.charge(len(left) + 1)
        return left.keys() == right.keys() and all(same(left[k], right[k], run) for k in left)
    return False


def _same_range(left: object, right: object, run: Run) -> bool:
    if not (isinstance(left, Range) and isinstance(right, Range)):
        return False
    ends = (left.start_included, left.end_included) == (right.start_included, right.end_included)
    return ends and same(left.start, right.start, run) and same(left.end, right.end, run)


def same(left: object, right: object, run: Run) -> bool:
    """Say whether two values are equal, taking values of different kinds as different."""
    return equal(left, right, run) is True


def less(left: object, right: object) -> bool | None:
    """Say whether the first value comes before the second; None if they cannot be compared."""
    kind = type(left)
    if kind is not type(right):
        return None
    if kind in _ORDERED:
        return bool(left < right)  # type: ignore[operator]  # the same ordered kind, checked above
    if isinstance(left, datetime) and isinstance(right, datetime):
        return left < right if (left.tzinfo is None) == (right.tzinfo is None) else None
    if isinstance(left, time) and isinstance(right, time):
        zoned = (left.tzinfo is None) == (right.tzinfo is None)
        return seconds_of_day(left) < seconds_of_day(right) if zoned else None
    return None


def compare(operator: str, left: object, right: object, run: Run) -> bool | None:
    """Return `left operator right` for one of `= != < <= > >=`; None if it has no answer."""
    if operator in {"=", "!="}:
        answer = equal(left, right, run)
        return answer if operator == "=" or answer is None else not answer
    below = less(left, right)
    if below is None:
        return None
    match operator:
        case "<":
            return below
        case ">=":
            return not below
        case ">":
            return less(right, left)
        case _:
            return not less(right, left)


def contains(bounds: Range, value: object) -> bool | None:
    """Say whether a value lies in a range; None if it cannot be compared with its ends."""
    after = True if bounds.start is None else _beyond(bounds.start, value, bounds.start_included)
    before = True if bounds.end is None else _beyond(value, bounds.end, bounds.end_included)
    if after is None or before is None:
        return None
    return after and before


def _beyond(low: object, high: object, included: bool) -> bool | None:  # noqa: FBT001
    if included:
        above = less(high, low)
        return None if above is None else not above
    return less(low, high)


def matches(value: object, test: object, run: Run) -> bool | None:
    """Say whether a value satisfies a test that is a value: a range, a list of tests, or an equal.

    This is what `value in test` and a decision table's cell mean (DMN 1.5 section 10.3.2.3.6 and
    table 55).
    """
    if isinstance(test, Range):
        inside = contains(test, value)
        return (
            inside if inside is not None or not isinstance(value, Range) else same(value, test, run)
        )
    if isinstance(test, list):
        run.charge(len(test))
        if any(matches(value, item, run) is True for item in test if not isinstance(item, list)):
            return True
        return any(same(value, item, run) for item in test) or (
            isinstance(value, list) and same(value, test, run)
        )
    return equal(value, test, run)


def make_range(start: object, end: object, *, included: tuple[bool, bool]) -> Range:
    """Return the range between two values of the same ordered kind.

    Raises:
        NotApplicable: they are not.
    """
    first, second = kind_of(start), kind_of(end)
    if start is None or end is None:
        message = "an end of a range is null"
        raise NotApplicable(message)
    if first != second or first in _NOT_ENDS:
        message = f"a range cannot go from a {first} to a {second}"
        raise NotApplicable(message)
    return Range(start=start, end=end, start_included=included[0], end_included=included[1])
