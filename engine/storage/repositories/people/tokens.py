"""Personal tokens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from engine.identity.tokens.records import Token, TokenScope
from engine.kernel.ids import StationId, TokenId, UserId
from engine.storage.prepared import Record
from engine.storage.tables.people import access_token as table


class SqlTokens:
    """Personal tokens inside a transaction."""

    def __init__(self, connection: Connection) -> None:
        """Work on an open transaction."""
        self._db = connection

    def add(self, token: Token, secret: bytes) -> TokenId:
        """Enter a token, whatever its `id` says, by its secret's digest; return the one it got."""
        row = {
            "station_id": token.station,
            "login": token.person,
            "secret": secret,
            "name": token.name,
            "scope": token.scope.value,
            "created_at": token.created,
            "expires_at": token.expires,
        }
        entered = self._db.execute(insert(table).values(row).returning(table.c.id))
        return TokenId(entered.scalar_one())

    def by_secret(self, secret: bytes) -> Token | None:
        """Return the token of a secret's digest, whether it holds or not."""
        row = self._db.execute(select(table).where(table.c.secret == secret)).first()
        return _token(row) if row is not None else None

    def of_person(self, login: UserId) -> Sequence[Token]:
        """Return a person's tokens, the latest first."""
        wanted = select(table).where(table.c.login == login).order_by(table.c.id.desc())
        return [_token(row) for row in self._db.execute(wanted)]

    def revoke(self, tokens: Sequence[TokenId], at: datetime) -> None:
        """Take tokens back; one taken back before keeps its moment."""
        if tokens:
            held = update(table).where(table.c.id.in_(tokens), table.c.revoked_at.is_(None))
            self._db.execute(held.values(revoked_at=at))


def _token(row: Record) -> Token:
    return Token(
        id=TokenId(row.id),
        station=StationId(row.station_id),
        person=UserId(row.login),
        name=row.name,
        scope=TokenScope(row.scope),
        created=row.created_at,
        expires=row.expires_at,
        revoked=row.revoked_at,
    )
