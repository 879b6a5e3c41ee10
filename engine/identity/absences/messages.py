"""What can be done about absences, and asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from engine.identity.users import User
from engine.kernel.ids import AbsenceId, UserId
from engine.kernel.messages import Command, Query


@dataclass(frozen=True, kw_only=True)
class EnterAbsence(Command[AbsenceId]):
    """Say that a person is away from a day up to and with another, and who stands in.

    Days are the station's. One's own absence, or anybody's for those who may. Raises BadAbsence,
    UnknownUser, Forbidden.
    """

    action: ClassVar[str] = "absence.enter"
    person: UserId
    first: date
    last: date
    substitutes: tuple[UserId, ...]


@dataclass(frozen=True, kw_only=True)
class ChangeAbsence(Command[None]):
    """Let an absence that is not over end on another day, or name other substitutes.

    Raises UnknownAbsence, BadAbsence.
    """

    action: ClassVar[str] = "absence.enter"
    absence: AbsenceId
    last: date
    substitutes: tuple[UserId, ...]


@dataclass(frozen=True, kw_only=True)
class EndAbsence(Command[None]):
    """End an absence now, or call it off; ending one that is over changes nothing.

    Raises UnknownAbsence.
    """

    action: ClassVar[str] = "absence.enter"
    absence: AbsenceId


@dataclass(frozen=True, kw_only=True, slots=True)
class AbsenceView:
    """An absence by days: `last` inclusive. `may_change` when the reader may end or change it."""

    id: AbsenceId
    person: User
    first: date
    last: date
    substitutes: tuple[User, ...]
    state: Literal["coming", "running"]
    may_change: bool


@dataclass(frozen=True, kw_only=True)
class Absences(Query[tuple[AbsenceView, ...]]):
    """Absences that are not over: of a person, or, `person` being None, everybody's one may see.

    With `as_substitute` those in which the person was named instead. Raises Forbidden for another
    person's when one may see one's own only.
    """

    action: ClassVar[str] = "absence.read"
    person: UserId | None = None
    as_substitute: bool = False


@dataclass(frozen=True, kw_only=True)
class PossibleSubstitutes(Query[tuple[User, ...]]):
    """The active people who may be named as a person's substitute, by login."""

    action: ClassVar[str] = "absence.enter"
    person: UserId
