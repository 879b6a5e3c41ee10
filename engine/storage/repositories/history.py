"""The append-only history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from sqlalchemy import Connection, insert, select

from engine.cases.ports.reading import EventsWanted, StoredChain
from engine.feel.wire import loads
from engine.history.chain import GENESIS, Recorded, link
from engine.history.entries import Entry, enter, events_of
from engine.identity.people.answers import StationEvent
from engine.kernel.ids import CaseId, StationId, UserId
from engine.kernel.messages import Event
from engine.storage.packing import pack, unpack
from engine.storage.prepared import Prepared, Record
from engine.storage.tables.cases import case as cases
from engine.storage.tables.cases import history as table

_APPEND = Prepared(insert(table), [column.name for column in table.c])

_AT_ONCE = 1000
_ROWS = 100

_BY_ITSELF = table.c.actor.is_(None)

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
        linked = link(events, after=after, at=at, actor=actor)
        entry = enter(linked)
        row = {
            "case_id": case,
            "seq": entry.seq,
            "station_id": self._station,
            "at": entry.at,
            "actor": entry.actor,
            "events": pack(entry.events),
            "marks": entry.marks,
            "hash": entry.hash,
        }
        _APPEND.run_each(self._db, [row])
        return linked[-1].seq, entry.hash

    def append_to_station(
        self, events: Sequence[Event], *, at: datetime, actor: UserId | None
    ) -> None:
        """Chain events that belong to no case."""
        newest = (
            select(table)
            .where(table.c.case_id == STATION_CHAIN)
            .order_by(table.c.seq.desc())
            .limit(1)
        )
        row = self._db.execute(newest).first()
        entry = None if row is None else _entry(row)
        after = (0, GENESIS) if entry is None else (entry.last, entry.hash)
        self.append(STATION_CHAIN, events, after=after, at=at, actor=actor)

    def of_case(self, case: CaseId, kinds: Sequence[str] = ()) -> Sequence[Recorded]:
        """Return a case's events, oldest first; of some kinds only when any are named."""
        wanted = select(table).where(table.c.case_id == case).order_by(table.c.seq)
        return [
            event for row in self._db.execute(wanted) for event in events_of(_entry(row), kinds)
        ]

    def latest(self, case: CaseId, wanted: EventsWanted) -> Iterator[Recorded]:
        """Give the events of a case, latest first; rows are fetched by the hundred."""
        before, after = wanted.before, wanted.after or 0
        end = before
        while rows := self._rows_before(case, wanted, end):
            for entry in map(_entry, rows):
                for event in reversed(events_of(entry, wanted.kinds)):
                    if event.seq <= after:
                        return
                    if before is None or event.seq < before:
                        yield event
            end = rows[-1].seq

    def _rows_before(self, case: CaseId, wanted: EventsWanted, end: int | None) -> Sequence[Record]:
        found = select(table).where(table.c.case_id == case).order_by(table.c.seq.desc())
        if end is not None:
            found = found.where(table.c.seq < end)
        if wanted.by is not None:
            found = found.where(table.c.actor == wanted.by if wanted.by else _BY_ITSELF)
        if wanted.since is not None:
            found = found.where(table.c.at >= wanted.since)
        if wanted.until is not None:
            found = found.where(table.c.at < wanted.until)
        return self._db.execute(found.limit(_ROWS)).all()

    def actors(self, case: CaseId) -> Sequence[UserId]:
        """Return who has done something in a case."""
        wanted = select(table.c.actor).where(table.c.case_id == case).distinct()
        return [UserId(actor) for actor in self._db.execute(wanted).scalars() if actor]

    def of_kinds(self, kinds: Sequence[str]) -> Iterator[tuple[CaseId, Recorded]]:
        """Give every event of some kinds with its case. Reads the whole history."""
        wanted = select(table).order_by(table.c.case_id, table.c.seq)
        for row in self._db.execute(wanted.execution_options(yield_per=_AT_ONCE)):
            for event in events_of(_entry(row), kinds):
                yield CaseId(row.case_id), event

    def of_station(self, kinds: Sequence[str], before: int | None) -> Iterator[StationEvent]:
        """Give the station's events of some kinds before one of them, latest first.

        Rows are fetched by the hundred: whoever wants the latest few reads no more.
        """
        end = before
        while rows := self._station_rows(end):
            for entry in map(_entry, rows):
                for event in reversed(events_of(entry, kinds)):
                    if before is None or event.seq < before:
                        yield StationEvent(
                            seq=event.seq,
                            at=event.at,
                            kind=event.kind,
                            actor=event.actor,
                            data=loads(event.data),
                        )
            end = rows[-1].seq

    def _station_rows(self, before: int | None) -> Sequence[Record]:
        wanted = select(table).where(table.c.case_id == STATION_CHAIN).order_by(table.c.seq.desc())
        if before is not None:
            wanted = wanted.where(table.c.seq < before)
        return self._db.execute(wanted.limit(_ROWS)).all()

    def chains(self) -> Iterator[StoredChain]:
        """Give every chain there is, and every case that should have one, by case."""
        ends = select(cases.c.id, cases.c.number, cases.c.chain_seq, cases.c.chain_hash)
        expected = {row.id: row for row in self._db.execute(ends)}
        wanted = select(table).order_by(table.c.case_id, table.c.seq)
        rows = self._db.execute(wanted.execution_options(yield_per=_AT_ONCE))
        for case, entries in groupby(rows, attrgetter("case_id")):
            events = (event for row in entries for event in events_of(_entry(row)))
            yield _stored(CaseId(case), expected.pop(case, None), events)
        for case, end in sorted(expected.items()):
            yield _stored(CaseId(case), end, ())


def _stored(case: CaseId, end: Record | None, events: Iterable[Recorded]) -> StoredChain:
    return StoredChain(
        case=case,
        number=None if end is None else end.number,
        head=None if end is None else (end.chain_seq, bytes(end.chain_hash)),
        events=list(events),
    )


def _entry(row: Record) -> Entry:
    return Entry(
        seq=row.seq,
        at=row.at,
        actor=row.actor,
        events=unpack(_bytes(row.events)),
        marks=_bytes(row.marks),
        hash=_bytes(row.hash),
    )


def _bytes(stored: bytes | str) -> bytes:
    """Return a column's bytes; SQLite lets whoever tampers with it put text in their place."""
    return stored.encode() if isinstance(stored, str) else bytes(stored)
