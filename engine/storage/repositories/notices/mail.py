"""What waits for letters, and when mail last went to whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, select, update
from sqlalchemy.dialects.postgresql import insert as insert_once

from engine.kernel.ids import NoticeId, UserId
from engine.notify.kinds import How
from engine.notify.notices import Mailbox, Notice
from engine.storage.prepared import Record
from engine.storage.repositories.notices.notices import notice_of
from engine.storage.tables.notices import mailbox
from engine.storage.tables.notices import notice as table


class SqlMail:
    """Mail inside a transaction."""

    def __init__(self, connection: Connection) -> None:
        """Work on an open transaction."""
        self._db = connection

    def boxes(self, logins: Iterable[UserId]) -> Mapping[UserId, Mailbox]:
        """Return the mailboxes of people, in their order, keeping others off them."""
        wanted = sorted(set(logins))
        new = [{"login": login, "waiting": ""} for login in wanted]
        # Two who open a person's first letter at once must both find the row, one after the other.
        self._db.execute(insert_once(mailbox).on_conflict_do_nothing(), new)
        theirs = select(mailbox).where(mailbox.c.login.in_(wanted)).order_by(mailbox.c.login)
        rows = self._db.execute(theirs.with_for_update())
        return {UserId(row.login): _box(row) for row in rows}

    def look(self, login: UserId) -> Mailbox:
        """Return a person's mailbox, locking nothing."""
        row = self._db.execute(select(mailbox).where(mailbox.c.login == login)).first()
        return _box(row) if row is not None else Mailbox(login=login)

    def put(self, box: Mailbox) -> None:
        """Save a mailbox that `boxes` has given."""
        row = {
            "last_at": box.last,
            "waiting": ",".join(sorted(how.value for how in box.waiting)),
            "refused": box.refused,
            "refused_address": box.address,
        }
        self._db.execute(update(mailbox).where(mailbox.c.login == box.login).values(row))

    def waiting(self, login: UserId, how: How, limit: int) -> Sequence[Notice]:
        """Return a person's notices that wait for a letter, oldest first."""
        wanted = select(table).where(*_of(login, how)).order_by(table.c.id).limit(limit)
        return [notice_of(row) for row in self._db.execute(wanted)]

    def waits(self, login: UserId, how: How) -> bool:
        """Say whether anything waits for a letter of a person."""
        wanted = select(table.c.id).where(*_of(login, how)).limit(1)
        return self._db.execute(wanted).first() is not None

    def written(self, login: UserId, how: How, newest: NoticeId | None) -> None:
        """Let a person's notices wait no longer: those up to one, or all."""
        theirs = update(table).where(*_of(login, how))
        if newest is not None:
            theirs = theirs.where(table.c.id <= newest)
        self._db.execute(theirs.values(mail=None))


def _of(login: UserId, how: How) -> tuple[ColumnElement[bool], ...]:
    return table.c.login == login, table.c.mail == how.value


def _box(row: Record) -> Mailbox:
    return Mailbox(
        login=UserId(row.login),
        last=row.last_at,
        waiting=frozenset(How(name) for name in row.waiting.split(",") if name),
        refused=row.refused,
        address=row.refused_address,
    )
