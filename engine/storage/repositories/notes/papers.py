"""Papers of cases: what the tables know of files; the files themselves lie in a folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, func, insert, select, text, update

from engine.cases.papers.kinds import PaperKind
from engine.cases.papers.ports import PaperRecord, RemovalRecord
from engine.kernel.ids import CaseId, PaperId, StationId, UserId
from engine.storage.prepared import Record
from engine.storage.tables.notes import paper as table
from engine.storage.types import fits

_AT_ONCE = 1000


class SqlPapers:
    """Papers inside a transaction."""

    def __init__(self, connection: Connection, station: StationId) -> None:
        """Work on an open transaction for one station."""
        self._db = connection
        self._station = station

    def add(self, paper: PaperRecord, request: str | None) -> PaperId:
        """Enter a paper (its `id` is ignored) and return the id given."""
        row = {
            "station_id": self._station,
            "case_id": paper.case,
            "instance": paper.task,
            "kind": paper.kind.value,
            "name": paper.name,
            "media": paper.media,
            "size": paper.size,
            "sha256": paper.sha256,
            "added_by": paper.by,
            "added_at": paper.at,
            "request": request,
        }
        entered = self._db.execute(insert(table).values(row).returning(table.c.id))
        return PaperId(entered.scalar_one())

    def of_request(self, case: CaseId, by: UserId, request: str) -> PaperRecord | None:
        """Return the paper that a request has led to."""
        same = (table.c.case_id == case, table.c.added_by == by, table.c.request == request)
        row = self._db.execute(select(table).where(*same)).first()
        return None if row is None else _paper(row)

    def get(self, case: CaseId, paper: PaperId) -> PaperRecord | None:
        """Return a paper of a case, removed or not."""
        if not fits(paper):
            return None
        wanted = select(table).where(table.c.id == paper, table.c.case_id == case)
        row = self._db.execute(wanted).first()
        return None if row is None else _paper(row)

    def of_case(self, case: CaseId) -> Sequence[PaperRecord]:
        """Return every paper of a case, latest first."""
        wanted = select(table).where(table.c.case_id == case).order_by(table.c.id.desc())
        return [_paper(row) for row in self._db.execute(wanted)]

    def remove(self, paper: PaperId, removal: RemovalRecord) -> None:
        """Mark a paper as removed."""
        row = {
            "removed_by": removal.by,
            "removed_at": removal.at,
            "removed_reason": removal.reason,
        }
        self._db.execute(update(table).where(table.c.id == paper).values(row))

    def count(self, case: CaseId) -> int:
        """Count the papers of a case that stand."""
        standing = (table.c.case_id == case, table.c.removed_at.is_(None))
        wanted = select(func.count()).select_from(table).where(*standing)
        return self._db.execute(wanted).scalar_one()

    def all(self) -> Iterator[PaperRecord]:
        """Give every paper of the store, in the order in which they came."""
        wanted = select(table).order_by(table.c.id).execution_options(yield_per=_AT_ONCE)
        yield from map(_paper, self._db.execute(wanted))

    def keep_others_off(self) -> None:
        """Let no other transaction add a paper until this one ends: SQLite has one writer."""
        if self._db.dialect.name == "postgresql":
            self._db.execute(text("LOCK TABLE paper IN SHARE ROW EXCLUSIVE MODE"))

    def is_used(self, sha256: str) -> bool:
        """Say whether any paper, removed or not, is of a content."""
        wanted = select(table.c.id).where(table.c.sha256 == sha256).limit(1)
        return self._db.execute(wanted).first() is not None


def _paper(row: Record) -> PaperRecord:
    removed = None
    if row.removed_at is not None:
        removed = RemovalRecord(
            by=UserId(row.removed_by), at=row.removed_at, reason=row.removed_reason
        )
    return PaperRecord(
        id=PaperId(row.id),
        case=CaseId(row.case_id),
        task=row.instance,
        kind=_kind(row.kind),
        name=row.name,
        media=row.media,
        size=row.size,
        sha256=row.sha256,
        by=UserId(row.added_by),
        at=row.added_at,
        removed=removed,
    )


def _kind(stored: str) -> PaperKind:
    """Return a kind; what somebody else wrote into the column is found out by its history."""
    return PaperKind(stored) if stored in set(PaperKind) else PaperKind.OTHER
