"""How a case is found by a part of its number, without an index of parts.

A number is made of the year and of the case's own key: the keys whose digits hold a part can be
counted out, and those few are looked up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

PREFIX = "YK"
DIGITS = 6
"""A key is written with at least so many."""
_YEAR = 4
_WRITTEN = re.compile(r"(YK|K|)([0-9]{1,18})")


def part_of(text: str) -> tuple[str, str] | None:
    """Return what of a number a search says: the beginning, if it says that, and digits."""
    found = _WRITTEN.fullmatch("".join(text.split()).upper())
    return (found[1], found[2]) if found else None


def keys_with(digits: str, last: int, years: Sequence[int], most: int) -> list[int] | None:
    """Return the keys up to `last` in whose number digits can stand; None when more than `most`.

    Digits may begin in one of the `years`: whether it is the case's own is for the number to say.
    """
    found: set[int] = set()
    for key in _within(digits, last):
        found.add(key)
        if len(found) > most:
            return None
    for in_year in range(1, min(_YEAR, len(digits) - 1) + 1):
        if not any(str(year).endswith(digits[:in_year]) for year in years):
            continue
        behind = islice(_standing_at(0, digits[in_year:], last), most + 1)
        found.update(behind)
    return sorted(found) if len(found) <= most else None


def _within(digits: str, last: int) -> Iterator[int]:
    for at in range(max(DIGITS, len(str(last)))):
        yield from _standing_at(at, digits, last)


def _standing_at(at: int, digits: str, last: int) -> Iterator[int]:
    """Give the keys up to `last` that have digits so many places behind their beginning."""
    for width in range(DIGITS, max(DIGITS, len(str(last))) + 1):
        behind = width - at - len(digits)
        if behind < 0:
            continue
        least = 10 ** (width - 1) if width > DIGITS else 0
        step, room = 10 ** (len(digits) + behind), 10**behind
        for head in range(min(10**at, last // step + 1)):
            first = head * step + int(digits) * room
            yield from range(max(first, least), min(first + room, last + 1))
