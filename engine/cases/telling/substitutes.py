"""Tells substitutes, once, how much waits for them when an absence begins."""

from __future__ import annotations

from engine.cases.ports.reading import Seen
from engine.cases.telling.messages import TellSubstitutes
from engine.cases.telling.ports import SubstituteUnit
from engine.identity.absences.records import Absence, StandIn
from engine.identity.context import Context
from engine.identity.users import User
from engine.notify.kinds import Kind
from engine.notify.notices import NewNotice


def tell_substitutes(command: TellSubstitutes, context: Context[SubstituteUnit]) -> int:
    """Handle `TellSubstitutes`; nobody is told of nothing."""
    unit = context.unit
    found = unit.absences.untold(context.now, command.limit)
    logins = {login for absence, named in found for login in (absence.person, named)}
    users = unit.people.names(logins)
    for absence, named in found:
        if not unit.absences.tell(absence.id, named):
            continue  # another process was first
        person, substitute = users.get(absence.person), users.get(named)
        if person is None or substitute is None or not substitute.active:
            continue
        number = _waiting(context, person, substitute)
        if number:
            unit.notices.add([_notice(context, absence, substitute, number)])
    return len(found)


def _waiting(context: Context[SubstituteUnit], person: User, substitute: User) -> int:
    """Return how many tasks of a person a substitute can do, as the inbox would count them."""
    seen = Seen(
        login=substitute.id,
        groups=substitute.groups,
        station=False,
        now=context.now,
        standing_in=[StandIn(person=person.id, groups=person.groups)],
    )
    return context.unit.reading.count(seen, "substitute").number


def _notice(
    context: Context[SubstituteUnit], absence: Absence, substitute: User, number: int
) -> NewNotice:
    detail = {"about": absence.person, "number": number, "due": absence.end}
    return NewNotice(kind=Kind.STANDS_IN, at=context.now, login=substitute.id, detail=detail)
