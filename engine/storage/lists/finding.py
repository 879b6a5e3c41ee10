"""The cases that a search or a customer names, when they are few enough to be named one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, select

from engine.cases.ports.reading import Wanted
from engine.storage.lists.numbers import PREFIX, keys_with, part_of
from engine.storage.lists.pressing import pressed
from engine.storage.repositories.cases.searching import find
from engine.storage.tables.cases import case as cases
from engine.storage.tables.stations import station as stations
from engine.storage.types import fits

MOST_NAMES = 400
MOST_CASES = 1_000
_LONGEST = 20
"""A number is never longer."""


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
    by_number = _by_number(db, wanted.text)
    if by_number is None:
        return None
    by_name = [cases.c.customer_name.in_(names), cases.c.account_no.in_(names)] if names else []
    return _few(db, [*by_name, *by_number])


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


def _by_number(db: Connection, text: str) -> Sequence[ColumnElement[bool]] | None:
    """Return how cases are found by a part of their number; None when too many have it.

    Digits that too many have are then the whole of a case's own number, if there is such a case.
    """
    said = part_of(text)
    if said is None:
        return ()
    beginning, digits = said
    anywhere = cases.c.station_id.in_(select(stations.c.id))  # their index begins with the station
    if beginning:
        first = f"{PREFIX}{digits}"
        return (and_(anywhere, cases.c.number.between(first, first.ljust(_LONGEST, "9"))),)
    oldest, newest = _at_end(db, cases.c.id), _at_end(db, cases.c.id.desc())
    if oldest is None or newest is None:
        return ()
    years = range(oldest.started_at.year, newest.started_at.year + 1)
    in_a_year = any(digits in str(year) for year in years)
    keys = None if in_a_year else keys_with(digits, newest.id, years, MOST_CASES)
    if keys is None:
        return _own(db, digits)
    return (and_(cases.c.id.in_(keys), cases.c.number.contains(digits)),)


def _own(db: Connection, digits: str) -> Sequence[ColumnElement[bool]] | None:
    """Return how the case is found whose key is just these digits; None when there is none."""
    own = cases.c.id == int(digits)
    is_there = fits(int(digits)) and db.execute(select(cases.c.id).where(own)).first()
    return (own,) if is_there else None


def _at_end(db: Connection, order: ColumnElement[int]) -> Any:  # noqa: ANN401  a row of any
    """Return key and start of the first case in an order of keys, None when there is no case."""
    ends = select(cases.c.id, cases.c.started_at).where(cases.c.id > 0)
    return db.execute(ends.order_by(order).limit(1)).first()


def unnamed(wanted: Wanted) -> Wanted:
    """Return what is still to be asked of the cases a filter names."""
    return wanted if wanted.customer is not None else replace(wanted, text="")
