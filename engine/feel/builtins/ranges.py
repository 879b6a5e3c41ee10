"""Relations between points and ranges (DMN 1.5 section 10.3.4.9, Allen's interval algebra).

An end point is compared by its value and then by whether it is included, so that one comparison
says everything: `[1..5)` ends just before 5, `(5..8]` starts just after it. A point is a range that
starts and ends at it. A missing bound lies before or after every value.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engine.feel.builtins.registry import builtin
from engine.feel.data.compare import equal, less
from engine.feel.data.values import Range
from engine.feel.errors import NotApplicable
from engine.feel.running.budget import Run


@dataclass(frozen=True, slots=True)
class _End:
    """One end: -1, 0 or 1 for no lower bound, a value, no upper bound; the value; a tiny shift."""

    side: int
    value: object
    shift: int


@dataclass(frozen=True, slots=True)
class _Span:
    start: _End
    end: _End


def _span(value: object) -> _Span:
    if not isinstance(value, Range):
        return _Span(_End(0, value, 0), _End(0, value, 0))
    first = _End(0, value.start, 0 if value.start_included else 1)
    last = _End(0, value.end, 0 if value.end_included else -1)
    return _Span(
        _End(-1, None, 0) if value.start is None else first,
        _End(1, None, 0) if value.end is None else last,
    )


def _order(left: _End, right: _End, run: Run) -> int:
    if left.side or right.side:
        return (left.side > right.side) - (left.side < right.side)
    below = less(left.value, right.value)
    if below is None:
        message = "the values cannot be compared with each other"
        raise NotApplicable(message)
    if below or equal(left.value, right.value, run) is not True:
        return -1 if below else 1
    return (left.shift > right.shift) - (left.shift < right.shift)


Relation = Callable[[_Span, _Span, Callable[[_End, _End], int]], bool]


def _declare(name: str, relation: Relation, *signatures: str) -> None:
    def body(run: Run, first: object, second: object) -> bool:
        return relation(_span(first), _span(second), lambda a, b: _order(a, b, run))

    for signature in signatures:
        builtin(name, signature)(body)


_POINTS = "point1: point, point2: point"
_POINT_RANGE = "point: point, range: range"
_RANGE_POINT = "range: range, point: point"
_RANGES = "range1: range, range2: range"

_declare(
    "before",
    lambda a, b, order: order(a.end, b.start) < 0,
    *(_POINTS, _POINT_RANGE, _RANGE_POINT, _RANGES),
)
_declare(
    "after",
    lambda a, b, order: order(a.start, b.end) > 0,
    *(_POINTS, _POINT_RANGE, _RANGE_POINT, _RANGES),
)
_declare("meets", lambda a, b, order: a.end.side == 0 and order(a.end, b.start) == 0, _RANGES)
_declare("met by", lambda a, b, order: a.start.side == 0 and order(a.start, b.end) == 0, _RANGES)
_declare(
    "overlaps",
    lambda a, b, order: order(a.end, b.start) >= 0 and order(a.start, b.end) <= 0,
    _RANGES,
)
_declare(
    "overlaps before",
    lambda a, b, order: (
        order(a.start, b.start) < 0 and order(a.end, b.start) >= 0 and order(a.end, b.end) <= 0
    ),
    _RANGES,
)
_declare(
    "overlaps after",
    lambda a, b, order: (
        order(b.start, a.start) < 0 and order(b.end, a.start) >= 0 and order(b.end, a.end) <= 0
    ),
    _RANGES,
)
_declare(
    "finishes",
    lambda a, b, order: order(a.end, b.end) == 0 and order(a.start, b.start) >= 0,
    *(_POINT_RANGE, _RANGES),
)
_declare(
    "finished by",
    lambda a, b, order: order(a.end, b.end) == 0 and order(a.start, b.start) <= 0,
    *(_RANGE_POINT, _RANGES),
)
_declare(
    "includes",
    lambda a, b, order: order(a.start, b.start) <= 0 and order(a.end, b.end) >= 0,
    *(_RANGE_POINT, _RANGES),
)
_declare(
    "during",
    lambda a, b, order: order(a.start, b.start) >= 0 and order(a.end, b.end) <= 0,
    *(_POINT_RANGE, _RANGES),
)
_declare(
    "starts",
    lambda a, b, order: order(a.start, b.start) == 0 and order(a.end, b.end) <= 0,
    *(_POINT_RANGE, _RANGES),
)
_declare(
    "started by",
    lambda a, b, order: order(a.start, b.start) == 0 and order(a.end, b.end) >= 0,
    *(_RANGE_POINT, _RANGES),
)
_declare(
    "coincides",
    lambda a, b, order: order(a.start, b.start) == 0 and order(a.end, b.end) == 0,
    *(_POINTS, _RANGES),
)
