"""The sources of the inbox's views."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    exists,
    literal_column,
    select,
)

from engine.cases.lists.filters import TaskOrder
from engine.cases.ports.reading import EVERYTHING, Seen, TaskPlace, Wanted
from engine.storage.lists.conditions import within
from engine.storage.lists.together import behind, there_is
from engine.storage.repositories.cases.offers import names_of
from engine.storage.tables.tasks import task as tasks
from engine.storage.tables.tasks import task_candidate as candidates
from engine.storage.types import writable

OPEN = tasks.c.state == literal_column("'open'")
"""Spelled out: a bound value would keep the databases from the indexes of open tasks alone."""

_TAKEN = (0, 1)
_OF_TASK = ("taken", "urgent_at", "case_id", "instance")
"""What all offers of a task have in common: they follow whom it is offered to in the key."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskSource:
    """A range of an index that is ordered by `moment`, case and instance; `down` backwards."""

    moment: ColumnElement[Any]
    case: ColumnElement[int]
    instance: ColumnElement[int]
    where: tuple[ColumnElement[bool], ...]
    down: bool = False

    def page(self, after: TaskPlace | None, limit: int) -> Select[Any]:
        """Select the first rows behind a place."""
        order = (self.moment, self.case, self.instance)
        wanted = self._rows()
        if after is not None:
            wanted = wanted.where(behind(order, after, down=self.down))
        return wanted.order_by(*(c.desc() for c in order) if self.down else order).limit(limit)

    def narrowed(self, wanted: Wanted) -> TaskSource:
        """Return the part of the range that a filter leaves, as far as the index itself says."""
        where = list(self.where)
        if wanted.urgent is not None and not self.down:
            where += within(self.moment, wanted.urgent)
        return replace(self, where=tuple(where))

    def holds(self) -> ColumnElement[bool]:
        """Return the condition by which a task is in the source."""
        if self.case is tasks.c.case_id:
            return and_(*self.where)
        # The whole key but for whom and whether taken, which `where` says: one look in the tree.
        key = ("urgent_at", "case_id", "instance")
        here = (candidates.c[name] == tasks.c[name] for name in key)
        return there_is(tasks, *here, *self.where)

    def some(self, limit: int) -> Select[Any]:
        """Select at most so many rows, whichever come first."""
        return self._rows().limit(limit)

    def _rows(self) -> Select[Any]:
        return select(
            self.moment.label("moment"),
            self.case.label("case_id"),
            self.instance.label("instance"),
        ).where(*self.where)


@dataclass(frozen=True, slots=True)
class TaskList:
    """A view of the inbox for one person, narrowed to what is wanted; `done` has one order."""

    seen: Seen
    view: str
    wanted: Wanted = EVERYTHING
    order: TaskOrder = "urgent"

    @property
    def down(self) -> bool:
        """Whether the latest comes first: what was done."""
        return self.view == "done"

    @property
    def sources(self) -> list[TaskSource]:
        """Where its tasks come from."""
        return task_sources(self.seen, self.view, self.wanted)

    @property
    def told_by_sources(self) -> bool:
        """Whether the ranges of its sources are the list: nothing more is asked of any row."""
        wanted = self.wanted if self.down else replace(self.wanted, urgent=None)
        return wanted == EVERYTHING

    def by(self, columns: Any) -> list[ColumnElement[Any]]:  # noqa: ANN401  of any selection
        """Return what a selection with the key's columns is ordered by where an index serves."""
        named = [columns.moment, columns.case_id, columns.instance]
        return [column.desc() for column in named] if self.down else named


def task_sources(seen: Seen, view: str, wanted: Wanted = EVERYTHING) -> list[TaskSource]:
    """Return where the tasks of a view come from; one may come from several.

    What a filter asks is used to choose shorter ranges; it is not all asked here.
    """
    return [source.narrowed(wanted) for source in _sources(seen, view, wanted)]


def _sources(seen: Seen, view: str, wanted: Wanted) -> list[TaskSource]:
    match view:
        case "mine" | "late":
            late = [tasks.c.urgent_at < seen.now] if view == "late" else []
            return [_of_tasks(OPEN, tasks.c.assignee == seen.login, *late)]
        case "done":
            return [_done_by(seen)]
        case "groups":
            return _offered(seen, _TAKEN[:1])
        case "substitute":
            return _standing_in(seen)
        case _ if seen.station:
            manager = wanted.manager
            of_one = manager is not None and writable(manager)
            return [_of_tasks(OPEN, tasks.c.manager == manager) if of_one else _of_tasks(OPEN)]
        case _:
            mine, managed = tasks.c.assignee == seen.login, tasks.c.manager == seen.login
            return [_of_tasks(OPEN, mine), _of_tasks(OPEN, managed), *_offered(seen, _TAKEN)]


def _of_tasks(*where: ColumnElement[bool]) -> TaskSource:
    table = tasks.c
    return TaskSource(
        moment=table.urgent_at, case=table.case_id, instance=table.instance, where=where
    )


def _done_by(seen: Seen) -> TaskSource:
    return TaskSource(
        moment=tasks.c.closed_at,
        case=tasks.c.case_id,
        instance=tasks.c.instance,
        where=(tasks.c.closed_by == seen.login,),
        down=True,
    )


def _offered(seen: Seen, taken: Sequence[int]) -> list[TaskSource]:
    """Return what is offered to the person and to each of their groups."""
    return [
        _offered_to(named, state) for named in names_of(seen.login, seen.groups) for state in taken
    ]


def _offered_to(named: tuple[str, str], taken: int, *more: ColumnElement[bool]) -> TaskSource:
    table, (kind, name) = candidates.c, named
    return TaskSource(
        moment=table.urgent_at,
        case=table.case_id,
        instance=table.instance,
        where=(table.kind == kind, table.name == name, table.taken == taken, *more),
    )


def _standing_in(seen: Seen) -> list[TaskSource]:
    """Return what people who are away have, and what they could take and the reader could not."""
    has = [_of_tasks(OPEN, tasks.c.assignee == away.person) for away in seen.standing_in]
    own = names_of(seen.login, seen.groups)
    theirs = {named for away in seen.standing_in for named in names_of(away.person, away.groups)}
    not_mine = [_not_offered_to(named) for named in own]
    return has + [_offered_to(named, 0, *not_mine) for named in sorted(theirs - set(own))]


def _not_offered_to(named: tuple[str, str]) -> ColumnElement[bool]:
    """Ask that a task is not offered to somebody too: with its whole key, one look in the tree."""
    beside = candidates.alias()
    same = (beside.c[name] == candidates.c[name] for name in _OF_TASK)
    kind, name = named
    return ~exists().where(beside.c.kind == kind, beside.c.name == name, *same)
