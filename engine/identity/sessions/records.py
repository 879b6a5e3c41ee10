"""A session as stored, and the secrets that stand for sessions and personal tokens."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from engine.identity.users import User
from engine.kernel.errors import YekuoError
from engine.kernel.ids import SessionId, StationId, UserId

LONGEST_BROWSER = 300
LONGEST_ADDRESS = 64


def digest(secret: str) -> bytes:
    """Return what is stored of a random secret: it has too many bits to need a slow hash."""
    return hashlib.sha256(secret.encode()).digest()


@dataclass(frozen=True, kw_only=True, slots=True)
class Session:
    """A sign-in that goes on: `browser` and `address` are what the browser said of itself."""

    id: SessionId
    station: StationId
    person: UserId
    began: datetime
    seen: datetime
    browser: str
    address: str


@dataclass
class SessionOver(YekuoError):
    """The session was ended, nothing was asked in it for too long, or it never was."""

    login: str


class SessionStore(Protocol):
    """Sessions inside a transaction."""

    def begin(self, session: Session, token: bytes) -> SessionId:
        """Enter a session, whatever its `id` says, by its token's digest; return the one it got."""
        ...

    def resume(self, token: bytes) -> tuple[Session, User] | None:
        """Return the session of a token's digest and the person as of now, in one look."""
        ...

    def of_person(self, person: UserId) -> Sequence[Session]:
        """Return a person's sessions, the one seen last first."""
        ...

    def touch(self, session: SessionId, at: datetime) -> None:
        """Note that a session was used; nothing when it is gone."""
        ...

    def end(self, person: UserId, sessions: Sequence[SessionId]) -> None:
        """End some sessions of a person; what is not theirs or gone stays as it is."""
        ...

    def end_all(self, person: UserId, keep: SessionId | None = None) -> int:
        """End all sessions of a person, one perhaps kept; return how many there were."""
        ...
