"""`min`, `max` and `sort`."""

from __future__ import annotations

from functools import cmp_to_key

from engine.feel.builtins.registry import builtin
from engine.feel.data.compare import less
from engine.feel.data.values import Callee
from engine.feel.errors import NotApplicable
from engine.feel.running.budget import Run
from engine.feel.running.functions import invoke


@builtin("min", "list: list")
@builtin("min", "...list: any")
def minimum(run: Run, *items: object) -> object:
    """Return the least element; null for an empty list."""
    return _extreme(run, items, least=True)


@builtin("max", "list: list")
@builtin("max", "...list: any")
def maximum(run: Run, *items: object) -> object:
    """Return the greatest element; null for an empty list."""
    return _extreme(run, items, least=False)


def _extreme(run: Run, items: tuple[object, ...], *, least: bool) -> object:
    values = items[0] if len(items) == 1 and isinstance(items[0], list) else list(items)
    run.charge(len(values))
    if not values:
        message = "the list is empty"
        raise NotApplicable(message)
    best = values[0]
    for value in values:
        below = less(value, best) if least else less(best, value)
        if below is None:
            message = "the elements cannot be compared with each other"
            raise NotApplicable(message)
        best = value if below else best
    return best


@builtin("sort", "list: list, precedes?: function")
def sort(run: Run, items: list[object], precedes: Callee | None) -> list[object]:
    """Return the elements in the order in which precedes(first, second) is true."""
    run.charge_size(len(items))

    def before(first: object, second: object) -> bool:
        run.charge()
        answer = less(first, second)
        if precedes is not None:
            answer = invoke(precedes, [first, second], None, run) is True
        if answer is None:
            message = "the elements cannot be compared with each other"
            raise NotApplicable(message)
        return answer

    def order(first: object, second: object) -> int:
        return -1 if before(first, second) else int(before(second, first))

    return sorted(items, key=cmp_to_key(order))
