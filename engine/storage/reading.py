"""Lists for people: inbox and cases, each a page by keyset, so that page 1,000 costs as page 1."""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, or_, select

from engine.cases.ports import CasePlace, Seen, TaskPlace, TaskRow
from engine.cases.records import CaseRecord, CaseState, TaskState
from engine.identity.absences.records import StandIn
from engine.kernel.ids import CaseId
from engine.storage.repositories.cases import case_of
from engine.storage.repositories.tasks import task_of
from engine.storage.tables import case as cases
from engine.storage.tables import task as tasks
from engine.storage.tables import task_candidate as candidates
from engine.storage.types import fits

_OPEN = tasks.c.state == TaskState.OPEN.value
_GOING = [state.value for state in CaseState if not state.is_over]
_CASE_COLUMNS = [cases.c[name] for name in ("number", "customer_name", "stage")]


class SqlReading:
    """Pages of tasks and cases."""

    def __init__(self, connection: Connection) -> None:
        """Look through an open transaction."""
        self._db = connection

    def tasks(
        self, seen: Seen, view: str, text: str, after: TaskPlace | None, limit: int
    ) -> Sequence[TaskRow]:
        """Return a page of one view of the inbox, behind a place."""
        if view == "substitute":
            # Two looks, each along its own index, are merged: one with OR would walk all tasks.
            pages = [self.tasks(seen, each, text, after, limit) for each in _STANDING_IN]
            return list(heapq.merge(*pages, key=_task_place))[:limit]
        wanted = _tasks(select(tasks, *_CASE_COLUMNS), seen, view).where(*_finds(text))
        moment = tasks.c.closed_at if view == "done" else tasks.c.urgent_at
        order = [moment, tasks.c.case_id, tasks.c.instance]
        wanted = wanted.order_by(*(c.desc() for c in order) if view == "done" else order)
        if after is not None:
            wanted = wanted.where(_behind(order, after, down=view == "done"))
        return [_task_row(row) for row in self._db.execute(wanted.limit(limit))]

    def count(self, seen: Seen, view: str) -> int:
        """Count the tasks of a view of the inbox."""
        if view == "substitute":
            return sum(self.count(seen, each) for each in _STANDING_IN)
        counted = _tasks(select(func.count()), seen, view)
        return int(self._db.execute(counted).scalar_one())

    def cases(
        self, seen: Seen, state: str | None, text: str, after: CasePlace | None, limit: int
    ) -> Sequence[CaseRecord]:
        """Return a page of cases, latest first, behind a place."""
        wanted = select(cases).order_by(cases.c.id.desc()).limit(limit).where(*_finds(text))
        if not seen.station:
            wanted = wanted.where(_own_case(seen))
        if state is not None:
            is_open = cases.c.state.in_(_GOING)
            wanted = wanted.where(is_open if state == "open" else ~is_open)
        if after is not None:
            wanted = wanted.where(cases.c.id < after)
        return [case_of(row) for row in self._db.execute(wanted)]

    def case(self, case: CaseId) -> CaseRecord | None:
        """Return a case as it stands."""
        if not fits(case):
            return None
        row = self._db.execute(select(cases).where(cases.c.id == case)).first()
        return case_of(row) if row is not None else None

    def open_tasks(self, wanted: Sequence[CaseId]) -> Mapping[CaseId, Sequence[TaskRow]]:
        """Return the open tasks of cases, most urgent first."""
        of_them = (
            select(tasks, *_CASE_COLUMNS)
            .join(cases, cases.c.id == tasks.c.case_id)
            .where(tasks.c.case_id.in_(wanted), _OPEN)
            .order_by(tasks.c.urgent_at, tasks.c.instance)
        )
        found: dict[CaseId, list[TaskRow]] = {case: [] for case in wanted}
        for row in self._db.execute(of_them):
            found[CaseId(row.case_id)].append(_task_row(row))
        return found


def _task_row(row: Row[Any]) -> TaskRow:
    return TaskRow(
        task=task_of(row), number=row.number, customer=row.customer_name, stage=row.stage
    )


