"""Signing in, and what a person asks or changes about themself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import tzinfo
from typing import Protocol

from engine.identity.context import Context
from engine.identity.events import PasswordSet
from engine.identity.messages import (
    ChangePassword,
    ChooseLanguage,
    FinishTour,
    HashPassword,
    Me,
    SignedIn,
    SignIn,
    StationClock,
    StationTime,
    TourDone,
)
from engine.identity.passwords import Passwords, proof_of
from engine.identity.ports import PersonStore, StationHistory
from engine.identity.sessions.records import SessionStore
from engine.identity.users import (
    LANGUAGES,
    BadPerson,
    PasswordHash,
    PasswordProof,
    User,
    WrongCredentials,
)


class PeopleUnit(Protocol):
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


def check_password(passwords: Passwords) -> Callable[[SignIn, Context[PeopleUnit]], SignedIn]:
    """Return the answer to `SignIn`: it takes as long for an unknown name as for a known one."""

    def answer(query: SignIn, context: Context[PeopleUnit]) -> SignedIn:
        stored = context.unit.people.password_hash(query.actor)
        person = context.unit.people.get(query.actor)
        if not passwords.matches(stored, query.password) or person is None:
            raise WrongCredentials(query.actor)
        return SignedIn(user=person, proof=proof_of(stored))

    return answer


def hash_password(
    passwords: Passwords,
) -> Callable[[HashPassword, Context[PeopleUnit]], PasswordHash]:
    """Return the answer to `HashPassword`."""

    def answer(query: HashPassword, _: Context[PeopleUnit]) -> PasswordHash:
        return passwords.hash(query.password)

    return answer


def change_password(command: ChangePassword, context: Context[PeopleUnit]) -> PasswordProof:
    """Change the actor's password; whoever knows the old one is signed out."""
    actor, unit = context.actor, context.unit
    if proof_of(unit.people.password_hash(actor.id)) != command.proof:
        raise WrongCredentials(actor.id)
    unit.people.put(actor, command.password)
    unit.sessions.end_all(actor.id)
    event = PasswordSet(person=actor.id)
    unit.history.append_to_station([event], at=context.now, actor=actor.id)
    return proof_of(command.password)


def me(_: Me, context: Context[PeopleUnit]) -> User:
    """Answer `Me`."""
    return context.actor


def choose_language(command: ChooseLanguage, context: Context[PeopleUnit]) -> None:
    """Remember a person's language."""
    if command.language not in LANGUAGES:
        field = "language"
        raise BadPerson(context.actor.id, field, command.language)
    context.unit.people.put(replace(context.actor, language=command.language), None)


def station_time(
    zone: tzinfo, *, simulated: bool
) -> Callable[[StationClock, Context[PeopleUnit]], StationTime]:
    """Return the answer to `StationClock`."""

    def answer(_: StationClock, context: Context[PeopleUnit]) -> StationTime:
        return StationTime(now=context.now.astimezone(zone), simulated=simulated)

    return answer


def finish_tour(command: FinishTour, context: Context[PeopleUnit]) -> None:
    """Handle `FinishTour`."""
    context.unit.people.finish_tour(context.actor.id, done=command.done)


def tour_done(_: TourDone, context: Context[PeopleUnit]) -> bool:
    """Answer `TourDone`."""
    return context.unit.people.tour_done(context.actor.id)
