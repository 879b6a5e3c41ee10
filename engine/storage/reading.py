"""Lists for people: inbox and cases, each a page by keyset, so that page 1,000 costs as page 1.

What a person sees has several sources (own tasks, those of own cases, of each group). Each is one
range of an index, read from where the page begins and no further than the page is long; what they
give is put together and cut again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Row,
    Select,
    func,
    or_,
    select,
    union,
)

from engine.cases.ports.reading import (
    MANY,
    CasePlace,
    IncidentPlace,
    IncidentRow,
    Seen,
    TaskPlace,
    TaskRow,
)
from engine.cases.records import CaseRecord, CaseState
from engine.kernel.ids import CaseId, CustomerId, StationId, UserId
from engine.storage.lists.cases import case_sources
from engine.storage.lists.tasks import OPEN, task_sources
from engine.storage.repositories.cases import case_of
from engine.storage.repositories.incidents import incident_of
from engine.storage.repositories.tasks import task_of
from engine.storage.tables.cases import case as cases
from engine.storage.tables.tasks import task as tasks
from engine.storage.tables.waiting import incident as incidents
from engine.storage.types import fits

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
        parts = [source.page(after, limit, _finds(text)) for source in task_sources(seen, view)]
        if not parts:
            return []
        found = _together(parts).subquery()
        order = [found.c.moment, found.c.case_id, found.c.instance]
        wanted = (
            select(tasks, *_CASE_COLUMNS)
            .select_from(found)
            .join(
                tasks,
                (tasks.c.case_id == found.c.case_id) & (tasks.c.instance == found.c.instance),
            )
            .join(cases, cases.c.id == found.c.case_id)
            .order_by(*(c.desc() for c in order) if view == "done" else order)
            .limit(limit)
        )
        return [_task_row(row) for row in self._db.execute(wanted)]

    def count(self, seen: Seen, view: str) -> int:
        """Count the tasks of a view of the inbox, up to MANY."""
        parts = [source.some(MANY) for source in task_sources(seen, view)]
        each = [self._rows(part) for part in parts]
        if len(parts) < 2 or max(each) in (sum(each), MANY):
            return max(each, default=0)  # what several sources hold need not be told apart
        return min(MANY, self._rows(_together(parts)))

    def _rows(self, found: Select[Any] | CompoundSelect[Any]) -> int:
        counted = select(func.count()).select_from(found.subquery())
        return int(self._db.execute(counted).scalar_one())

    def cases(
        self, seen: Seen, state: str | None, text: str, after: CasePlace | None, limit: int
    ) -> Sequence[CaseRecord]:
        """Return a page of cases, latest first, behind a place."""
        parts = [
            source.page(after, limit, _finds(text)) for source in case_sources(seen, _states(state))
        ]
        found = _together(parts).subquery()
        wanted = (
            select(cases)
            .select_from(found)
            .join(cases, cases.c.id == found.c.case_id)
            .order_by(found.c.case_id.desc())
            .limit(limit)
        )
        return [case_of(row) for row in self._db.execute(wanted)]

    def case(self, case: CaseId) -> CaseRecord | None:
        """Return a case as it stands."""
        if not fits(case):
            return None
        row = self._db.execute(select(cases).where(cases.c.id == case)).first()
        return case_of(row) if row is not None else None

    def numbered(self, station: StationId, numbers: Sequence[str]) -> Sequence[CaseRecord]:
        """Return cases by their numbers."""
        if not numbers:
            return []
        theirs = select(cases).where(cases.c.station_id == station, cases.c.number.in_(numbers))
        return [case_of(row) for row in self._db.execute(theirs.order_by(cases.c.id.desc()))]

    def of_customer(self, customer: CustomerId, limit: int) -> Sequence[CaseRecord]:
        """Return the latest cases of a customer."""
        theirs = select(cases).where(cases.c.customer_id == customer)
        wanted = theirs.order_by(cases.c.id.desc()).limit(limit)
        return [case_of(row) for row in self._db.execute(wanted)]

    def incidents(
        self, seen: Seen, after: IncidentPlace | None, limit: int
    ) -> Sequence[IncidentRow]:
        """Return a page of the open incidents, latest first, behind a place."""
        of_case = [cases.c[name] for name in ("number", "customer_name", "manager")]
        joined = incidents.outerjoin(cases, cases.c.id == incidents.c.case_id)
        wanted = select(incidents, *of_case).select_from(joined).order_by(incidents.c.id.desc())
        if not seen.station:
            wanted = wanted.where(cases.c.manager == seen.login)
        if after is not None:
            wanted = wanted.where(incidents.c.id < after)
        return [_incident_row(row) for row in self._db.execute(wanted.limit(limit))]

    def open_tasks(self, wanted: Sequence[CaseId]) -> Mapping[CaseId, Sequence[TaskRow]]:
        """Return the open tasks of cases, most urgent first."""
        of_them = (
            select(tasks, *_CASE_COLUMNS)
            .join(cases, cases.c.id == tasks.c.case_id)
            .where(tasks.c.case_id.in_(wanted), OPEN)
            .order_by(tasks.c.urgent_at, tasks.c.instance)
        )
        found: dict[CaseId, list[TaskRow]] = {case: [] for case in wanted}
        for row in self._db.execute(of_them):
            found[CaseId(row.case_id)].append(_task_row(row))
        return found


def _together(parts: Sequence[Select[Any]]) -> Select[Any] | CompoundSelect[Any]:
    """Put sources together, each row once."""
    if len(parts) == 1:
        return parts[0]
    return union(*(select(part.subquery()) for part in parts))


def _states(wanted: str | None) -> Sequence[CaseState]:
    """Return the states a filter of the list of cases stands for; none named, all of them."""
    if wanted is None:
        return ()
    return [state for state in CaseState if state.is_over is (wanted != "open")]


def _incident_row(row: Row[Any]) -> IncidentRow:
    return IncidentRow(
        incident=incident_of(row),
        number=row.number or "",
        customer=row.customer_name or "",
        manager=UserId(row.manager) if row.manager is not None else None,
    )


def _task_row(row: Row[Any]) -> TaskRow:
    return TaskRow(
        task=task_of(row), number=row.number, customer=row.customer_name, stage=row.stage
    )


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
