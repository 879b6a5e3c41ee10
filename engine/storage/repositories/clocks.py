"""Time-limit clocks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from engine.cases.limits import as_row, from_row
from engine.cases.records import PinnedClock
from engine.feel.wire import dumps, loads
from engine.kernel.ids import CaseId, DefinitionId
from engine.storage.tables import case as cases
from engine.storage.tables import clock as table
from engine.timelimits.events import ClockEvent, Do


class SqlClocks:
    """Clocks inside a transaction."""

    def __init__(self, connection: Connection) -> None:
        """Work on an open transaction."""
        self._db = connection

    def of_case(self, case: CaseId) -> Sequence[PinnedClock]:
        """Return every clock of a case, oldest first."""
        return self.of_cases([case])

    def of_cases(self, wanted: Sequence[CaseId]) -> Sequence[PinnedClock]:
        """Return every clock of some cases, oldest first."""
        of_them = select(table).where(table.c.case_id.in_(wanted))
        ordered = of_them.order_by(table.c.case_id, table.c.started_at, table.c.instance)
        return [clock_of(row) for row in self._db.execute(ordered)]

    def put(self, clocks: Sequence[PinnedClock]) -> None:
        """Enter or save clocks."""
        for clock in clocks:
            moving = {
                "events": dumps([[e.at, e.do.value, e.reason] for e in clock.events]).decode(),
                "state": clock.state,
                "due_at": clock.due,
                "stopped_at": clock.stopped,
            }
            known = (table.c.case_id == clock.case, table.c.instance == clock.instance)
            if self._db.execute(update(table).where(*known).values(moving)).rowcount == 0:
                self._db.execute(insert(table).values(**moving, **self._fixed(clock)))

    def _fixed(self, clock: PinnedClock) -> dict[str, Any]:
        station = select(cases.c.station_id).where(cases.c.id == clock.case).scalar_subquery()
        return {
            "case_id": clock.case,
            "instance": clock.instance,
            "station_id": station,
            "checkpoint": clock.checkpoint,
            "attempt": clock.attempt,
            "element": clock.element,
            "definition_id": clock.definition,
            "limits": dumps([as_row(limit) for limit in clock.limits]).decode(),
            "original_due_at": clock.original_due,
            "started_at": clock.started,
        }


def clock_of(row: Row[Any]) -> PinnedClock:
    """Return the clock a row holds."""
    return PinnedClock(
        case=CaseId(row.case_id),
        instance=row.instance,
        checkpoint=row.checkpoint,
        attempt=row.attempt,
        element=row.element,
        definition=DefinitionId(row.definition_id),
        limits=tuple(from_row(limit) for limit in loads(row.limits)),
        events=tuple(
            ClockEvent(at=at, do=Do(do), reason=reason) for at, do, reason in loads(row.events)
        ),
        state=row.state,
        due=row.due_at,
        original_due=row.original_due_at,
        started=row.started_at,
        stopped=row.stopped_at,
    )
