"""Signing in, and what a person asks or changes about themself or others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import tzinfo
from typing import Protocol

from engine.identity.context import Context
from engine.identity.messages import (
    ChooseLanguage,
    Me,
    PutPerson,
    SignIn,
    StationClock,
    StationTime,
)
from engine.identity.passwords import Passwords
from engine.identity.ports import PersonStore
from engine.identity.users import BadPerson, Role, User, WrongCredentials

LANGUAGES = ("en", "zh")
RESERVED = frozenset({"system"})


class PeopleUnit(Protocol):
    """One transaction, as handlers here see it."""

    @property
    def people(self) -> PersonStore:
        """People."""
        ...


def check_password(passwords: Passwords) -> Callable[[SignIn, Context[PeopleUnit]], User]:
    """Return the answer to `SignIn`: it takes as long for an unknown name as for a known one."""

    def answer(query: SignIn, context: Context[PeopleUnit]) -> User:
        stored = context.unit.people.password_hash(query.actor)
        person = context.unit.people.get(query.actor)
        if not passwords.matches(stored, query.password) or person is None:
            raise WrongCredentials(query.actor)
        return person

    return answer


def me(_: Me, context: Context[PeopleUnit]) -> User:
    """Answer `Me`."""
    return context.actor


def choose_language(command: ChooseLanguage, context: Context[PeopleUnit]) -> None:
    """Remember a person's language."""
    if command.language not in LANGUAGES:
        raise BadPerson(context.actor.id, "language", command.language)
    context.unit.people.put(replace(context.actor, language=command.language), None)


def put_person(passwords: Passwords) -> Callable[[PutPerson, Context[PeopleUnit]], None]:
    """Return the handler of `PutPerson`."""

    def handle(command: PutPerson, context: Context[PeopleUnit]) -> None:
        login = command.person.id
        if login in RESERVED or not login.isprintable() or not 0 < len(login) <= 64:
            raise BadPerson(login, "login", login)
        if Role.SYSTEM in command.person.roles:
            raise BadPerson(login, "roles", Role.SYSTEM)
        hashed = passwords.hash(command.password) if command.password is not None else None
        context.unit.people.put(command.person, hashed)

    return handle


def station_time(
    zone: tzinfo, *, simulated: bool
) -> Callable[[StationClock, Context[PeopleUnit]], StationTime]:
    """Return the answer to `StationClock`."""

    def answer(_: StationClock, context: Context[PeopleUnit]) -> StationTime:
        return StationTime(now=context.now.astimezone(zone), simulated=simulated)

    return answer
