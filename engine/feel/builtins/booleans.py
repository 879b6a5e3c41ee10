"""`not`, `all`, `any`, `is`, and Camunda's `get or else` (`is defined` is part of the language)."""

from __future__ import annotations

from datetime import datetime, time

from engine.feel.builtins.registry import builtin
from engine.feel.data.compare import same
from engine.feel.data.temporal import zone_of
from engine.feel.data.values import kind_of, shown
from engine.feel.errors import NotApplicable
from engine.feel.running.budget import Run


@builtin("not", "negand: any")
def negation(_run: Run, negand: object) -> bool | None:
    """Return the other truth value; null for anything that has none."""
    if not isinstance(negand, bool):
        message = f"takes a boolean, not {shown(negand)}"
        raise NotApplicable(message)
    return not negand


@builtin("all", "list: list")
@builtin("all", "...list: any")
def every(run: Run, *items: object) -> bool | None:
    """Return false if an element is false, else null if one is no boolean, else true."""
    return _joined(run, items, decides=False)


@builtin("any", "list: list")
@builtin("any", "...list: any")
def some(run: Run, *items: object) -> bool | None:
    """Return true if an element is true, else null if one is no boolean, else false."""
    return _joined(run, items, decides=True)


def _joined(run: Run, items: tuple[object, ...], *, decides: bool) -> bool | None:
    if len(items) == 1 and isinstance(items[0], list):
        items = tuple(items[0])
    run.charge(len(items))
    if any(item is decides for item in items):
        return decides
    for item in items:
        if not isinstance(item, bool):
            message = f"every element must be a boolean, one is {shown(item)}"
            raise NotApplicable(message)
    return not decides


@builtin("is", "value1?: any, value2?: any")
def identity(run: Run, value1: object, value2: object) -> bool:
    """Say whether two values are the same in the semantic domain, zones and kinds included."""
    if kind_of(value1) != kind_of(value2):
        return False
    if isinstance(value1, (time, datetime)) and isinstance(value2, (time, datetime)):
        return zone_of(value1) == zone_of(value2) and value1.replace(tzinfo=None) == value2.replace(
            tzinfo=None
        )
    return same(value1, value2, run)


@builtin("get or else", "value: any, default: any")
def get_or_else(_run: Run, value: object, default: object) -> object:
    """Return the value, or the default if it is null."""
    return default if value is None else value
