"""Signing in, and what a person can ask or change about themself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from engine.identity.users import User
from engine.kernel.messages import Command, Query


@dataclass(frozen=True, kw_only=True)
class SignIn(Query[User]):
    """Check a password. `actor` is the name typed. Raises WrongCredentials."""

    action: ClassVar[str] = "identity.sign-in"
    password: str


@dataclass(frozen=True, kw_only=True)
class Me(Query[User]):
    """The person who asks, as of now. Raises UnknownUser when gone or no longer active."""

    action: ClassVar[str] = "identity.me"


@dataclass(frozen=True, kw_only=True)
class ChooseLanguage(Command[None]):
    """Remember the language a person reads in: `en` or `zh`."""

    action: ClassVar[str] = "identity.language"
    language: str


@dataclass(frozen=True, kw_only=True)
class StationClock(Query["StationTime"]):
    """What time it is at the station."""

    action: ClassVar[str] = "identity.me"


@dataclass(frozen=True, kw_only=True, slots=True)
class StationTime:
    """The station's time, aware, in its own zone; `simulated` when it is a demo's."""

    now: datetime
    simulated: bool


@dataclass(frozen=True, kw_only=True)
class PutPerson(Command[None]):
    """Enter a person, or save one; a password of None keeps the stored one. Raises BadPerson."""

    action: ClassVar[str] = "identity.manage"
    person: User
    password: str | None = None