def _tasks(wanted: Select[Any], seen: Seen, view: str) -> Select[Any]:
    joined = wanted.select_from(tasks.join(cases, cases.c.id == tasks.c.case_id))
    match view:
        case "mine":
            return joined.where(_OPEN, tasks.c.assignee == seen.login)
        case "groups":
            return joined.where(_OPEN, tasks.c.assignee.is_(None), _offered(seen))
        case "theirs" | "theirs-to-take":
            return joined.where(_OPEN, *_of_others(seen, view))
        case "late":
            return joined.where(_OPEN, tasks.c.assignee == seen.login, tasks.c.urgent_at < seen.now)
        case "done":
            return joined.where(tasks.c.closed_by == seen.login)
        case _:
            return joined.where(_OPEN, *(() if seen.station else (_own_task(seen),)))


_STANDING_IN = ("theirs", "theirs-to-take")
"""The two halves of `substitute`: what people who are away have, and what they could take."""


def _of_others(seen: Seen, view: str) -> list[ColumnElement[bool]]:
    if view == "theirs":
        return [tasks.c.assignee.in_([stand_in.person for stand_in in seen.standing_in])]
    return [tasks.c.assignee.is_(None), _offered_to_any(seen.standing_in), ~_offered(seen)]


def _task_place(row: TaskRow) -> TaskPlace:
    return row.task.urgent_at, row.task.id.case, row.task.id.instance


def _offered(seen: Seen) -> ColumnElement[bool]:
    """Is the task offered to the person or to one of their groups?"""
    return _offered_where(_named(seen))


def _offered_to_any(away: Sequence[StandIn]) -> ColumnElement[bool]:
    """Is the task offered to one of some people or to one of their groups?"""
    people = sorted(stand_in.person for stand_in in away)
    groups = sorted(set[str]().union(*(stand_in.groups for stand_in in away)))
    users = and_(candidates.c.kind == "user", candidates.c.name.in_(people))
    return _offered_where(
        or_(users, and_(candidates.c.kind == "group", candidates.c.name.in_(groups)))
    )


def _offered_where(named: ColumnElement[bool]) -> ColumnElement[bool]:
    theirs = select(candidates.c.case_id).where(
        candidates.c.case_id == tasks.c.case_id,
        candidates.c.instance == tasks.c.instance,
        named,
    )
    return theirs.exists()


def _named(seen: Seen) -> ColumnElement[bool]:
    return or_(
        and_(candidates.c.kind == "user", candidates.c.name == seen.login),
        and_(candidates.c.kind == "group", candidates.c.name.in_(sorted(seen.groups))),
    )


def _own_task(seen: Seen) -> ColumnElement[bool]:
    return or_(tasks.c.assignee == seen.login, cases.c.manager == seen.login, _offered(seen))


def _own_case(seen: Seen) -> ColumnElement[bool]:
    """Is it the person's own case, or has or had it a task of theirs or their groups'?"""
    touched = (
        select(tasks.c.case_id)
        .where(
            tasks.c.case_id == cases.c.id,
            or_(tasks.c.assignee == seen.login, tasks.c.closed_by == seen.login),
        )
        .exists()
    )
    offered = select(candidates.c.case_id).where(
        candidates.c.case_id == cases.c.id, _named(seen)
    ).exists()  # fmt: skip
    return or_(cases.c.manager == seen.login, touched, offered)


def _finds(text: str) -> list[ColumnElement[bool]]:
    if not text:
        return []
    return [
        or_(
            cases.c.number.icontains(text, autoescape=True),
            cases.c.customer_name.icontains(text, autoescape=True),
            cases.c.account_no.icontains(text, autoescape=True),
        )
    ]


def _behind(order: Sequence[Any], after: TaskPlace, *, down: bool) -> ColumnElement[bool]:
    """Is the row behind a place? Spelled out, since a moment binds by its column's type."""
    first, second, third = order

    def beyond(column: Any, value: Any) -> ColumnElement[bool]:  # noqa: ANN401
        past: ColumnElement[bool] = column < value if down else column > value
        return past

    at, case, instance = after
    return or_(
        beyond(first, at),
        and_(first == at, beyond(second, case)),
        and_(first == at, second == case, beyond(third, instance)),
    )
