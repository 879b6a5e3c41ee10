"""Cases by their clocks: whose limit has passed or soon will, and whose clock stands still.

Clocks that run stand in two indexes: those whose limit has passed and who said so, and those that
have something to tell yet, by when they tell it. What passes until a moment is told by then.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    exists,
    func,
    select,
    union_all,
)

from engine.cases.ports.reading import MANY, DuePlace, Span, Tally, Wanted
from engine.storage.lists.conditions import BINDS, PASSED, RUNS, STILL, within
from engine.storage.lists.together import behind, there_is
from engine.storage.lists.walking import MOST
from engine.storage.tables.cases import case as cases
from engine.storage.tables.cases import clock as clocks
from engine.timelimits.alarms import JUST_AFTER, Said

_MOST = 2 * MANY
"""Clocks looked at for a count at most: a case may have several."""


def pressed(wanted: Wanted, limit: int) -> Select[Any] | None:
    """Select the cases of the first clocks a filter is after; None when it asks for no clock."""
    if wanted.limit is not None:
        first = _all_of([_passed(wanted.limit), _coming(wanted.limit)]).subquery()
        return select(first.c.case_id).limit(limit)
    return select(clocks.c.case_id).where(STILL).limit(limit) if wanted.still else None


def count_pressed(
    db: Connection, wanted: Wanted, asked: Sequence[ColumnElement[bool]] = ()
) -> Tally | None:
    """Count the cases of the clocks a filter is after; None when it asks for no clock.

    `asked` is what is asked of their cases beside; without it all go on: clocks stop with their
    case. No more are counted than are told, and no more looked at than a walk would look at.
    """
    most = MOST if asked else _MOST
    found = pressed(wanted, most)
    if found is None:
        return None
    some = found.subquery()
    each = select(some.c.case_id).distinct()
    if asked:
        # Asked of one clock after the other, so that the first cases end it: joined, SQLite would
        # rather go through all the cases of a manager.
        each = each.where(there_is(some, cases.c.id == some.c.case_id, *asked))
    number = _rows_of(db, each.limit(MANY))
    return Tally(number=number, least=number < MANY and _rows_of(db, found) >= most)


def _rows_of(db: Connection, found: Select[Any]) -> int:
    return int(db.execute(select(func.count()).select_from(found.subquery())).scalar_one())


def earliest(db: Connection, span: Span, after: DuePlace | None, limit: int) -> Select[Any]:
    """Select moment and case of the limits within a stretch, the earliest of each case first.

    What will pass stands in the order of its alarms, and no alarm comes later than just after its
    limit. So of those whose alarm comes first, the `limit` earliest limits say how far the others
    need be looked at: without that, every limit of the stretch would have to be put in order.
    """
    order = (clocks.c.due_at, clocks.c.case_id)
    behind_it = () if after is None else (behind(order, after, down=False),)
    last = _bound(db, span, after, limit)
    coming = _coming(span, last)
    parts = [
        part.where(*behind_it).order_by(*order).limit(limit) for part in (_passed(span), coming)
    ]
    found = _all_of(parts).subquery()
    key = (found.c.moment, found.c.case_id)
    return select(*key).order_by(*key).limit(limit)


def _bound(db: Connection, span: Span, after: DuePlace | None, limit: int) -> datetime | None:
    """Return the last of the earliest limits among the first alarms; None when they are too few."""
    columns = (clocks.c.due_at, clocks.c.case_id, clocks.c.told)
    alarms = select(*columns).where(RUNS, clocks.c.alarm_at.is_not(None))
    if span.until is not None:
        alarms = alarms.where(clocks.c.alarm_at <= span.until + JUST_AFTER)
    first = alarms.order_by(clocks.c.alarm_at).limit(MANY).subquery()
    asked = [first.c.told < int(Said.OVERDUE), *within(first.c.due_at, span)]
    if after is not None:
        asked.append(behind((first.c.due_at, first.c.case_id), after, down=False))
    soonest = select(first.c.due_at).where(*asked).order_by(first.c.due_at)
    last: datetime | None = db.execute(soonest.offset(limit - 1).limit(1)).scalar()
    return last


def is_first(moment: ColumnElement[Any], span: Span) -> ColumnElement[bool]:
    """Ask that no other limit of the case within the stretch ends before a moment."""
    before = within(clocks.c.due_at, Span(since=span.since, closed=span.closed))
    here = (clocks.c.case_id == cases.c.id, RUNS, BINDS)
    return ~exists().where(*here, *before, clocks.c.due_at < moment)


def _limits(span: Span) -> Select[Any]:
    """Return the limits that end within a stretch."""
    moment = clocks.c.due_at.label("moment")
    return select(moment, clocks.c.case_id).where(RUNS, *within(clocks.c.due_at, span))


def _passed(span: Span) -> Select[Any]:
    """Return those that have passed and said so."""
    return _limits(span).where(PASSED)


def _coming(span: Span, last: datetime | None = None) -> Select[Any]:
    """Return those that have something to tell; until `last`, else until the stretch ends."""
    until = span.until if last is None else last
    coming = _limits(span).where(clocks.c.told < int(Said.OVERDUE))
    return coming if until is None else coming.where(clocks.c.alarm_at <= until + JUST_AFTER)


def _all_of(parts: Sequence[Select[Any]]) -> CompoundSelect[Any]:
    """Put the two kinds of limits together: no clock is of both, so none has to be told apart."""
    return union_all(*(select(part.subquery()) for part in parts))
