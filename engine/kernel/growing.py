"""Which mappings grew: a step most often adds variables to those of a case and changes none."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from operator import is_
from typing import TypeVar

V = TypeVar("V")


def added(before: Mapping[str, V], after: Mapping[str, V]) -> dict[str, V] | None:
    """Return what `after` holds behind all of `before`; None when anything else differs.

    Values are compared by identity, so that equal ones of two types are not taken for the same.
    """
    if after is before:
        return {}
    count = len(before)
    same = (
        len(after) >= count
        and all(map(is_, before.values(), after.values()))
        and list(before) == list(islice(after, count))
    )
    return dict(islice(after.items(), count, None)) if same else None
