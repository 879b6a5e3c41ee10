"""The cases that a search or a customer names, when they are few enough to be named one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, and_, select

from engine.cases.ports.reading import Wanted
from engine.storage.lists.pressing import pressed
from engine.storage.repositories.cases.searching import find
from engine.storage.tables.cases import case as cases
from engine.storage.tables.stations import station as stations
from engine.storage.types import fits

MOST_NAMES = 400
MOST_CASES = 1_000
_DIGITS = 18
_PREFIX = "YK"


def named_cases(db: Connection, wanted: Wanted) -> Sequence[int] | None:
    """Return the keys of the cases a filter names; None when it names none, or too many.

    Too many is no loss: then they are dense, and a walk through the list meets them soon.
    """
    if wanted.customer is not None:
        if not fits(wanted.customer):
            return []
        return _few(db, [cases.c.customer_id == wanted.customer])
    if not wanted.text:
        return _by_clocks(db, wanted)
    names = find(db, wanted.text, MOST_NAMES + 1)
    if len(names) > MOST_NAMES:
        return None
    by_number = list(_numbers(wanted.text))
    if not names and not by_number:
        return []
    by_name = [cases.c.customer_name.in_(names), cases.c.account_no.in_(names)] if names else []
    found = _few(db, [*by_name, *by_number])
    # A part of a number is in no index: it is looked for on the way through the list.
    return None if by_number and not found else found


def _by_clocks(db: Connection, wanted: Wanted) -> Sequence[int] | None:
    found = pressed(wanted, MOST_CASES + 1)
    keys = db.execute(found).scalars().all() if found is not None else None
    return sorted(set(keys)) if keys is not None and len(keys) <= MOST_CASES else None


def _few(db: Connection, ways: Sequence[ColumnElement[bool]]) -> Sequence[int] | None:
    found: set[int] = set()
    for way in ways:  # each by its own index
        wanted = select(cases.c.id).where(way).limit(MOST_CASES + 1)
        found.update(db.execute(wanted).scalars())
        if len(found) > MOST_CASES:
            return None
    return sorted(found)


def _numbers(text: str) -> Sequence[ColumnElement[bool]]:
    """Return how a case is found by its number, whole or without what all begin with."""
    wanted = "".join(text.split()).upper()
    digits = wanted.removeprefix(_PREFIX)
    if not (digits.isascii() and digits.isdigit() and len(digits) <= _DIGITS):
        return ()
    key = int(digits)
    anywhere = cases.c.station_id.in_(select(stations.c.id))  # their index begins with the station
    by_number = and_(anywhere, cases.c.number.in_([wanted, f"{_PREFIX}{digits}"]))
    return (by_number, cases.c.id == key) if fits(key) and digits == wanted else (by_number,)


def unnamed(wanted: Wanted) -> Wanted:
    """Return what is still to be asked of the cases a filter names."""
    return wanted if wanted.customer is not None else replace(wanted, text="")
