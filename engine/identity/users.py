"""People, their roles and their groups."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from engine.kernel.errors import YekuoError
from engine.kernel.ids import StationId, UserId
from engine.kernel.records import record

PasswordHash = NewType("PasswordHash", str)
"""What is stored of a password: commands carry this, never the password itself."""
PasswordProof = NewType("PasswordProof", bytes)
"""That a password was checked: a digest of the hash it was checked against."""


LANGUAGES = ("en", "zh")
"""Those a person can read in."""


class Role(StrEnum):
    """What a person is at the station; each role's rights stand in the permission table."""

    CHIEF_MANAGER = "chief-manager"
    SENIOR_MANAGER = "senior-manager"
    MANAGER = "manager"
    DIRECTOR = "director"
    SPECIALIST = "specialist"
    SECTION_CHIEF = "section-chief"
    DEPARTMENT = "department"
    AUDITOR = "auditor"
    DESIGNER = "designer"
    ADMINISTRATOR = "administrator"
    WORKER = "worker"
    """A program that fetches work of topics and reports it; it sees no case beside."""
    SYSTEM = "system"
    """The engine itself: timers and other jobs. Nobody signs in with it."""


MANAGERS = frozenset({Role.CHIEF_MANAGER, Role.SENIOR_MANAGER, Role.MANAGER})


@record(frozen=True, kw_only=True, slots=True)
class User:
    """A person. `groups` are the candidate groups of diagrams the person belongs to."""

    id: UserId
    station: StationId
    name: str
    name_zh: str | None = None
    roles: frozenset[Role] = frozenset()
    groups: frozenset[str] = frozenset()
    language: str | None = None
    """The language the person chose; None: what the browser asks for."""
    active: bool = True
    email: str | None = None
    """Where letters to the person go; None: they get none."""

    def name_in(self, language: str) -> str:
        """Return the name as a reader of a language (`en`, `zh`) knows it."""
        return self.name_zh if language == "zh" and self.name_zh else self.name


@record(frozen=True, kw_only=True, slots=True)
class Called:
    """What a person is called, and no more: a list names many."""

    id: UserId
    name: str
    name_zh: str | None = None

    def name_in(self, language: str) -> str:
        """Return the name as a reader of a language (`en`, `zh`) knows it."""
        return self.name_zh if language == "zh" and self.name_zh else self.name


@dataclass
class Forbidden(YekuoError):
    """The person's roles do not allow the action, or not on this object."""

    actor: str
    action: str


@dataclass
class WrongCredentials(YekuoError):
    """No active person has this name and password."""

    login: str


@dataclass
class UnknownUser(YekuoError):
    """There is no such person, or no longer."""

    login: str


@dataclass
class BadPerson(YekuoError):
    """A person that cannot be entered: which field, and what it held."""

    login: str
    field: str
    found: str


@dataclass
class WeakPassword(YekuoError):
    """A password with too few letters, or more than are ever read."""

    shortest: int
    longest: int


@dataclass
class PersonExists(YekuoError):
    """A login is never given again, nor one that differs in capitals alone."""

    login: str


@dataclass
class PersonMoved(YekuoError):
    """Somebody else changed the person since the form was opened."""

    login: str


@dataclass
class LastAdministrator(YekuoError):
    """Nobody would be left who can administer people."""

    login: str
