"""What the station's history says of people: who may what, since when, by whom. Never a secret."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from engine.kernel.messages import Event
from engine.kernel.records import record


@record(frozen=True, kw_only=True)
class PersonEntered(Event):
    """Somebody may sign in from now on; `after` is what they are."""

    kind: ClassVar[str] = "person-entered"
    person: str
    after: dict[str, Any]


@record(frozen=True, kw_only=True)
class PersonChanged(Event):
    """What a person is changed: the changed fields alone, before and after."""

    kind: ClassVar[str] = "person-changed"
    person: str
    before: dict[str, Any]
    after: dict[str, Any]


@record(frozen=True, kw_only=True)
class PasswordSet(Event):
    """A person has a new password; whoever had the old one is signed out."""

    kind: ClassVar[str] = "password-set"
    person: str


@record(frozen=True, kw_only=True)
class SessionsEnded(Event):
    """A person was signed out by somebody else, in so many browsers."""

    kind: ClassVar[str] = "sessions-ended"
    person: str
    count: int


@record(frozen=True, kw_only=True)
class TokenCreated(Event):
    """A program may act for a person until a moment, as far as the scope goes."""

    kind: ClassVar[str] = "token-created"
    person: str
    token: int
    name: str
    scope: str
    expires: datetime


@record(frozen=True, kw_only=True)
class TokenRevoked(Event):
    """A program may no longer act for a person."""

    kind: ClassVar[str] = "token-revoked"
    person: str
    token: int
    name: str
