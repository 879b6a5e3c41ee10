"""Messages and signals awaited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    bindparam,
    delete,
    func,
    insert,
    literal,
    null,
    select,
)
from sqlalchemy import case as sql_case

from engine.cases.ports.stores import Address, WaitingPlace
from engine.cases.records import CaseState
from engine.jobs.jobs import JobKind, NewJob
from engine.kernel.ids import CaseId
from engine.storage.connections.wakeup import tell_workers
from engine.storage.prepared import Prepared
from engine.storage.repositories.waiting.jobs import row_of
from engine.storage.tables.cases import case as cases
from engine.storage.tables.waiting import job as jobs
from engine.storage.tables.waiting import subscription as table

_ADD = Prepared(insert(table), [column.name for column in table.c])
_REMOVE = Prepared(
    delete(table).where(
        table.c.case_id == bindparam("case_key"), table.c.instance == bindparam("instance_key")
    )
)
_FIRST = func.coalesce(table.c.first_instance, table.c.instance)


class SqlSubscriptions:
    """Subscriptions inside a transaction."""

    def __init__(self, connection: Connection) -> None:
        """Work on an open transaction."""
        self._db = connection

    def add(self, case: CaseId, instance: int, kind: str, name: str, first: int) -> None:
        """Await a message or signal at an element instance; `first` waited there before it."""
        row = {
            "case_id": case,
            "instance": instance,
            "kind": kind,
            "name": name,
            "first_instance": None if first == instance else first,
        }
        _ADD.run_each(self._db, [row])

    def remove(self, case: CaseId, instances: Sequence[int]) -> None:
        """Await nothing any more at element instances."""
        theirs = [{"case_key": case, "instance_key": instance} for instance in instances]
        _REMOVE.run_each(self._db, theirs)

    def messages(self, case: CaseId) -> Sequence[str]:
        """Return the names of the messages a case waits for."""
        waiting = select(table.c.name).where(table.c.case_id == case, table.c.kind == "message")
        return sorted(set(self._db.execute(waiting).scalars()))

    def of_case(self, case: CaseId) -> Sequence[tuple[str, str, int]]:
        """Return kind, name and element instance of all that a case waits for."""
        waiting = select(table.c.kind, table.c.name, table.c.instance)
        rows = self._db.execute(waiting.where(table.c.case_id == case).order_by(table.c.instance))
        return [(row.kind, row.name, row.instance) for row in rows]

    def waiting(self, message: str, address: Address, limit: int) -> Sequence[WaitingPlace]:
        """Return up to `limit` places in open cases that wait for a message."""
        wanted = waiting_at(message, address).limit(limit)
        return [WaitingPlace(CaseId(row[0]), row[1], row[2]) for row in self._db.execute(wanted)]

    def count(self, message: str) -> int:
        """Count the places that wait for a message."""
        theirs = table.c.kind == "message", table.c.name == message
        return self._db.execute(select(func.count()).select_from(table).where(*theirs)).scalar_one()

    def tell(
        self, signal: str, payload: Mapping[str, Any], at: datetime, besides: CaseId | None
    ) -> int:
        """Make a job for each place that waits for a signal now, but for those of one case.

        One statement, however many they are; a job keeps in its instance who waited first.
        """
        job = row_of(NewJob(kind=JobKind.DELIVER, due_at=at, payload=payload))
        made: dict[str, Any] = {name: literal(v, jobs.c[name].type) for name, v in job.items()}
        is_open = cases.c.state == CaseState.OPEN.value  # of a case that is suspended it sleeps
        made |= {
            "station_id": cases.c.station_id,
            "case_id": table.c.case_id,
            "element_instance": _FIRST,
            "run_at": sql_case((is_open, made["run_at"]), else_=null()),
        }
        theirs = select(*made.values()).join_from(table, cases, cases.c.id == table.c.case_id)
        theirs = theirs.where(table.c.kind == "signal", table.c.name == signal)
        if besides is not None:
            theirs = theirs.where(table.c.case_id != besides)
        told = insert(jobs).from_select(list(made), theirs)
        counted = {"preserve_rowcount": True}  # psycopg's would be lost for an INSERT
        reached = self._db.execute(told, execution_options=counted).rowcount
        if reached:
            tell_workers(self._db)
        return reached


def waiting_at(message: str, address: Address) -> Select[Any]:
    """Return the question for who waits for a message; by a case's keys when it is named by any."""
    wanted = select(table.c.case_id, table.c.instance, _FIRST).where(
        table.c.kind == "message", table.c.name == message
    )
    if not address.named:
        joined = wanted.join_from(table, cases, cases.c.id == table.c.case_id)
        here = cases.c.station_id == address.station, cases.c.state == CaseState.OPEN.value
        return joined.where(*here).order_by(table.c.case_id, table.c.instance)
    return wanted.where(table.c.case_id.in_(select(cases.c.id).where(*_keys(address))))


def _keys(address: Address) -> Iterator[ColumnElement[bool]]:
    """Give what an open case is found by.

    A database without statistics takes every index for as good as another. What nearly all cases
    have in common is said so that no index of it can be used, but for the number's own.
    """
    if address.number is not None:
        yield cases.c.station_id == address.station
        yield cases.c.number == address.number
    else:
        yield func.coalesce(cases.c.station_id, null()) == address.station
    if address.business_key is not None:
        yield cases.c.business_key == address.business_key
    if address.account_no is not None:
        yield cases.c.account_no == address.account_no
    yield func.coalesce(cases.c.state, null()) == CaseState.OPEN.value
