"""Lists (DMN 1.5 section 10.3.4.4): membership, parts, changes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from engine.feel.builtins.registry import builtin
from engine.feel.data.compare import same
from engine.feel.data.values import Callee
from engine.feel.errors import NotApplicable
from engine.feel.running.budget import Run
from engine.feel.running.functions import invoke

Items = list[object]


@builtin("list contains", "list: list, element: any")
def list_contains(run: Run, items: Items, element: object) -> bool:
    """Say whether an element equals this value."""
    run.charge(len(items))
    return any(same(item, element, run) for item in items)


@builtin("count", "list: list")
def count(_run: Run, items: Items) -> Decimal:
    """Return the number of elements."""
    return Decimal(len(items))


@builtin("sublist", "list: list, start position: number, length?: number")
def sublist(run: Run, items: Items, start: Decimal, length: Decimal | None) -> Items:
    """Return the elements from a position on, all or so many; a negative one counts back."""
    run.charge_size(len(items))
    first = place(start, len(items))
    if length is None:
        return items[first:]
    wanted = whole(length)
    if wanted < 0 or first + wanted > len(items):
        message = f"a list of {len(items)} has no {wanted} elements from position {start} on"
        raise NotApplicable(message)
    return items[first : first + wanted]


@builtin("append", "list: list, ...item: any")
def append(run: Run, items: Items, *added: object) -> Items:
    """Return a list with elements added at its end."""
    run.charge_size(len(items) + len(added))
    return [*items, *added]


@builtin("concatenate", "...list: list")
def concatenate(run: Run, *lists: Items) -> Items:
    """Return the elements of all lists in one."""
    run.charge_size(sum(map(len, lists)))
    return [item for items in lists for item in items]


@builtin("insert before", "list: list, position: number, newItem: any")
def insert_before(run: Run, items: Items, position: Decimal, new_item: object) -> Items:
    """Return a list with an element put in before a position."""
    run.charge_size(len(items) + 1)
    at = place(position, len(items))
    return [*items[:at], new_item, *items[at:]]


@builtin("remove", "list: list, position: number")
def remove(run: Run, items: Items, position: Decimal) -> Items:
    """Return a list without the element at a position."""
    run.charge_size(len(items))
    at = place(position, len(items))
    return items[:at] + items[at + 1 :]


@builtin("list replace", "list: list, position: number, newItem: any")
def replace_at(run: Run, items: Items, position: Decimal, new_item: object) -> Items:
    """Return a list with the element at a position replaced."""
    run.charge_size(len(items))
    at = place(position, len(items))
    return [*items[:at], new_item, *items[at + 1 :]]


@builtin("list replace", "list: list, match: function, newItem: any")
def replace_matching(run: Run, items: Items, match: Callee, new_item: object) -> Items:
    """Return a list with those elements replaced for which match(element, newItem) is true."""
    run.charge_size(len(items))
    return [new_item if _answer(match, item, new_item, run) else item for item in items]


def _answer(match: Callee, item: object, new_item: object, run: Run) -> bool:
    answer = invoke(match, [item, new_item], None, run)
    if not isinstance(answer, bool):
        message = "the function given must answer true or false"
        raise NotApplicable(message)
    return answer


@builtin("reverse", "list: list")
def reverse(run: Run, items: Items) -> Items:
    """Return the elements in the opposite order."""
    run.charge_size(len(items))
    return items[::-1]


@builtin("index of", "list: list, match: any")
def index_of(run: Run, items: Items, match: object) -> Items:
    """Return the positions of the elements that equal a value, from 1."""
    run.charge_size(len(items))
    return [Decimal(n) for n, item in enumerate(items, 1) if same(item, match, run)]


@builtin("union", "...list: list")
def union(run: Run, *lists: Items) -> Items:
    """Return the elements of all lists, equal ones once."""
    return distinct_values(run, concatenate(run, *lists))


@builtin("distinct values", "list: list")
def distinct_values(run: Run, items: Items) -> Items:
    """Return the elements in their order, equal ones once."""
    run.charge_size(len(items))
    kept: Items = []
    seen: set[tuple[type, object]] = set()
    for item in items:
        if isinstance(item, (Decimal, str, bool)):
            if (type(item), item) not in seen:
                seen.add((type(item), item))
                kept.append(item)
            continue
        run.charge(len(kept))
        if not any(same(item, other, run) for other in kept):
            kept.append(item)
    return kept


@builtin("flatten", "list: list")
def flatten(run: Run, items: Items) -> Items:
    """Return the elements of a list and of all lists inside it in one list."""
    flat = list(_leaves(run, items))
    run.charge_size(len(flat))
    return flat


def _leaves(run: Run, items: Items) -> Iterator[object]:
    for item in items:
        run.charge()
        if isinstance(item, list):
            yield from _leaves(run, item)
        else:
            yield item


def whole(value: Decimal) -> int:
    """Return a number without its fraction, if it is near enough to be a position or a length.

    Raises:
        NotApplicable: it is beyond any list or string.
    """
    if abs(value) > 10**15:
        message = f"{value} is beyond any position"
        raise NotApplicable(message)
    return int(value)


def place(position: Decimal, size: int) -> int:
    """Return the index from 0 of a position that counts from 1, or from the end if negative.

    Raises:
        NotApplicable: there is no such position.
    """
    at = whole(position)
    if at == 0 or abs(at) > size:
        message = f"there is no position {at} among {size}"
        raise NotApplicable(message)
    return at - 1 if at > 0 else size + at
