"""Cases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import orjson
from sqlalchemy import Connection, bindparam, func, insert, select, update

from engine.cases.errors import CaseMoved
from engine.cases.records import Activity, CaseRecord, CaseState, TaskState
from engine.feel.wire import dumps, extended, loads
from engine.kernel.growing import added
from engine.kernel.ids import CaseId, CustomerId, DefinitionId, StationId, UserId
from engine.storage.packing import WORTH, pack, unpack
from engine.storage.prepared import Prepared, Record
from engine.storage.repositories.cases.searching import learn
from engine.storage.tables.cases import case as table
from engine.storage.tables.tasks import task as tasks
from engine.storage.types import as_micros, fits, from_micros

_MANY = 400
"""Bytes of activities that are worth packing: those of a few come and go with the next steps."""

_A_PAGE = 3000
"""Bytes of variables that fit a page of SQLite beside the rest of a case."""

_GOING = [state.value for state in CaseState if not state.is_over]
_NUMBER = "YK{year}{id:06d}"
_NEVER = 2**62
"""A key that no case gets: the one of a rehearsal. Counting up is not undone with a transaction."""

LOAD = Prepared(select(table).where(table.c.id == bindparam("key")).with_for_update())
_SAME = update(table).where(table.c.id == bindparam("key"), table.c.version == bindparam("was"))
_MOVING = ["version", "tokens", "variables", "activities", "chain_seq", "chain_hash"]
_SAVE = Prepared(_SAME, _MOVING)
_SELDOM = ["manager", "account_no", "state", "outcome", "ended_at", "definition_id", "stage"]
_SAVE_ALL = Prepared(_SAME, [*_MOVING, *_SELDOM])
"""SQLite writes an index anew when a column of it is set, to the same value too."""
_HAND_OVER = Prepared(
    update(tasks).where(tasks.c.case_id == bindparam("key"), tasks.c.state == TaskState.OPEN.value),
    ["manager"],
)
"""A case's open tasks name its manager, for the lists."""


class SqlCases:
    """Cases inside a transaction."""

    def __init__(self, connection: Connection, *, lent: bool = False) -> None:
        """Work on an open transaction; `lent`: it will be undone, and new cases take no number."""
        self._db = connection
        self._lent = lent
        self._loaded: dict[CaseId, CaseRecord] = {}
        self._written: dict[CaseId, bytes] = {}
        """The variables of those as they stand in the store."""

    def reserve(self, case: CaseRecord, request: str | None) -> CaseRecord:
        """Enter a new case and return it with its id and number (`YK2026000123`)."""
        row = _values(case) | {"request": request, "number": None, "station_id": case.station}
        if self._lent:
            row["id"] = _NEVER
        entered = insert(table).values(row).returning(table.c.id)
        key = CaseId(self._db.execute(entered).scalar_one())
        number = _NUMBER.format(year=case.started.year, id=0 if self._lent else key)
        self._db.execute(update(table).where(table.c.id == key).values(number=number))
        learn(self._db, case.station, case.customer_name)
        learn(self._db, case.station, case.account_no)
        entered_as = self._loaded[key] = replace(case, id=key, number=number)
        return entered_as

    def of_request(self, station: StationId, request: str) -> CaseRecord | None:
        """Return the case a request to start one has led to."""
        known = (table.c.station_id == station, table.c.request == request)
        row = self._db.execute(select(table).where(*known)).first()
        return case_of(row) if row is not None else None

    def load(self, case: CaseId) -> CaseRecord | None:
        """Return a case and keep other writers off it until the transaction ends."""
        if not fits(case):
            return None
        row = LOAD.first(self._db, {"key": case})
        if row is None:
            return None
        written = self._written[case] = unpack(bytes(row.variables))
        loaded = self._loaded[case] = case_of(row, written)
        return loaded

    def look(self, case: CaseId) -> CaseRecord | None:
        """Return a case as it stands, locking nothing."""
        if not fits(case):
            return None
        row = self._db.execute(select(table).where(table.c.id == case)).first()
        return case_of(row) if row is not None else None

    def save(self, case: CaseRecord) -> None:
        """Save a case as one version later. Raises CaseMoved when the stored version is another."""
        before = self._loaded.get(case.id)
        variables = self._variables(case, before)
        moved = _moving(case, pack(variables, self._worth(case))) | {
            "key": case.id,
            "was": case.version,
            "version": case.version + 1,
        }
        same = before is not None and _listed(before) == _listed(case)
        if not (_SAVE if same else _SAVE_ALL).run_surely(self._db, moved):
            raise CaseMoved(case.id)
        if before is None or before.account_no != case.account_no:
            learn(self._db, case.station, case.account_no)
        if before is None or before.manager != case.manager:
            _HAND_OVER.run(self._db, {"key": case.id, "manager": case.manager})

    def _variables(self, case: CaseRecord, before: CaseRecord | None) -> bytes:
        """Write variables; of those that only grew since they were loaded, what is new."""
        written = self._written.get(case.id)
        if written is not None and before is not None:
            more = added(before.variables, case.variables)
            if more is not None:
                return extended(written, more)
        return dumps(dict(case.variables))

    def _worth(self, case: CaseRecord) -> int:
        """Return from how many bytes on variables are packed.

        On SQLite those of a page's size stay plain as long as every step writes them anew.
        """
        comes_again = self._db.dialect.name == "sqlite" and case.ended is None
        return _A_PAGE if comes_again else WORTH

    def open_cases(self, managers: Sequence[UserId]) -> Mapping[UserId, int]:
        """Count the open cases of managers."""
        counted = (
            select(table.c.manager, func.count())
            .where(table.c.manager.in_(managers), table.c.state.in_(_GOING))
            .group_by(table.c.manager)
        )
        return {UserId(row[0]): row[1] for row in self._db.execute(counted)}


