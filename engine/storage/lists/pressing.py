"""Cases by their clocks: whose limit has passed or soon will, and whose clock stands still.

Clocks that run stand in two indexes: those whose limit has passed and who said so, and those that
have something to tell yet, by when they tell it. What passes until a moment is told by then.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, exists, func, select

from engine.cases.ports.reading import MANY, DuePlace, Span, Tally, Wanted
from engine.storage.lists.conditions import BINDS, PASSED, RUNS, STILL, within
from engine.storage.lists.together import behind, together
from engine.storage.tables.cases import case as cases
from engine.storage.tables.cases import clock as clocks
from engine.timelimits.alarms import JUST_AFTER, Said

_MOST = 2 * MANY
"""Clocks counted at most: a case may have several."""


def pressed(wanted: Wanted, limit: int) -> Select[Any] | None:
    """Select the cases of the first clocks a filter is after; None when it asks for no clock."""
    if wanted.limit is not None:
        first = together([part.limit(limit) for part in _ends(wanted.limit)]).subquery()
        return select(first.c.case_id).limit(limit)
    return select(clocks.c.case_id).where(STILL).limit(limit) if wanted.still else None


def count_pressed(db: Connection, wanted: Wanted) -> Tally | None:
    """Count the cases of the clocks a filter is after; None when it asks for no clock.

    All of them go on: clocks stop with their case.
    """
    found = pressed(wanted, _MOST)
    if found is None:
        return None
    some = found.subquery()
    numbers = select(func.count(some.c.case_id.distinct()), func.count())
    different, looked = db.execute(numbers.select_from(some)).one()
    return Tally(number=min(different, MANY), least=looked >= _MOST and different < MANY)


def earliest(span: Span, after: DuePlace | None, limit: int) -> Select[Any]:
    """Select moment and case of the limits within a stretch, the earliest of each case first."""
    parts = _ends(span)
    if after is not None:
        order = (clocks.c.due_at, clocks.c.case_id)
        parts = [part.where(behind(order, after, down=False)) for part in parts]
    parts = [part.order_by(clocks.c.due_at, clocks.c.case_id).limit(limit) for part in parts]
    found = together(parts).subquery()
    return (
        select(found.c.moment, found.c.case_id)
        .order_by(found.c.moment, found.c.case_id)
        .limit(limit)
    )


def is_first(moment: ColumnElement[Any], span: Span) -> ColumnElement[bool]:
    """Ask that no other limit of the case within the stretch ends before a moment."""
    before = within(clocks.c.due_at, Span(since=span.since, closed=span.closed))
    here = (clocks.c.case_id == cases.c.id, RUNS, BINDS)
    return ~exists().where(*here, *before, clocks.c.due_at < moment)


def _ends(span: Span) -> list[Select[Any]]:
    """Return the limits that end within a stretch: those that said so, and those that will."""
    moment = clocks.c.due_at.label("moment")
    wanted = select(moment, clocks.c.case_id).where(RUNS, *within(clocks.c.due_at, span))
    coming = wanted.where(clocks.c.told < int(Said.OVERDUE))
    if span.until is not None:
        coming = coming.where(clocks.c.alarm_at <= span.until + JUST_AFTER)
    return [wanted.where(PASSED), coming]
