"""Who is signed in where."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Protocol

from engine.identity.context import Context
from engine.identity.events import SessionsEnded
from engine.identity.passwords import proof_of
from engine.identity.ports import PersonStore, StationHistory
from engine.identity.sessions.messages import (
    BeginSession,
    EndSession,
    EndSessions,
    EndSessionsOf,
    Resumed,
    ResumeSession,
    Sessions,
    SessionView,
    TouchSession,
)
from engine.identity.sessions.records import (
    LONGEST_ADDRESS,
    LONGEST_BROWSER,
    Session,
    SessionOver,
    SessionStore,
    digest,
)
from engine.identity.users import WrongCredentials
from engine.kernel.ids import SessionId

NOTED_EVERY = timedelta(minutes=5)
"""A session's last use is written down no more often than this."""
MOST_SESSIONS = 50
"""Of one person; a new one beyond them ends the one unused for longest."""

_NEW = SessionId(0)


class SessionUnit(Protocol):
    """One transaction, as handlers here see it."""

    @property
    def people(self) -> PersonStore:
        """People."""
        ...

    @property
    def sessions(self) -> SessionStore:
        """Sessions."""
        ...

    @property
    def history(self) -> StationHistory:
        """The station's history."""
        ...


class Begin:
    """Handles `BeginSession`."""

    def __init__(self, secret: Callable[[], str] = secrets.token_urlsafe) -> None:
        """Draw secrets from `secret`: 32 random bytes in 43 letters."""
        self._secret = secret

    def __call__(self, command: BeginSession, context: Context[SessionUnit]) -> str:
        """Begin a session; the oldest go when there are too many."""
        actor, unit = context.actor, context.unit
        if proof_of(unit.people.password_hash(actor.id)) != command.proof:
            raise WrongCredentials(actor.id)
        known = unit.sessions.of_person(actor.id)
        fresh = [one for one in known if one.seen > context.now - command.idle]
        unit.sessions.end(actor.id, _beyond(known, fresh[: MOST_SESSIONS - 1]))
        secret = self._secret()
        begun = Session(
            id=_NEW,
            station=actor.station,
            person=actor.id,
            began=context.now,
            seen=context.now,
            browser=_one_line(command.browser, LONGEST_BROWSER),
            address=_one_line(command.address, LONGEST_ADDRESS),
        )
        unit.sessions.begin(begun, digest(secret))
        return secret


def _beyond(known: Sequence[Session], kept: Sequence[Session]) -> list[SessionId]:
    return [one.id for one in known if one not in kept]


def _one_line(text: str, longest: int) -> str:
    return "".join(c if c.isprintable() else " " for c in text)[:longest]


def resume(query: ResumeSession, context: Context[SessionUnit]) -> Resumed:
    """Answer `ResumeSession`."""
    found = context.unit.sessions.resume(digest(query.secret))
    if found is None:
        raise SessionOver(query.actor)
    session, user = found
    if user.id != query.actor or not user.active or session.seen <= context.now - query.idle:
        raise SessionOver(query.actor)
    return Resumed(
        user=user, session=session.id, is_stale=session.seen <= context.now - NOTED_EVERY
    )


def touch(command: TouchSession, context: Context[SessionUnit]) -> None:
    """Note that a session is used."""
    context.unit.sessions.touch(command.session, context.now)


def end(command: EndSession, context: Context[SessionUnit]) -> None:
    """End one of the actor's sessions."""
    context.unit.sessions.end(context.actor.id, [command.session])


def end_all(command: EndSessions, context: Context[SessionUnit]) -> int:
    """End all of the actor's sessions but perhaps one."""
    return context.unit.sessions.end_all(context.actor.id, command.keep)


def end_all_of(command: EndSessionsOf, context: Context[SessionUnit]) -> int:
    """End all sessions of another person; the history says so when there were any."""
    ended = context.unit.sessions.end_all(command.person)
    if ended:
        event = SessionsEnded(person=command.person, count=ended)
        context.unit.history.append_to_station([event], at=context.now, actor=context.actor.id)
    return ended


def own(query: Sessions, context: Context[SessionUnit]) -> tuple[SessionView, ...]:
    """Answer `Sessions`."""
    return tuple(
        SessionView(
            id=one.id, began=one.began, seen=one.seen, browser=one.browser, address=one.address
        )
        for one in context.unit.sessions.of_person(context.actor.id)
        if one.seen > context.now - query.idle
    )