def _values(case: CaseRecord) -> dict[str, Any]:
    return _moving(case, pack(dumps(dict(case.variables)))) | {
        "process": case.process,
        "business_key": case.business_key,
        "customer_id": case.customer,
        "customer_name": case.customer_name,
        "started_at": case.started,
    }


def _moving(case: CaseRecord, variables: bytes) -> dict[str, Any]:
    """Return what a step can change; variables as they are to be stored."""
    return {
        "manager": case.manager,
        "account_no": case.account_no,
        "state": case.state.value,
        "outcome": case.outcome,
        "version": case.version,
        "tokens": case.tokens,
        "variables": variables,
        "activities": _activities_row(case.activities.values()),
        "chain_seq": case.chain[0],
        "chain_hash": case.chain[1],
        "ended_at": case.ended,
        "definition_id": case.definition,
        "stage": case.stage,
    }


def _listed(case: CaseRecord) -> tuple[object, ...]:
    """Return what changes seldom, and what lists are made by."""
    place = case.definition, case.stage
    return case.manager, case.account_no, case.state, case.outcome, case.ended, *place


def case_of(row: Record, variables: bytes | None = None) -> CaseRecord:
    """Return the case a row holds; its variables may have been unpacked already."""
    if variables is None:
        variables = unpack(bytes(row.variables))
    activities = [_activity(found) for found in orjson.loads(unpack(bytes(row.activities)))]
    return CaseRecord(
        id=CaseId(row.id),
        station=StationId(row.station_id),
        number=row.number,
        business_key=row.business_key,
        definition=DefinitionId(row.definition_id),
        process=row.process,
        stage=row.stage,
        customer=CustomerId(row.customer_id) if row.customer_id is not None else None,
        customer_name=row.customer_name,
        account_no=row.account_no,
        manager=UserId(row.manager) if row.manager is not None else None,
        state=CaseState(row.state),
        outcome=row.outcome,
        version=row.version,
        tokens=bytes(row.tokens),
        variables=loads(variables),
        activities={activity.instance: activity for activity in activities},
        chain=(row.chain_seq, bytes(row.chain_hash)),
        started=row.started_at,
        ended=row.ended_at,
    )


def _activities_row(activities: Iterable[Activity]) -> bytes:
    return pack(orjson.dumps([_activity_row(each) for each in activities]), _MANY)


def _activity_row(activity: Activity) -> list[Any]:
    a = activity
    row = [a.instance, a.element, a.definition, a.process, a.scope, as_micros(a.since)]
    return [*row, True] if a.failed else row


def _activity(row: list[Any]) -> Activity:
    instance, element, definition, process, scope, since = row[:6]
    return Activity(
        instance=instance,
        element=element,
        definition=DefinitionId(definition),
        process=process,
        scope=scope,
        since=from_micros(since),
        failed=len(row) > 6,
    )
