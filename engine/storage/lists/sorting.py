"""Lists of tasks in another order than an index has.

A range of an index that is short enough is read whole and put in order: an index for each order
would be paid by every step of every case. A longer one is refused, but for the order by case: that
one is read along the cases, however many there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    and_,
    func,
    literal,
    or_,
    select,
)

from engine.cases.errors import TooManyToSort
from engine.cases.lists.filters import TaskOrder
from engine.cases.ports.reading import TaskPlace
from engine.cases.records import CaseState
from engine.storage.lists.cases import case_sources
from engine.storage.lists.conditions import of_case, of_task, of_text
from engine.storage.lists.finding import unnamed
from engine.storage.lists.tasks import TaskList
from engine.storage.lists.together import behind, there_is, together
from engine.storage.lists.walking import Key, Walked, cut, passed, walk
from engine.storage.tables.cases import case as cases
from engine.storage.tables.search import search_text
from engine.storage.tables.tasks import task as tasks
from engine.storage.types import Instant

MOST_SORTED = 4_000
"""Tasks that are put in order: as many as a look through a filter reads."""
_HERE = (tasks.c.urgent_at.label("moment"), tasks.c.case_id, tasks.c.instance)
_KEY = ("value", "moment", "case_id", "instance")
_NEVER = literal(datetime(9999, 12, 31, tzinfo=UTC), Instant)
_BY_NAME = (
    select(search_text.c.sort_key)
    .where(
        search_text.c.station_id == cases.c.station_id, search_text.c.said == cases.c.customer_name
    )
    .correlate(cases)
    .scalar_subquery()
)
"""Each name that stands in a case has one key: no case's row is longer for it."""
_VALUES: dict[TaskOrder, ColumnElement[Any]] = {
    "newest": tasks.c.created_at,
    "follow-up": func.coalesce(tasks.c.follow_up_at, _NEVER, type_=Instant),
    "customer": func.coalesce(_BY_NAME, ""),
    "priority": -tasks.c.priority,
    "case": tasks.c.case_id,
}
"""What a task is ordered by; what is equal in it stands by urgency."""
_DOWN = frozenset({"newest", "case"})


def sorted_page(
    db: Connection,
    wish: TaskList,
    named: Sequence[int] | None,
    after: TaskPlace | None,
    limit: int,
) -> Walked:
    """Return the keys of a page in the order wished for, behind a place.

    `named` are the cases that the filter names, None when it names none. Raises TooManyToSort.
    """
    found = _range(wish) if named is None else _of_named(wish, named)
    if found is None:
        return Walked(keys=[], next=None)
    number = select(func.count()).select_from(found.limit(MOST_SORTED + 1).subquery())
    if db.execute(number).scalar_one() <= MOST_SORTED:
        wanted = wish.wanted if named is None else unnamed(wish.wanted)
        asked = [*of_case(wanted), *of_task(wanted), *of_text(wanted.text)]
        return _in_order(db, wish.order, _sortable(found, wish.order, asked), after, limit)
    if wish.order != "case" or wish.view == "substitute":  # whose cases one need not see
        raise TooManyToSort(MOST_SORTED)
    place: Any = after
    return walk(db, lambda at, size: _along_cases(wish, at, size), place, limit)


def _range(wish: TaskList) -> Select[Any] | None:
    """Select what the ranges of a view hold, no more of each than is put in order."""
    parts = [s.some(MOST_SORTED + 1) for s in wish.sources]
    return select(together(parts).subquery()) if parts else None


def _of_named(wish: TaskList, named: Sequence[int]) -> Select[Any] | None:
    if not named or not wish.sources:
        return None
    held = or_(*(source.holds() for source in wish.sources))
    return select(*_HERE).where(tasks.c.case_id.in_(named), held)


def _sortable(
    found: Select[Any], order: TaskOrder, asked: Sequence[ColumnElement[bool]]
) -> FromClause:
    """Select what is let through with what it is ordered by: each row is looked up by its key."""
    keys = found.limit(MOST_SORTED + 1).subquery()
    wanted = select(_value_of(order, keys), keys.c.moment, keys.c.case_id, keys.c.instance)
    if asked:
        wanted = wanted.where(there_is(keys, *_is(keys), *asked))
    return wanted.subquery()


def _value_of(order: TaskOrder, keys: FromClause) -> ColumnElement[Any]:
    looked_up = select(_VALUES[order]).where(*_is(keys)).correlate(keys)
    return looked_up.scalar_subquery().label("value")


def _is(keys: FromClause) -> tuple[ColumnElement[bool], ...]:
    same_task = (tasks.c.case_id == keys.c.case_id, tasks.c.instance == keys.c.instance)
    return (*same_task, cases.c.id == tasks.c.case_id)


def _in_order(
    db: Connection, order: TaskOrder, found: FromClause, after: TaskPlace | None, limit: int
) -> Walked:
    columns, down = [found.c[name] for name in _KEY], order in _DOWN
    wanted = select(found.c.moment, found.c.case_id, found.c.instance)
    if after is not None:
        value = db.execute(_value_at(order, after)).one_or_none()
        if value is None:
            return Walked(keys=[], next=None)
        wanted = wanted.where(behind(columns, (*value, *after), down=down))
    ordered = wanted.order_by(*(c.desc() for c in columns) if down else columns).limit(limit + 1)
    return cut([tuple(key) for key in db.execute(ordered)], limit)


def _value_at(order: TaskOrder, place: TaskPlace) -> Select[Any]:
    _moment, case, instance = place
    here = (tasks.c.case_id == case, tasks.c.instance == instance, cases.c.id == tasks.c.case_id)
    return select(_VALUES[order]).where(*here)


def _along_cases(wish: TaskList, after: Key | None, size: int) -> Select[Any]:
    """Select the open tasks of the next cases, latest first; a case without one is a row too."""
    going = (CaseState.OPEN, CaseState.SUSPENDED)
    sources = case_sources(wish.seen, going, wish.wanted)
    last = None if after is None else after[1] + 1
    parts = [source.page(last, size + 1) for source in sources]
    some = together(parts).subquery()
    newest = select(some.c.case_id).order_by(some.c.case_id.desc()).limit(size + 1).subquery()
    held = or_(*(source.holds() for source in wish.sources))
    asked = [*of_case(wish.wanted), *of_task(wish.wanted), *of_text(wish.wanted.text)]
    # Whose a task is, is asked behind the join: an index of theirs must not be read for each case.
    here = and_(tasks.c.case_id == newest.c.case_id, tasks.c.state == "open")
    instance = func.coalesce(tasks.c.instance, 0)
    moment = func.coalesce(tasks.c.urgent_at, _NEVER, type_=Instant)
    shown = [tasks.c.instance.is_not(None), held, *asked]
    found = (
        select(moment.label("moment"), newest.c.case_id, instance.label("at"), passed(shown))
        .select_from(newest)
        .join(cases, cases.c.id == newest.c.case_id)
        .join(tasks, here, isouter=True)
    )
    if after is not None:
        found = found.where(behind((newest.c.case_id, instance), after[1:], down=True))
    return found.order_by(newest.c.case_id.desc(), instance.desc())
