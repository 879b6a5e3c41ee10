"""Entering, changing and ending absences; saying which there are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, tzinfo
from typing import Protocol

from engine.identity.absences.events import AbsenceChanged, AbsenceEnded, AbsenceEntered
from engine.identity.absences.messages import (
    Absences,
    AbsenceView,
    ChangeAbsence,
    EndAbsence,
    EnterAbsence,
    PossibleSubstitutes,
)
from engine.identity.absences.records import Absence, AbsenceStore
from engine.identity.absences.rules import (
    BadAbsence,
    UnknownAbsence,
    Why,
    check_circle,
    check_free,
    check_substitutes,
    end_of,
    last_day,
    may_stand_in,
    period,
)
from engine.identity.context import Context
from engine.identity.permissions import TABLE, Scope, scope_of
from engine.identity.ports import PersonStore, StationHistory
from engine.identity.users import Forbidden, UnknownUser, User
from engine.kernel.ids import AbsenceId, UserId
from engine.kernel.messages import Event

_NEW = AbsenceId(0)


class AbsenceUnit(Protocol):
    """One transaction, as handlers here see it."""

    @property
    def people(self) -> PersonStore:
        """People."""
        ...

    @property
    def absences(self) -> AbsenceStore:
        """Absences."""
        ...

    @property
    def history(self) -> StationHistory:
        """The station's history."""
        ...


class Enter:
    """Handles `EnterAbsence`."""

    def __init__(self, zone: tzinfo) -> None:
        """Count days in the station's zone."""
        self._zone = zone

    def __call__(self, command: EnterAbsence, context: Context[AbsenceUnit]) -> AbsenceId:
        """Enter an absence; the same one sent twice overlaps itself and is refused."""
        _require(context, command.person, command.action)
        if not context.unit.absences.lock(command.person):
            raise UnknownUser(command.person)
        start, end = period(command.first, command.last, self._zone, context.now)
        wanted = Absence(
            id=_NEW,
            station=context.actor.station,
            person=command.person,
            start=start,
            end=end,
            substitutes=_substitutes(context, command.person, command.substitutes),
            entered_by=context.actor.id,
        )
        _check(context, wanted, self._zone)
        entered = context.unit.absences.add(wanted, context.now)
        event = AbsenceEntered(
            absence=entered,
            person=wanted.person,
            start=start,
            end=end,
            substitutes=list(wanted.substitutes),
        )
        _tell(context, event)
        return entered


class Change:
    """Handles `ChangeAbsence`."""

    def __init__(self, zone: tzinfo) -> None:
        """Count days in the station's zone."""
        self._zone = zone

    def __call__(self, command: ChangeAbsence, context: Context[AbsenceUnit]) -> None:
        """Change an absence; what is so already stays without a word in the history."""
        known = _own(context, command.absence)
        if known.is_over(context.now):
            raise BadAbsence(Why.OVER)
        first = known.start.astimezone(self._zone).date()
        if command.last < max(first, context.now.astimezone(self._zone).date()):
            raise BadAbsence(Why.BACKWARDS)
        changed = replace(
            known,
            end=end_of(first, command.last, self._zone),
            substitutes=_substitutes(context, known.person, command.substitutes),
        )
        if changed == known:
            return
        _check(context, changed, self._zone)
        context.unit.absences.change(changed)
        event = AbsenceChanged(
            absence=known.id, person=known.person, before=_kept(known), after=_kept(changed)
        )
        _tell(context, event)


def end(command: EndAbsence, context: Context[AbsenceUnit]) -> None:
    """End an absence now; one that has not begun never begins."""
    known = _own(context, command.absence)
    if known.is_over(context.now):
        return
    context.unit.absences.change(replace(known, end=max(known.start, context.now)))
    _tell(context, AbsenceEnded(absence=known.id, person=known.person, planned=known.end))


def _require(context: Context[AbsenceUnit], person: UserId, action: str) -> None:
    if context.scope is not Scope.STATION and person != context.actor.id:
        raise Forbidden(context.actor.id, action)


def _own(context: Context[AbsenceUnit], absence: AbsenceId) -> Absence:
    """Return an absence the actor may touch, keeping others off it. Raises UnknownAbsence."""
    seen = context.unit.absences.get(absence)
    reaches = context.scope is Scope.STATION
    if seen is None or not (reaches or seen.person == context.actor.id):
        raise UnknownAbsence(absence)
    context.unit.absences.lock(seen.person)
    return context.unit.absences.get(absence) or seen


def _substitutes(
    context: Context[AbsenceUnit], person: UserId, wanted: tuple[UserId, ...]
) -> tuple[UserId, ...]:
    known = context.unit.people.names(wanted)
    return check_substitutes(person, wanted, {user.id: user for user in known.values()})


def _check(context: Context[AbsenceUnit], wanted: Absence, zone: tzinfo) -> None:
    store = context.unit.absences
    check_free(wanted, store.of_person(wanted.person, context.now), zone)
    check_circle(wanted, store.during(wanted.start, wanted.end))


def _kept(absence: Absence) -> dict[str, object]:
    return {"end": absence.end, "substitutes": list(absence.substitutes)}


def _tell(context: Context[AbsenceUnit], event: Event) -> None:
    context.unit.history.append_to_station([event], at=context.now, actor=context.actor.id)


class ReadAbsences:
    """Answers `Absences`."""

    def __init__(self, zone: tzinfo) -> None:
        """Tell days in the station's zone."""
        self._zone = zone

    def __call__(self, query: Absences, context: Context[AbsenceUnit]) -> tuple[AbsenceView, ...]:
        """Return absences that are not over, the next one first."""
        if query.person != context.actor.id:
            _require(context, query.person or UserId(""), query.action)
        found = _found(query, context)
        logins = {a.person for a in found} | {s for a in found for s in a.substitutes}
        known = context.unit.people.names(logins)
        return tuple(self._view(context, absence, known.values()) for absence in found)

    def _view(
        self, context: Context[AbsenceUnit], absence: Absence, known: Iterable[User]
    ) -> AbsenceView:
        people = {user.id: user for user in known}
        reach = scope_of(context.actor, "absence.enter")
        own = reach is Scope.OWN and absence.person == context.actor.id
        return AbsenceView(
            id=absence.id,
            person=people[absence.person],
            first=absence.start.astimezone(self._zone).date(),
            last=last_day(absence.end, self._zone),
            substitutes=tuple(people[login] for login in absence.substitutes),
            state="running" if absence.start <= context.now else "coming",
            may_change=own or reach is Scope.STATION,
        )


def _found(query: Absences, context: Context[AbsenceUnit]) -> list[Absence]:
    store, now = context.unit.absences, context.now
    if query.person is None:
        found = store.during(now, datetime.max.replace(tzinfo=now.tzinfo))
    elif query.as_substitute:
        found = store.of_substitute(query.person, now)
    else:
        found = store.of_person(query.person, now)
    return [absence for absence in found if not absence.is_over(now)]


def possible_substitutes(
    query: PossibleSubstitutes, context: Context[AbsenceUnit]
) -> tuple[User, ...]:
    """Answer `PossibleSubstitutes`."""
    _require(context, query.person, query.action)
    able = [role for role, scope in TABLE["task.complete"].items() if scope is not Scope.NONE]
    found = context.unit.people.with_roles(able)
    return tuple(
        sorted(
            (user for user in found if user.id != query.person and may_stand_in(user)),
            key=lambda user: user.id,
        )
    )
