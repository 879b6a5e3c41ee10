"""Which variables a step changed, for the history."""

from __future__ import annotations

from collections.abc import Mapping

from engine.cases.tokens.changes import Value
from engine.history.events import VariablesChanged
from engine.kernel.growing import added

_ABSENT = object()


def changes(
    before: Mapping[str, Value], after: Mapping[str, Value], given: Mapping[str, Value]
) -> list[VariablesChanged]:
    """Return at most one event with the values that differ, before and after.

    A new value that is exactly what was `given` stands in the event of the giving already and is
    not said again; what it replaced is.
    """
    more = added(before, after)
    old, new = ({}, more) if more is not None else _differences(before, after)
    new = {
        key: value
        for key, value in new.items()
        if given.get(key, _ABSENT) is not value and not _same(given.get(key, _ABSENT), value)
    }
    return [VariablesChanged(before=old, after=new)] if old or new else []


def _differences(
    before: Mapping[str, Value], after: Mapping[str, Value]
) -> tuple[dict[str, Value], dict[str, Value]]:
    """Return what values were, and what they are, where the two differ."""
    old, new = {}, {}
    # Most are the very same objects as before. `None` may be a value as well as nothing: that is
    # told apart below.
    touched = [
        key
        for key, value, was in zip(after, after.values(), map(before.get, after), strict=True)
        if was is not value or was is None
    ]
    for key in touched:
        value, previous = after[key], before.get(key, _ABSENT)
        if previous is not _ABSENT:
            if _same(previous, value):
                continue
            old[key] = previous
        new[key] = value
    gone = before.keys() - after.keys()
    if gone:
        old |= {key: value for key, value in before.items() if key in gone}
    return old, new


def _same(one: object, other: object) -> bool:
    # A whole number may be stored as int and computed as Decimal: the same value. True is not 1.
    return one is other or (isinstance(one, bool) is isinstance(other, bool) and one == other)
