"""What an administrator does with people, and what may be asked about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from engine.identity.audit import AuditTrail
from engine.identity.users import PasswordHash, Role, User
from engine.kernel.ids import UserId
from engine.kernel.messages import Command, Query
from engine.kernel.pages import Page


@dataclass(frozen=True, kw_only=True)
class EnterPerson(Command[None]):
    """Enter a new person; without a password they cannot sign in yet.

    Raises BadPerson, PersonExists.
    """

    action: ClassVar[str] = "identity.manage"
    person: User
    password: PasswordHash | None = field(default=None, repr=False)


@dataclass(frozen=True, kw_only=True)
class ChangePerson(Command[None]):
    """Change what a person is; `edition` is that of what was read.

    Whoever is no longer active is signed out, and their tokens are void.
    Raises UnknownUser, BadPerson, PersonMoved, LastAdministrator; PersonExists when somebody is
    made active again whose login another has but for capitals.
    """

    action: ClassVar[str] = "identity.manage"
    person: User
    edition: str


@dataclass(frozen=True, kw_only=True)
class SetPassword(Command[None]):
    """Give a person a new password; they are signed out everywhere. Raises UnknownUser."""

    action: ClassVar[str] = "identity.manage"
    person: UserId
    password: PasswordHash = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class PutPerson(Command[None]):
    """Enter a person, or make them so, whatever they were: for set-ups that may run twice.

    A password of None keeps the stored one. Raises BadPerson, WeakPassword; PersonExists when
    another has the login but for capitals.
    """

    action: ClassVar[str] = "identity.manage"
    person: User
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonLine:
    """A person in a list; `away_until` is the last day of an absence that runs now."""

    user: User
    away_until: date | None


@dataclass(frozen=True, kw_only=True)
class People(Query[Page[PersonLine]]):
    """The station's people by login; `text` finds login and names, `active` None means all."""

    action: ClassVar[str] = "identity.read"
    text: str = ""
    active: bool | None = True
    role: Role | None = None
    group: str | None = None
    after: str | None = None
    limit: int = 50


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonView:
    """One person; `edition` changes with everything about them but password and sessions."""

    user: User
    edition: str
    has_password: bool
    sessions: int
    tokens: int


@dataclass(frozen=True, kw_only=True)
class PersonDetail(Query[PersonView]):
    """One person, active or not. Raises UnknownUser."""

    action: ClassVar[str] = "identity.read"
    person: UserId


@dataclass(frozen=True, kw_only=True, slots=True)
class GroupView:
    """A candidate group of diagrams with its members, by login; only active people count."""

    name: str
    members: tuple[User, ...]


@dataclass(frozen=True, kw_only=True)
class Groups(Query[tuple[GroupView, ...]]):
    """Every group anybody is a member of, by name."""

    action: ClassVar[str] = "identity.read"


@dataclass(frozen=True, kw_only=True)
class PeopleHistory(Query[AuditTrail]):
    """What happened to people, or to one person, latest first."""

    action: ClassVar[str] = "identity.read"
    person: UserId | None = None
    before: int | None = None
    limit: int = 50
