"""Which variables a step changed, for the history."""

from __future__ import annotations

from collections.abc import Mapping

from engine.cases.tokens.changes import Value
from engine.history.events import VariablesChanged

_ABSENT = object()


def changes(
    before: Mapping[str, Value], after: Mapping[str, Value], given: Mapping[str, Value]
) -> list[VariablesChanged]:
    """Return at most one event with the values that differ, before and after.

    A new value that is exactly what was `given` stands in the event of the giving already and is
    not said again; what it replaced is.
    """
    old, new = {}, {}
    for key, value in after.items():
        previous = before.get(key, _ABSENT)
        if previous is value or _same(previous, value):  # most often the very same object
            continue
        if previous is not _ABSENT:
            old[key] = previous
        if not _same(given.get(key, _ABSENT), value):
            new[key] = value
    old |= {key: value for key, value in before.items() if key not in after}
    return [VariablesChanged(before=old, after=new)] if old or new else []


def _same(one: object, other: object) -> bool:
    # A whole number may be stored as int and computed as Decimal: the same value. True is not 1.
    return one is other or (isinstance(one, bool) is isinstance(other, bool) and one == other)
