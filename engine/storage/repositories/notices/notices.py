"""Notices: the outbox, what each person was told, and how each wants to hear of things."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, text, update

from engine.feel.wire import dumps, loads
from engine.kernel.ids import CaseId, NoticeId, StationId, UserId
from engine.notify.kinds import How, Kind
from engine.notify.notices import MANY, Listeners, NewNotice, Notice, Swept, Told
from engine.storage.prepared import Prepared, Record
from engine.storage.tables.notices import notice as table
from engine.storage.tables.notices import notice_choice as choices
from engine.storage.tables.people import person_group
from engine.storage.types import fits

FRESH_FOR = timedelta(seconds=30)
"""How old what a process knows of who listens may be."""

_ENTER = Prepared(insert(table), [column.name for column in table.c if column.name != "id"])
_LISTENERS = Prepared(
    select(choices.c.login, person_group.c.name)
    .outerjoin(person_group, person_group.c.login == choices.c.login)
    .where(choices.c.kind == bindparam("of_kind"), choices.c.how != bindparam("not_how"))
)
# As in the partial indexes, so that they are used.
_FRESH = table.c.fresh == text("1")
_TOLD = table.c.fresh == text("0")


class Hearing:
    """What a process knows of who listens, shared by its transactions: a step must not ask.

    Whoever begins to listen is heard of half a minute later at the latest.
    """

    def __init__(self) -> None:
        """Know nothing yet."""
        self._known: tuple[datetime, Listeners] | None = None

    def forget(self) -> None:
        """Ask again next time."""
        self._known = None

    def listeners(self, db: Connection, now: datetime) -> Listeners:
        """Return who listens."""
        known = self._known
        if known is not None and known[0] <= now < known[0] + FRESH_FOR:
            return known[1]
        wish = {"of_kind": Kind.OFFERED.value, "not_how": How.OFF.value}
        rows = _LISTENERS.all(db, wish)
        found = Listeners(
            people=frozenset(row.login for row in rows),
            groups=frozenset(row.name for row in rows if row.name is not None),
        )
        self._known = now, found
        return found


class SqlNotices:
    """Notices inside a transaction."""

    def __init__(self, connection: Connection, station: StationId, hearing: Hearing) -> None:
        """Work on an open transaction for one station."""
        self._db = connection
        self._station = station
        self._hearing = hearing

    def add(self, notices: Sequence[NewNotice]) -> None:
        """Put notices into the outbox."""
        _ENTER.run_each(self._db, [self._row(notice) for notice in notices])

    def listeners(self, now: datetime) -> Listeners:
        """Return who wants to hear of offers; may be half a minute old."""
        return self._hearing.listeners(self._db, now)

    def any_fresh(self) -> bool:
        """Say whether anything is in the outbox."""
        wanted = select(table.c.id).where(_FRESH).limit(1)
        return self._db.execute(wanted).first() is not None

    def take_fresh(self, limit: int) -> Sequence[NewNotice]:
        """Take notices out of the outbox, oldest first."""
        first = select(table.c.id).where(_FRESH).order_by(table.c.id).limit(limit)
        mine = first.with_for_update(skip_locked=True).cte("mine")
        gone = delete(table).where(table.c.id.in_(select(mine.c.id))).returning(table)
        rows = sorted(self._db.execute(gone).all(), key=lambda row: row.id)
        return [_new(row) for row in rows]

    def tell(self, told: Sequence[Told]) -> None:
        """Enter what people are told."""
        rows = [
            self._row(one.notice)
            | {
                "fresh": 0,
                "login": one.login,
                "stands_for": one.stands_for,
                "mail": one.mail.value if one.mail is not None else None,
            }
            for one in told
        ]
        _ENTER.run_each(self._db, rows)

    def get(self, login: UserId, notice: NoticeId) -> Notice | None:
        """Return a notice of a person."""
        if not fits(notice):
            return None
        row = self._db.execute(select(table).where(*_mine(login), table.c.id == notice)).first()
        return notice_of(row) if row is not None else None

    def page(
        self, login: UserId, before: NoticeId | None, limit: int, *, unread: bool
    ) -> Sequence[Notice]:
        """Return notices of a person, latest first, those older than `before`."""
        wanted = select(table).where(*_mine(login)).order_by(table.c.id.desc()).limit(limit)
        if unread:
            wanted = wanted.where(table.c.read_at.is_(None))
        if before is not None and fits(before):
            wanted = wanted.where(table.c.id < before)
        return [notice_of(row) for row in self._db.execute(wanted)]

    def unread(self, login: UserId) -> int:
        """Count what a person has not read, up to MANY."""
        some = select(table.c.id).where(*_mine(login), table.c.read_at.is_(None)).limit(MANY)
        return self._db.execute(select(func.count()).select_from(some.subquery())).scalar_one()

    def mark(self, login: UserId, at: datetime | None, notice: NoticeId) -> None:
        """Mark one notice of a person as read, or as unread."""
        one = update(table).where(*_mine(login), table.c.id == notice)
        self._db.execute(one.values(read_at=at))

    def mark_all(self, login: UserId, at: datetime, newest: NoticeId) -> int:
        """Mark a person's notices up to one as read; return how many were not."""
        if not fits(newest):
            return 0
        theirs = (*_mine(login), table.c.read_at.is_(None), table.c.id <= newest)
        return self._db.execute(update(table).where(*theirs).values(read_at=at)).rowcount

    def has_unread(self, login: UserId, kind: Kind) -> bool:
        """Say whether a person has an unread notice of a kind."""
        theirs = (*_mine(login), table.c.read_at.is_(None), table.c.kind == kind.value)
        return self._db.execute(select(table.c.id).where(*theirs).limit(1)).first() is not None

    def sweep(self, after: NoticeId, *, read: datetime, unread: datetime, limit: int) -> Swept:
        """Delete notices from before two moments, by whether they were read."""
        columns = (table.c.id, table.c.at, table.c.read_at, table.c.mail, table.c.fresh)
        behind = select(*columns).where(table.c.id > after).order_by(table.c.id).limit(limit)
        rows = self._db.execute(behind).all()
        old = [
            row.id
            for row in rows
            if not row.fresh
            and row.mail is None
            and (row.at < unread or (row.read_at is not None and row.at < read))
        ]
        if old:
            self._db.execute(delete(table).where(table.c.id.in_(old)))
        more = len(rows) == limit and rows[-1].at < read
        return Swept(gone=len(old), next=NoticeId(rows[-1].id) if more else None)

    def choices(self, logins: Iterable[UserId]) -> Mapping[UserId, Mapping[Kind, How]]:
        """Return what people have chosen; whoever chose nothing is left out."""
        found: dict[UserId, dict[Kind, How]] = {}
        theirs = select(choices).where(choices.c.login.in_(sorted(set(logins))))
        for row in self._db.execute(theirs):
            found.setdefault(UserId(row.login), {})[Kind(row.kind)] = How(row.how)
        return found

    def choose(self, login: UserId, chosen: Mapping[Kind, How]) -> None:
        """Save how a person wants to hear of things."""
        if not chosen:
            return
        kinds = [kind.value for kind in chosen]
        before = (choices.c.login == login, choices.c.kind.in_(kinds))
        self._db.execute(delete(choices).where(*before))
        rows = [{"login": login, "kind": k.value, "how": h.value} for k, h in chosen.items()]
        self._db.execute(insert(choices), rows)
        self._hearing.forget()

    def _row(self, notice: NewNotice) -> dict[str, Any]:
        return {
            "station_id": self._station,
            "fresh": 1,
            "kind": notice.kind.value,
            "at": notice.at,
            "login": notice.login,
            "group_name": notice.group,
            "case_id": notice.case,
            "instance": notice.instance,
            "caused_by": notice.by,
            "detail": dumps(dict(notice.detail)).decode() if notice.detail else None,
            "stands_for": None,
            "read_at": None,
            "mail": None,
        }


def _mine(login: UserId) -> tuple[Any, ...]:
    return table.c.login == login, _TOLD


def _facts(row: Record) -> dict[str, Any]:
    return {
        "kind": Kind(row.kind),
        "at": row.at,
        "login": UserId(row.login) if row.login is not None else None,
        "group": row.group_name,
        "case": CaseId(row.case_id) if row.case_id is not None else None,
        "instance": row.instance,
        "by": UserId(row.caused_by) if row.caused_by is not None else None,
        "detail": loads(row.detail) if row.detail else {},
    }


def _new(row: Record) -> NewNotice:
    return NewNotice(**_facts(row))


def notice_of(row: Record) -> Notice:
    """Return the notice a row holds."""
    return Notice(
        id=NoticeId(row.id),
        stands_for=UserId(row.stands_for) if row.stands_for is not None else None,
        read=row.read_at,
        **_facts(row),
    )
