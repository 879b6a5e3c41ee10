"""The append-only history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, insert, select

from engine.history.chain import GENESIS, Recorded, link
from engine.kernel.ids import CaseId, StationId, UserId
from engine.kernel.messages import Event
from engine.storage.prepared import Prepared
from engine.storage.tables import history as table

_APPEND = Prepared(insert(table), [column.name for column in table.c])

STATION_CHAIN = CaseId(0)
"""The chain of what belongs to no case: deployments and the like."""


class SqlHistory:
    """The history inside a transaction."""

    def __init__(self, connection: Connection, station: StationId) -> None:
        """Work on an open transaction."""
        self._db = connection
        self._station = station

    def append(
        self,
        case: CaseId,
        events: Sequence[Event],
        *,
        after: tuple[int, bytes],
        at: datetime,
        actor: UserId | None,
    ) -> tuple[int, bytes]:
        """Chain events behind `after` and return the new end of the chain."""
        if not events:
            return after
        rows = link(events, after=after, at=at, actor=actor)
        _APPEND.run_each(
            self._db,
            [
                {
                    "case_id": case,
                    "seq": row.seq,
                    "station_id": self._station,
                    "at": row.at,
                    "kind": row.kind,
                    "actor": row.actor,
                    "element": row.element,
                    "instance": row.instance,
                    "data": row.data,
                    "hash": row.hash,
                }
                for row in rows
            ],
        )
        return rows[-1].seq, rows[-1].hash

    def append_to_station(
        self, events: Sequence[Event], *, at: datetime, actor: UserId | None
    ) -> None:
        """Chain events that belong to no case."""
        newest = (
            select(table.c.seq, table.c.hash)
            .where(table.c.case_id == STATION_CHAIN)
            .order_by(table.c.seq.desc())
            .limit(1)
        )
        row = self._db.execute(newest).first()
        after = (row.seq, bytes(row.hash)) if row is not None else (0, GENESIS)
        self.append(STATION_CHAIN, events, after=after, at=at, actor=actor)

    def of_case(self, case: CaseId, kinds: Sequence[str] = ()) -> Sequence[Recorded]:
        """Return a case's events, oldest first; of some kinds only when any are named."""
        wanted = select(table).where(table.c.case_id == case).order_by(table.c.seq)
        if kinds:
            wanted = wanted.where(table.c.kind.in_(kinds))
        return [
            Recorded(
                seq=row.seq,
                at=row.at,
                kind=row.kind,
                actor=row.actor,
                element=row.element,
                instance=row.instance,
                data=bytes(row.data),
                hash=bytes(row.hash),
            )
            for row in self._db.execute(wanted)
        ]
