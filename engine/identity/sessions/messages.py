"""Beginning, going on with and ending sessions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import ClassVar

from engine.identity.users import PasswordProof, User
from engine.kernel.ids import SessionId, UserId
from engine.kernel.messages import Command, Query


@dataclass(frozen=True, kw_only=True)
class BeginSession(Command[str]):
    """Sign in, with the proof a checked password gave; returns the secret the browser keeps.

    Sessions unused for `idle` go away on the way. Raises WrongCredentials when the password was
    changed since it was checked.
    """

    action: ClassVar[str] = "identity.own"
    proof: PasswordProof = field(repr=False)
    browser: str
    address: str
    idle: timedelta


@dataclass(frozen=True, kw_only=True, slots=True)
class Resumed:
    """Who goes on with a session, as of now; `is_stale` when its last use should be noted."""

    user: User
    session: SessionId
    is_stale: bool


@dataclass(frozen=True, kw_only=True)
class ResumeSession(Query[Resumed]):
    """Who holds a session's secret. `actor` is who they say they are. Raises SessionOver."""

    action: ClassVar[str] = "identity.sign-in"
    secret: str = field(repr=False)
    idle: timedelta


@dataclass(frozen=True, kw_only=True)
class TouchSession(Command[None]):
    """Note that one's session is used: no more often than `Resumed.is_stale` says."""

    action: ClassVar[str] = "identity.own"
    session: SessionId


@dataclass(frozen=True, kw_only=True)
class EndSession(Command[None]):
    """End one of one's own sessions; one that is over or another's stays as it is."""

    action: ClassVar[str] = "identity.own"
    session: SessionId


@dataclass(frozen=True, kw_only=True)
class EndSessions(Command[int]):
    """Sign out everywhere, but perhaps in one session; returns how many were ended."""

    action: ClassVar[str] = "identity.own"
    keep: SessionId | None = None


@dataclass(frozen=True, kw_only=True)
class EndSessionsOf(Command[int]):
    """Sign another person out everywhere; returns how many sessions were ended."""

    action: ClassVar[str] = "identity.manage"
    person: UserId


@dataclass(frozen=True, kw_only=True, slots=True)
class SessionView:
    """One of the reader's sessions."""

    id: SessionId
    began: datetime
    seen: datetime
    browser: str
    address: str


@dataclass(frozen=True, kw_only=True)
class Sessions(Query[tuple[SessionView, ...]]):
    """One's own sessions that are not over, the one used last first."""

    action: ClassVar[str] = "identity.own"
    idle: timedelta
