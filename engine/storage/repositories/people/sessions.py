"""Sessions: who is signed in where."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import (
    Connection,
    LargeBinary,
    bindparam,
    delete,
    insert,
    null,
    select,
    union_all,
    update,
)

from engine.identity.sessions.records import Session
from engine.identity.users import User
from engine.kernel.ids import SessionId, StationId, UserId
from engine.storage.prepared import Prepared, Record
from engine.storage.repositories.people.people import user_of
from engine.storage.tables.people import person, person_group, person_role
from engine.storage.tables.people import session as table

_TOKEN = table.c.token == bindparam("token", type_=LargeBinary())
_SESSION = [table.c[name] for name in ("id", "login", "began_at", "seen_at", "browser", "address")]
_PERSON = [column for column in person.c if column.name != "login"]
_RESUME = Prepared(
    union_all(
        select(*_SESSION, *_PERSON, person_role.c.role, null().label("member_of"))
        .join(person, person.c.login == table.c.login)
        .outerjoin(person_role, person_role.c.login == person.c.login)
        .where(_TOKEN),
        select(*_SESSION, *_PERSON, null(), person_group.c.name)
        .join(person, person.c.login == table.c.login)
        .join(person_group, person_group.c.login == person.c.login)
        .where(_TOKEN),
    )
)
"""A session and its person, once for each role and each group: asked for in every request."""


class SqlSessions:
    """Sessions inside a transaction."""

    def __init__(self, connection: Connection) -> None:
        """Work on an open transaction."""
        self._db = connection

    def begin(self, session: Session, token: bytes) -> SessionId:
        """Enter a session, whatever its `id` says, by its token's digest; return the one it got."""
        row = {
            "station_id": session.station,
            "login": session.person,
            "token": token,
            "began_at": session.began,
            "seen_at": session.seen,
            "browser": session.browser,
            "address": session.address,
        }
        entered = self._db.execute(insert(table).values(row).returning(table.c.id))
        return SessionId(entered.scalar_one())

    def resume(self, token: bytes) -> tuple[Session, User] | None:
        """Return the session of a token's digest and the person as of now, in one look."""
        rows = _RESUME.all(self._db, {"token": token})
        return (_session(rows[0]), user_of(rows)) if rows else None

    def of_person(self, login: UserId) -> Sequence[Session]:
        """Return a person's sessions, the one seen last first."""
        wanted = select(table).where(table.c.login == login)
        rows = self._db.execute(wanted.order_by(table.c.seen_at.desc(), table.c.id.desc()))
        return [_session(row) for row in rows]

    def touch(self, session: SessionId, at: datetime) -> None:
        """Note that a session was used; nothing when it is gone."""
        self._db.execute(update(table).where(table.c.id == session).values(seen_at=at))

    def end(self, login: UserId, sessions: Sequence[SessionId]) -> None:
        """End some sessions of a person; what is not theirs or gone stays as it is."""
        if sessions:
            theirs = delete(table).where(table.c.login == login, table.c.id.in_(sessions))
            self._db.execute(theirs)

    def end_all(self, login: UserId, keep: SessionId | None = None) -> int:
        """End all sessions of a person, one perhaps kept; return how many there were."""
        theirs = delete(table).where(table.c.login == login)
        if keep is not None:
            theirs = theirs.where(table.c.id != keep)
        return self._db.execute(theirs).rowcount


def _session(row: Record) -> Session:
    return Session(
        id=SessionId(row.id),
        station=StationId(row.station_id),
        person=UserId(row.login),
        began=row.began_at,
        seen=row.seen_at,
        browser=row.browser,
        address=row.address,
    )
