"""What an absence must be to be entered: pure rules over what is known already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from engine.identity.absences.records import Absence
from engine.identity.permissions import Scope, scope_of
from engine.identity.users import User
from engine.kernel.errors import YekuoError
from engine.kernel.ids import AbsenceId, UserId

MOST_SUBSTITUTES = 5
LONGEST_DAYS = 366


class Why(StrEnum):
    """What keeps an absence from being entered."""

    PAST = "past"
    """It begins before today."""
    BACKWARDS = "backwards"
    """It ends before it begins, or before today."""
    TOO_LONG = "too-long"
    OVERLAP = "overlap"
    """The person is away then already."""
    OVER = "over"
    """It has ended."""
    NO_SUBSTITUTE = "no-substitute"
    TOO_MANY = "too-many"
    ONESELF = "oneself"
    UNKNOWN = "unknown"
    """No active person has the substitute's login."""
    NO_TASKS = "no-tasks"
    """The substitute's roles do no tasks: an auditor's, a designer's."""
    CIRCLE = "circle"
    """The substitute's own absence at that time leads back to the person."""


@dataclass
class BadAbsence(YekuoError):
    """An absence that cannot be entered, and why.

    `other` is the substitute's login, the other absence's first day, or the most there may be.
    """

    reason: Why
    other: str = ""


@dataclass
class UnknownAbsence(YekuoError):
    """There is no such absence, or it is not the reader's to touch."""

    absence: AbsenceId


def period(first: date, last: date, zone: tzinfo, now: datetime) -> tuple[datetime, datetime]:
    """Return the moments an absence of whole days begins and ends, in the station's zone.

    Raises BadAbsence: past, backwards, too-long.
    """
    if last < first:
        raise BadAbsence(Why.BACKWARDS)
    if first < now.astimezone(zone).date():
        raise BadAbsence(Why.PAST)
    return _midnight(first, zone), end_of(first, last, zone)


def end_of(first: date, last: date, zone: tzinfo) -> datetime:
    """Return the moment an absence up to and with a day ends. Raises BadAbsence: too-long."""
    if (last - first).days >= LONGEST_DAYS:
        raise BadAbsence(Why.TOO_LONG, str(LONGEST_DAYS))
    return _midnight(last + timedelta(days=1), zone)


def last_day(end: datetime, zone: tzinfo) -> date:
    """Return the last day of an absence that ends at a moment: the other way round of `end_of`."""
    return (end.astimezone(zone) - timedelta(microseconds=1)).date()


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone)


def check_substitutes(
    person: UserId, wanted: Sequence[UserId], known: Mapping[UserId, User]
) -> tuple[UserId, ...]:
    """Return the substitutes, each once, in their order.

    Raises BadAbsence: no-substitute, too-many, oneself, unknown, no-tasks.
    """
    substitutes = tuple(dict.fromkeys(wanted))
    if not substitutes:
        raise BadAbsence(Why.NO_SUBSTITUTE)
    if len(substitutes) > MOST_SUBSTITUTES:
        raise BadAbsence(Why.TOO_MANY, str(MOST_SUBSTITUTES))
    for login in substitutes:
        if login == person:
            raise BadAbsence(Why.ONESELF, login)
        user = known.get(login)
        if user is None or not user.active:
            raise BadAbsence(Why.UNKNOWN, login)
        if not may_stand_in(user):
            raise BadAbsence(Why.NO_TASKS, login)
    return substitutes


def may_stand_in(user: User) -> bool:
    """Say whether a person may be named as a substitute: an auditor or designer does no tasks."""
    return user.active and scope_of(user, "task.complete") is not Scope.NONE


def check_free(wanted: Absence, others: Iterable[Absence], zone: tzinfo) -> None:
    """Refuse a second absence at the same time. Raises BadAbsence: overlap."""
    for other in others:
        if other.id != wanted.id and other.overlaps(wanted.start, wanted.end):
            raise BadAbsence(Why.OVERLAP, other.start.astimezone(zone).date().isoformat())


def check_circle(wanted: Absence, meanwhile: Iterable[Absence]) -> None:
    """Refuse an absence whose substitutes' own absences lead back to its person, however far.

    `meanwhile` are everybody's absences that overlap the wanted one. Raises BadAbsence: circle.
    """
    named: dict[UserId, set[UserId]] = {}
    for absence in meanwhile:
        if absence.id != wanted.id:
            named.setdefault(absence.person, set()).update(absence.substitutes)
    for first in wanted.substitutes:
        reached, waiting = {first}, [first]
        while waiting:
            for login in named.get(waiting.pop(), set()) - reached:
                reached.add(login)
                waiting.append(login)
        if wanted.person in reached:
            raise BadAbsence(Why.CIRCLE, first)
