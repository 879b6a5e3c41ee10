"""The append-only history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby, islice
from operator import attrgetter

from sqlalchemy import Connection, insert, select, update

from engine.cases.ports.histories import EventsWanted, StoredChain
from engine.feel.wire import loads
from engine.history.chain import GENESIS, Recorded
from engine.history.entries import MARK, Entry, enter, events_of
from engine.identity.audit import StoredEvent
from engine.kernel.ids import CaseId, CustomerId, StationId, UserId
from engine.kernel.messages import Event
from engine.storage.packing import pack, unpack
from engine.storage.prepared import Prepared, Record
from engine.storage.tables.cases import case as cases
from engine.storage.tables.cases import history as table
from engine.storage.tables.stations import customer as customers

_APPEND = Prepared(insert(table), [column.name for column in table.c])

_AT_ONCE = 1000
_ROWS = 100

_BY_ITSELF = table.c.actor.is_(None)

STATION_CHAIN = CaseId(0)
"""The chain of what belongs to no case: deployments and the like. Its rows keep its end."""


def chain_of(customer: CustomerId) -> CaseId:
    """Return the key of a customer's chain: below zero, where no case is."""
    return CaseId(-customer)


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
        entry = enter(events, after=after, at=at, actor=actor)
        row = {
            "case_id": case,
            "seq": entry.seq,
            "station_id": self._station,
            "at": entry.at,
            "actor": entry.actor,
            "events": pack(entry.events),
            "marks": entry.marks,
            "hash": entry.hash if case == STATION_CHAIN else entry.hash[:MARK],
        }
        _APPEND.run_each(self._db, [row])
        return entry.last, entry.hash

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
        """Give the events of a case, latest first.

        Rows are fetched by the hundred: the latest few cost no more.
        """
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

    def append_to_customer(
        self, customer: CustomerId, events: Sequence[Event], *, at: datetime, actor: UserId | None
    ) -> None:
        """Chain events behind a customer's. Its row is locked until the transaction ends."""
        own = customers.c.id == customer
        head = select(customers.c.chain_seq, customers.c.chain_hash).where(own).with_for_update()
        row = self._db.execute(head).one()
        after = (row.chain_seq, bytes(row.chain_hash))
        seq, last = self.append(chain_of(customer), events, after=after, at=at, actor=actor)
        moved = update(customers).where(own).values(chain_seq=seq, chain_hash=last)
        self._db.execute(moved)

    def of_station(self, kinds: Sequence[str], before: int | None) -> Iterator[StoredEvent]:
        """Give the station's events of some kinds before one of them, latest first."""
        return self._latest(STATION_CHAIN, kinds, before)

    def of_customer(
        self, customer: CustomerId, before: int | None, limit: int
    ) -> Sequence[StoredEvent]:
        """Return a customer's events before one of them, latest first."""
        return list(islice(self._latest(chain_of(customer), (), before), limit))

    def _latest(
        self, chain: CaseId, kinds: Sequence[str], before: int | None
    ) -> Iterator[StoredEvent]:
        for event in self.latest(chain, EventsWanted(kinds=kinds, before=before)):
            yield StoredEvent(
                seq=event.seq,
                at=event.at,
                kind=event.kind,
                actor=event.actor,
                data=loads(event.data),
            )

    def chains(self) -> Iterator[StoredChain]:
        """Give every chain there is, and every case and customer that should have one."""
        expected = self._ends()
        wanted = select(table).order_by(table.c.case_id, table.c.seq)
        rows = self._db.execute(wanted.execution_options(yield_per=_AT_ONCE))
        for case, entries in groupby(rows, attrgetter("case_id")):
            events = (event for row in entries for event in events_of(_entry(row)))
            yield _stored(CaseId(case), expected.pop(case, None), events)
        for case, end in sorted(expected.items()):
            yield _stored(CaseId(case), end, ())

    def chain(self, case: CaseId) -> StoredChain:
        """Give a case's chain, whether or not the case is there."""
        end = select(cases.c.id, cases.c.number, cases.c.chain_seq, cases.c.chain_hash)
        row = self._db.execute(end.where(cases.c.id == case)).first()
        return _stored(case, row, self.of_case(case))

    def _ends(self) -> dict[int, Record]:
        """Return where each chain should end, by its key."""
        ends = select(cases.c.id, cases.c.number, cases.c.chain_seq, cases.c.chain_hash)
        expected = {row.id: row for row in self._db.execute(ends)}
        number = customers.c.name.label("number")
        ends = select(customers.c.id, number, customers.c.chain_seq, customers.c.chain_hash)
        # Who was entered before customers had a history has none.
        for row in self._db.execute(ends.where(customers.c.chain_seq > 0)):
            expected[chain_of(row.id)] = row
        return expected


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
