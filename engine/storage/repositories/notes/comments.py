"""Comments on cases, and whom they mention."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from engine.cases.comments.ports import CommentRecord
from engine.kernel.ids import CaseId, CommentId, StationId, UserId
from engine.storage.prepared import Record
from engine.storage.tables.notes import comment as table
from engine.storage.tables.notes import mention as mentions
from engine.storage.tables.people import person
from engine.storage.types import fits

_AT_ONCE = 1000


class SqlComments:
    """Comments inside a transaction."""

    def __init__(self, connection: Connection, station: StationId) -> None:
        """Work on an open transaction for one station."""
        self._db = connection
        self._station = station

    def add(
        self, comment: CommentRecord, mentioned: Collection[UserId], request: str | None
    ) -> CommentId:
        """Enter a comment (its `id` is ignored) with who it mentions; return the id given."""
        row = {
            "station_id": self._station,
            "case_id": comment.case,
            "instance": comment.task,
            "author": comment.author,
            "at": comment.at,
            "text": comment.text,
            "request": request,
        }
        entered = self._db.execute(insert(table).values(row).returning(table.c.id))
        number = CommentId(entered.scalar_one())
        if mentioned:
            rows = [
                {"comment_id": number, "login": login, "station_id": self._station}
                for login in mentioned
            ]
            self._db.execute(insert(mentions), rows)
        return number

    def of_request(self, case: CaseId, author: UserId, request: str) -> CommentRecord | None:
        """Return the comment that a request has led to."""
        same = (table.c.case_id == case, table.c.author == author, table.c.request == request)
        return _comment(self._db.execute(select(table).where(*same)).first())

    def get(self, case: CaseId, comment: CommentId) -> CommentRecord | None:
        """Return a comment of a case."""
        if not fits(comment):
            return None
        wanted = select(table).where(table.c.id == comment, table.c.case_id == case)
        return _comment(self._db.execute(wanted).first())

    def withdraw(self, comment: CommentId, at: datetime) -> None:
        """Mark a comment as withdrawn, and forget whom it mentioned."""
        marked = update(table).where(table.c.id == comment).values(withdrawn_at=at)
        self._db.execute(marked)
        self._db.execute(delete(mentions).where(mentions.c.comment_id == comment))

    def page(self, case: CaseId, before: CommentId | None, limit: int) -> Sequence[CommentRecord]:
        """Return comments of a case, latest first, those older than `before`."""
        wanted = select(table).where(table.c.case_id == case).order_by(table.c.id.desc())
        if before is not None and fits(before):
            wanted = wanted.where(table.c.id < before)
        rows = self._db.execute(wanted.limit(limit))
        return [found for row in rows if (found := _comment(row)) is not None]

    def count(self, case: CaseId) -> int:
        """Count a case's comments that stand."""
        standing = (table.c.case_id == case, table.c.withdrawn_at.is_(None))
        wanted = select(func.count()).select_from(table).where(*standing)
        return self._db.execute(wanted).scalar_one()

    def mentioned(self, comments: Collection[CommentId]) -> Mapping[CommentId, frozenset[UserId]]:
        """Return whom comments mention."""
        if not comments:
            return {}
        found: dict[CommentId, set[UserId]] = {}
        for row in self._db.execute(
            select(mentions).where(mentions.c.comment_id.in_(sorted(comments)))
        ):
            found.setdefault(CommentId(row.comment_id), set()).add(UserId(row.login))
        return {comment: frozenset(logins) for comment, logins in found.items()}

    def all(self) -> Iterator[CommentRecord]:
        """Give every comment of the store, in the order in which they came."""
        wanted = select(table).order_by(table.c.id).execution_options(yield_per=_AT_ONCE)
        for row in self._db.execute(wanted):
            found = _comment(row)
            if found is not None:
                yield found

    def called(self) -> Mapping[str, tuple[str, ...]]:
        """Return what each active person of the station is called, by login."""
        here = (person.c.station_id == self._station, person.c.active)
        rows = self._db.execute(
            select(person.c.login, person.c.name, person.c.name_zh).where(*here)
        )
        return {row.login: tuple(filter(None, (row.name, row.name_zh))) for row in rows}


def _comment(row: Record | None) -> CommentRecord | None:
    if row is None:
        return None
    return CommentRecord(
        id=CommentId(row.id),
        case=CaseId(row.case_id),
        task=row.instance,
        author=UserId(row.author),
        at=row.at,
        text=row.text,
        withdrawn=row.withdrawn_at,
    )
