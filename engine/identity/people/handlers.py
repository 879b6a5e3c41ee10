"""Entering and changing people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from engine.identity.context import Context
from engine.identity.events import PasswordSet, PersonChanged, PersonEntered
from engine.identity.passwords import Passwords
from engine.identity.people.messages import ChangePerson, EnterPerson, PutPerson, SetPassword
from engine.identity.people.rules import changes, check_person, edition_of, facts
from engine.identity.ports import PersonStore, StationHistory
from engine.identity.sessions.records import SessionStore
from engine.identity.tokens.records import TokenStore
from engine.identity.users import (
    LastAdministrator,
    PersonExists,
    PersonMoved,
    Role,
    UnknownUser,
    User,
)
from engine.kernel.ids import UserId
from engine.kernel.messages import Event


class AdministrationUnit(Protocol):
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
    def tokens(self) -> TokenStore:
        """Personal tokens."""
        ...

    @property
    def history(self) -> StationHistory:
        """The station's history."""
        ...


def enter(command: EnterPerson, context: Context[AdministrationUnit]) -> None:
    """Enter a new person."""
    person = replace(command.person, station=context.actor.station)
    check_person(person)
    known = context.unit.people.same_login(person.id)
    if known is not None:
        raise PersonExists(known)
    context.unit.people.enter(person, command.password)
    _tell(context, PersonEntered(person=person.id, after=facts(person)))


def change(command: ChangePerson, context: Context[AdministrationUnit]) -> None:
    """Change a person; what is so already stays without a word in the history."""
    unit, login = context.unit, command.person.id
    known = unit.people.get(login)
    if known is None:
        raise UnknownUser(login)
    person = replace(command.person, station=known.station)
    check_person(person)
    if edition_of(known) != command.edition:
        raise PersonMoved(login)
    before, after = changes(known, person)
    if not after:
        return
    _keep_an_administrator(context, known, person)
    if person.active and not known.active:
        _make_sure_of(unit.people, login)
    unit.people.put(person, None)
    if known.active and not person.active:
        unit.sessions.end_all(login)
        unit.tokens.revoke([token.id for token in unit.tokens.of_person(login)], context.now)
    _tell(context, PersonChanged(person=login, before=before, after=after))


def _make_sure_of(people: PersonStore, login: UserId) -> None:
    """Refuse a login that somebody else has but for capitals. Raises PersonExists."""
    known = people.same_login(login)
    if known is not None and known != login:
        raise PersonExists(known)


def _keep_an_administrator(context: Context[AdministrationUnit], before: User, after: User) -> None:
    """Refuse what leaves nobody to administer people.

    Of two who take the role from each other at the same time the second waits here for the first,
    and then sees what is left.
    """
    if not _administers(before) or _administers(after):
        return
    context.unit.people.hold(Role.ADMINISTRATOR)
    others = context.unit.people.with_roles([Role.ADMINISTRATOR])
    if not any(other.id != before.id for other in others):
        raise LastAdministrator(before.id)


def _administers(user: User) -> bool:
    return user.active and Role.ADMINISTRATOR in user.roles


def set_password(command: SetPassword, context: Context[AdministrationUnit]) -> None:
    """Give a person a new password."""
    person = context.unit.people.get(command.person)
    if person is None:
        raise UnknownUser(command.person)
    context.unit.people.put(person, command.password)
    context.unit.sessions.end_all(person.id)
    _tell(context, PasswordSet(person=person.id))


def put_person(passwords: Passwords) -> Callable[[PutPerson, Context[AdministrationUnit]], None]:
    """Return the handler of `PutPerson`."""

    def handle(command: PutPerson, context: Context[AdministrationUnit]) -> None:
        person = command.person
        check_person(person)
        hashed = passwords.hash(command.password) if command.password is not None else None
        known = context.unit.people.get(UserId(person.id))
        if known is None or person.active:
            _make_sure_of(context.unit.people, person.id)
        context.unit.people.put(person, hashed)
        if known is None:
            _tell(context, PersonEntered(person=person.id, after=facts(person)))
            return
        before, after = changes(known, person)
        if after:
            _tell(context, PersonChanged(person=person.id, before=before, after=after))

    return handle


def _tell(context: Context[AdministrationUnit], event: Event) -> None:
    context.unit.history.append_to_station([event], at=context.now, actor=context.actor.id)
