"""Lists for people: inbox and cases, each a page by keyset, so that page 1,000 costs as page 1."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, or_, select

from engine.cases.ports import CasePlace, Seen, TaskPlace, TaskRow
from engine.cases.records import CaseRecord, CaseState, TaskState
from engine.kernel.ids import CaseId
from engine.storage.repositories.cases import case_of
from engine.storage.repositories.tasks import task_of
from engine.storage.tables import case as cases
from engine.storage.tables import task as tasks
from engine.storage.tables import task_candidate as candidates
from engine.storage.types import fits

_OPEN = tasks.c.state == TaskState.OPEN.value
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
        wanted = _tasks(select(tasks, *_CASE_COLUMNS), seen, view).where(*_finds(text))
        moment = tasks.c.closed_at if view == "done" else tasks.c.urgent_at
        order = [moment, tasks.c.case_id, tasks.c.instance]
        wanted = wanted.order_by(*(c.desc() for c in order) if view == "done" else order)
        if after is not None:
            wanted = wanted.where(_behind(order, after, down=view == "done"))
        return [_task_row(row) for row in self._db.execute(wanted.limit(limit))]

    def count(self, seen: Seen, view: str) -> int:
        """Count the tasks of a view of the inbox."""
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
            is_open = cases.c.state == CaseState.OPEN.value
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
        case "late":
            return joined.where(_OPEN, tasks.c.assignee == seen.login, tasks.c.urgent_at < seen.now)
        case "done":
            return joined.where(tasks.c.closed_by == seen.login)
        case _:
            return joined.where(_OPEN, *(() if seen.station else (_own_task(seen),)))


def _offered(seen: Seen) -> ColumnElement[bool]:
    """Is the task offered to the person or to one of their groups?"""
    theirs = select(candidates.c.case_id).where(
        candidates.c.case_id == tasks.c.case_id,
        candidates.c.instance == tasks.c.instance,
        _named(seen),
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
