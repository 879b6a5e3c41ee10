"""Time-limit clocks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

import orjson
from sqlalchemy import Connection, bindparam, func, insert, select, update

from engine.cases.records import PinnedClock
from engine.cases.stepping.limits import as_row, from_row
from engine.feel.wire import dumps, loads
from engine.kernel.ids import CaseId, DefinitionId
from engine.storage.packing import pack, unpack
from engine.storage.prepared import Prepared, Record
from engine.storage.tables.cases import case as cases
from engine.storage.tables.cases import clock as table
from engine.storage.types import as_micros, from_micros
from engine.timelimits.alarms import Said
from engine.timelimits.events import ClockEvent, Do
from engine.timelimits.limits import Limit

_ORDER = (table.c.case_id, table.c.started_at, table.c.instance)
_OF_CASE = Prepared(select(table).where(table.c.case_id == bindparam("case_key")).order_by(*_ORDER))
OPEN_OF = Prepared(
    select(table).where(table.c.case_id == bindparam("case_key"), table.c.stopped_at.is_(None))
)
_ATTEMPTS = Prepared(
    select(func.count().label("number")).where(
        table.c.case_id == bindparam("case_key"), table.c.checkpoint == bindparam("of_checkpoint")
    )
)
_MOVE = Prepared(
    update(table).where(
        table.c.case_id == bindparam("case_key"), table.c.instance == bindparam("instance_key")
    ),
    ["events", "state", "due_at", "stopped_at", "alarm_at"],
)
_ENTER = Prepared(
    insert(table).values(
        station_id=select(cases.c.station_id)
        .where(cases.c.id == bindparam("case_key"))
        .scalar_subquery()
    ),
    [column.name for column in table.c if column.name not in ("station_id", "told")],
)


class SqlClocks:
    """Clocks inside a transaction."""

    def __init__(self, connection: Connection) -> None:
        """Work on an open transaction."""
        self._db = connection

    def of_case(self, case: CaseId) -> Sequence[PinnedClock]:
        """Return every clock of a case, oldest first."""
        return [clock_of(row) for row in _OF_CASE.all(self._db, {"case_key": case})]

    def of_cases(self, wanted: Sequence[CaseId]) -> Sequence[PinnedClock]:
        """Return every clock of some cases, oldest first."""
        of_them = select(table).where(table.c.case_id.in_(wanted))
        return [clock_of(row) for row in self._db.execute(of_them.order_by(*_ORDER))]

    def open_of(self, case: CaseId) -> Sequence[PinnedClock]:
        """Return the clocks of a case that have not stopped, oldest first."""
        found = [clock_of(row) for row in OPEN_OF.all(self._db, {"case_key": case})]
        found.sort(key=lambda clock: (clock.started, clock.instance))
        return found

    def attempts(self, case: CaseId, checkpoint: str) -> int:
        """Count the clocks a checkpoint has had in a case."""
        found = _ATTEMPTS.first(self._db, {"case_key": case, "of_checkpoint": checkpoint})
        return int(found.number) if found is not None else 0

    def add(self, clocks: Sequence[PinnedClock]) -> None:
        """Enter new clocks."""
        _ENTER.run_each(self._db, [_moving(clock) | _fixed(clock) for clock in clocks])

    def rebind(self, clocks: Sequence[PinnedClock]) -> None:
        """Save to which element of which definition clocks belong."""
        for clock in clocks:
            here = (table.c.case_id == clock.case, table.c.instance == clock.instance)
            place = {"element": clock.element, "definition_id": clock.definition}
            self._db.execute(update(table).where(*here).values(place))

    def put(self, clocks: Sequence[PinnedClock]) -> None:
        """Save clocks as they stand now."""
        _MOVE.run_each(self._db, [_moving(clock) for clock in clocks])

    def any_alarm(self, now: datetime) -> bool:
        """Say whether a clock has something to tell."""
        wanted = select(table.c.case_id).where(table.c.alarm_at <= now).limit(1)
        return self._db.execute(wanted).first() is not None

    def alarms(self, now: datetime, limit: int) -> Sequence[tuple[PinnedClock, Said]]:
        """Return clocks that have something to tell, and what they told before.

        Passes over those another is looking at. Cases are not locked: a step that goes on
        meanwhile waits for the row of the clock at most, and sets its next alarm anew.
        """
        wanted = select(table).where(table.c.alarm_at <= now).order_by(table.c.alarm_at)
        rows = self._db.execute(wanted.limit(limit).with_for_update(skip_locked=True))
        return [(clock_of(row), Said(row.told)) for row in rows]

    def look_again(self, clock: PinnedClock, said: Said, at: datetime | None) -> None:
        """Save what a clock has told, and when it next has something to tell."""
        here = (table.c.case_id == clock.case, table.c.instance == clock.instance)
        self._db.execute(update(table).where(*here).values(told=int(said), alarm_at=at))


def _moving(clock: PinnedClock) -> dict[str, Any]:
    """Return what a step can change, and the key."""
    return {
        "case_key": clock.case,
        "instance_key": clock.instance,
        "events": pack(orjson.dumps([_event_row(event) for event in clock.events])),
        "state": clock.state,
        "due_at": clock.due,
        "stopped_at": clock.stopped,
        "alarm_at": clock.alarm,
    }


def _event_row(event: ClockEvent) -> list[Any]:
    return [as_micros(event.at), event.do.value, event.reason]


def _fixed(clock: PinnedClock) -> dict[str, Any]:
    return {
        "case_id": clock.case,
        "instance": clock.instance,
        "checkpoint": clock.checkpoint,
        "attempt": clock.attempt,
        "element": clock.element,
        "definition_id": clock.definition,
        "limits": _packed(clock.limits),
        "original_due_at": clock.original_due,
        "started_at": clock.started,
    }


@lru_cache(1024)
def _packed(limits: tuple[Limit, ...]) -> bytes:
    """Write the limits pinned on a clock; those of many cases are the same."""
    return pack(dumps([as_row(limit) for limit in limits]))


@lru_cache(1024)
def _limits(packed: bytes) -> tuple[Limit, ...]:
    """Read what `_packed` wrote."""
    return tuple(from_row(limit) for limit in loads(unpack(packed)))


def clock_of(row: Record) -> PinnedClock:
    """Return the clock a row holds."""
    return PinnedClock(
        case=CaseId(row.case_id),
        instance=row.instance,
        checkpoint=row.checkpoint,
        attempt=row.attempt,
        element=row.element,
        definition=DefinitionId(row.definition_id),
        limits=_limits(bytes(row.limits)),
        events=tuple(
            ClockEvent(at=from_micros(at), do=Do(do), reason=reason)
            for at, do, reason in orjson.loads(unpack(bytes(row.events)))
        ),
        state=row.state,
        due=row.due_at,
        original_due=row.original_due_at,
        started=row.started_at,
        stopped=row.stopped_at,
        alarm=row.alarm_at,
    )
