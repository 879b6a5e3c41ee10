"""Signing in, and what a person can ask or change about themself."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from engine.identity.users import PasswordHash, PasswordProof, User
from engine.kernel.messages import Command, Query


@dataclass(frozen=True, kw_only=True, slots=True)
class SignedIn:
    """Who gave the right password; with the proof a session is begun or the password changed."""

    user: User
    proof: PasswordProof = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class SignIn(Query[SignedIn]):
    """Check a password. `actor` is the name typed. Raises WrongCredentials."""

    action: ClassVar[str] = "identity.sign-in"
    password: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class HashPassword(Query[PasswordHash]):
    """Hash a new password, which takes long, before anything is locked. Raises WeakPassword."""

    action: ClassVar[str] = "identity.sign-in"
    password: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class ChangePassword(Command[PasswordProof]):
    """Change one's own password, with the proof that one knows the old one; returns the new proof.

    Every session of the person ends. Raises WrongCredentials when the proof is stale.
    """

    action: ClassVar[str] = "identity.own"
    proof: PasswordProof = field(repr=False)
    password: PasswordHash = field(repr=False)


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
class FinishTour(Command[None]):
    """Remember that a person has taken the tour or does not want it, or wants it again."""

    action: ClassVar[str] = "identity.own"
    done: bool


@dataclass(frozen=True, kw_only=True)
class TourDone(Query[bool]):
    """Whether the person has taken the tour, or did not want it."""

    action: ClassVar[str] = "identity.me"


@dataclass(frozen=True, kw_only=True)
class StationClock(Query["StationTime"]):
    """What time it is at the station."""

    action: ClassVar[str] = "identity.me"


@dataclass(frozen=True, kw_only=True, slots=True)
class StationTime:
    """The station's time, aware, in its own zone; `simulated` when it is a demo's."""

    now: datetime
    simulated: bool
