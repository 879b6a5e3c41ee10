"""Pages and counts of the inbox's views, narrowed or not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Row,
    ScalarSelect,
    Select,
    func,
    literal,
    or_,
    select,
)

from engine.cases.ports.reading import MANY, Tally, TaskPlace, Wanted
from engine.storage.lists.conditions import of_case, of_task, of_text
from engine.storage.lists.finding import named_cases, unnamed
from engine.storage.lists.sorting import sorted_page
from engine.storage.lists.tasks import TaskList
from engine.storage.lists.together import behind, together
from engine.storage.lists.walking import Key, Walked, cut, passed, walk
from engine.storage.tables.cases import case as cases
from engine.storage.tables.tasks import task as tasks

CASE_COLUMNS = [cases.c[name] for name in ("number", "customer_name", "stage")]
_HERE = (tasks.c.case_id, tasks.c.instance)


class TaskLists:
    """Finds the tasks of lists."""

    def __init__(self, connection: Connection) -> None:
        """Look through an open transaction."""
        self._db = connection

    def page(self, wish: TaskList, after: TaskPlace | None, limit: int) -> Walked:
        """Return the keys of a page behind a place. Raises TooManyToSort."""
        named = named_cases(self._db, wish.wanted)
        if wish.order != "urgent" and not wish.down:
            return sorted_page(self._db, wish, named, after, limit)
        if named is not None:
            return self._of_named(wish, named, after, limit)
        asked = _asked(wish.wanted)
        if asked:
            return walk(self._db, lambda at, size: _chunk(wish, asked, at, size), after, limit)
        keys = self._db.execute(_keys(wish, after, limit + 1)).all()
        return cut([tuple(key) for key in keys], limit)

    def _of_named(
        self, wish: TaskList, named: Sequence[int], after: TaskPlace | None, limit: int
    ) -> Walked:
        if not named:
            return Walked(keys=[], next=None)
        moment = (tasks.c.closed_at if wish.down else tasks.c.urgent_at).label("moment")
        asked = [*_asked(unnamed(wish.wanted)), tasks.c.case_id.in_(named)]
        found = (
            select(moment, *_HERE)
            .join(cases, cases.c.id == tasks.c.case_id)
            .where(*asked, or_(*(source.holds() for source in wish.sources)))
        )
        if after is not None:
            order = (moment.element, *_HERE)
            found = found.where(behind(order, after, down=wish.down))
        ordered = found.order_by(*wish.by(found.selected_columns)).limit(limit + 1)
        return cut([tuple(key) for key in self._db.execute(ordered)], limit)

    def rows(self, keys: Sequence[Key]) -> Sequence[Row[Any]]:
        """Return the tasks of some keys with what a list shows of their cases, in their order."""
        wanted = (
            select(tasks, *CASE_COLUMNS)
            .join(cases, cases.c.id == tasks.c.case_id)
            .where(tasks.c.case_id.in_({key[1] for key in keys}))
        )
        found = {(row.case_id, row.instance): row for row in self._db.execute(wanted)}
        return [found[key[1], key[2]] for key in keys]

    def count(self, wish: TaskList) -> Tally:
        """Count the tasks of a list, up to MANY."""
        if not wish.told_by_sources:
            found = self.page(wish, None, MANY)
            return Tally(number=len(found.keys), least=found.partial)
        (number,) = self.count_each([wish])
        return Tally(number=number)

    def count_each(self, wishes: Sequence[TaskList]) -> list[int]:
        """Count the tasks of lists that their sources tell, each up to MANY, with one question."""
        parts = [[source.some(MANY) for source in wish.sources] for wish in wishes]
        asked = [_number_of(part) for some in parts for part in some]
        found = iter(self._db.execute(select(*asked)).one() if asked else ())
        return [self._put_together(some, [next(found) for _ in some]) for some in parts]

    def _put_together(self, parts: Sequence[Select[Any]], each: Sequence[int]) -> int:
        """Return how many rows sources hold together, a row of several once."""
        most = max(each, default=0)
        if most in (sum(each), MANY):
            return most
        return min(MANY, int(self._db.execute(select(_number_of(together(parts)))).scalar_one()))


def _number_of(found: Select[Any] | CompoundSelect[Any]) -> ScalarSelect[int]:
    return select(func.count()).select_from(found.subquery()).scalar_subquery()


def _asked(wanted: Wanted) -> list[ColumnElement[bool]]:
    return [*of_case(wanted), *of_task(wanted), *of_text(wanted.text)]


def _keys(wish: TaskList, after: TaskPlace | None, limit: int) -> Select[Any]:
    """Select the keys of what is in a list, in its order."""
    parts = [source.page(after, limit) for source in wish.sources]
    if not parts:
        return select(tasks.c.urgent_at.label("moment"), *_HERE).where(literal(value=False))
    if len(parts) == 1:
        return parts[0]
    found = together(parts).subquery()
    return select(found.c.moment, found.c.case_id, found.c.instance).order_by(
        *wish.by(found.c)
    ).limit(limit)  # fmt: skip


def _chunk(
    wish: TaskList, asked: Sequence[ColumnElement[bool]], after: Key | None, size: int
) -> Select[Any]:
    place: Any = after
    found = _keys(wish, place, size).subquery()
    here = (tasks.c.case_id == found.c.case_id) & (tasks.c.instance == found.c.instance)
    return (
        select(found.c.moment, found.c.case_id, found.c.instance, passed(asked))
        .select_from(found)
        .join(tasks, here)
        .join(cases, cases.c.id == found.c.case_id)
        .order_by(*wish.by(found.c))
    )
