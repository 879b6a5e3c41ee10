"""Lists for people: inbox and cases, each a page by keyset, so that page 1,000 costs as page 1.

What a person sees has several sources (own tasks, those of own cases, of each group). Each is one
range of an index, read from where the page begins and no further than the page is long; what they
give is put together and cut again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, and_, func, select

from engine.cases.ports.reading import (
    EVERYTHING,
    CasePlace,
    CaseWish,
    DuePlace,
    IncidentPlace,
    IncidentRow,
    Looked,
    Seen,
    Tally,
    TaskPlace,
    TaskRow,
    TaskWish,
    Wanted,
)
from engine.cases.records import CaseRecord
from engine.kernel.ids import CaseId, CustomerId, StationId, UserId
from engine.storage.lists.cases import of_customer
from engine.storage.lists.inbox import CASE_COLUMNS, TaskLists
from engine.storage.lists.register import CaseLists
from engine.storage.lists.tasks import OPEN, TaskList
from engine.storage.lists.walking import Key
from engine.storage.repositories.cases.cases import case_of
from engine.storage.repositories.cases.tasks import task_of
from engine.storage.repositories.waiting.incidents import incident_of
from engine.storage.tables.cases import case as cases
from engine.storage.tables.tasks import task as tasks
from engine.storage.tables.waiting import incident as incidents
from engine.storage.types import fits


class SqlReading:
    """Pages of tasks and cases."""

    def __init__(self, connection: Connection) -> None:
        """Look through an open transaction."""
        self._db = connection
        self._tasks = TaskLists(connection)
        self._cases = CaseLists(connection)

    def tasks(
        self, seen: Seen, wish: TaskWish, after: TaskPlace | None, limit: int
    ) -> Looked[TaskPlace, TaskRow]:
        """Return a page of one view of the inbox, behind a place. Raises TooManyToSort."""
        wanted = TaskList(seen, wish.view, wish.wanted, wish.order)
        found = self._tasks.page(wanted, after, limit)
        rows = [_task_row(row) for row in self._tasks.rows(found.keys)]
        return Looked(rows=rows, next=_task_place(found.next), partial=found.partial)

    def count(self, seen: Seen, view: str, wanted: Wanted = EVERYTHING) -> Tally:
        """Count the tasks of a view of the inbox, up to MANY."""
        return self._tasks.count(TaskList(seen, view, wanted))

    def counts(self, seen: Seen, views: Sequence[str]) -> Mapping[str, int]:
        """Count the tasks of several views, each up to MANY."""
        found = self._tasks.count_each([TaskList(seen, view) for view in views])
        return dict(zip(views, found, strict=True))

    def cases(
        self, seen: Seen, wish: CaseWish, after: CasePlace | None, limit: int
    ) -> Looked[CasePlace, CaseRecord]:
        """Return a page of cases behind a place."""
        found = self._cases.page(seen, wish, after, limit)
        rows = [case_of(row) for row in self._cases.rows(found.keys)]
        following = CaseId(found.next[0]) if found.next is not None else None
        return Looked(rows=rows, next=following, partial=found.partial)

    def count_cases(self, seen: Seen, wish: CaseWish) -> Tally:
        """Count cases, up to MANY."""
        return self._cases.count(seen, wish)

    def pressing(
        self, seen: Seen, wish: CaseWish, after: DuePlace | None, limit: int
    ) -> Looked[DuePlace, CaseRecord]:
        """Return a page of cases by when their limits end, behind a place."""
        found = self._cases.pressing(seen, wish, after, limit)
        keys = [(case,) for _moment, case in found.keys]
        following = (found.next[0], CaseId(found.next[1])) if found.next is not None else None
        rows = [case_of(row) for row in self._cases.rows(keys)]
        return Looked(rows=rows, next=following, partial=found.partial)

    def cases_of_customer(
        self, seen: Seen, customer: CustomerId, after: CasePlace | None, limit: int
    ) -> Sequence[CaseRecord]:
        """Return a page of a customer's cases that a person sees, latest first, behind a place."""
        if not fits(customer):
            return []
        wanted = of_customer(seen, customer, after).limit(limit)
        return [case_of(row) for row in self._db.execute(wanted)]

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

    def open_tasks(self, wanted: Sequence[CaseId], most: int) -> Mapping[CaseId, Sequence[TaskRow]]:
        """Return the open tasks of cases, most urgent first, no more of each than `most`."""
        by_urgency = (tasks.c.urgent_at, tasks.c.instance)
        place = func.row_number().over(partition_by=tasks.c.case_id, order_by=by_urgency)
        first = select(tasks.c.case_id, tasks.c.instance, place.label("place"))
        first_of = first.where(tasks.c.case_id.in_(wanted), OPEN).subquery()
        same = (tasks.c.case_id == first_of.c.case_id, tasks.c.instance == first_of.c.instance)
        of_them = (
            select(tasks, *CASE_COLUMNS)
            .join(first_of, and_(*same))
            .join(cases, cases.c.id == tasks.c.case_id)
            .where(first_of.c.place <= most)
            .order_by(*by_urgency)
        )
        found: dict[CaseId, list[TaskRow]] = {case: [] for case in wanted}
        for row in self._db.execute(of_them):
            found[CaseId(row.case_id)].append(_task_row(row))
        return found


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


def _task_place(key: Key | None) -> TaskPlace | None:
    return (key[0], CaseId(key[1]), key[2]) if key is not None else None
