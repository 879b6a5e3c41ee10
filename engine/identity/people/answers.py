"""Who there is, who belongs where, and what happened to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import tzinfo
from itertools import islice
from typing import Protocol

from engine.identity.absences.records import AbsenceStore
from engine.identity.absences.rules import last_day
from engine.identity.audit import AuditTrail, StoredEvent, trail_of
from engine.identity.context import Context
from engine.identity.people.messages import (
    Groups,
    GroupView,
    People,
    PeopleHistory,
    PersonDetail,
    PersonLine,
    PersonView,
)
from engine.identity.people.rules import edition_of
from engine.identity.ports import PersonStore
from engine.identity.sessions.records import SessionStore
from engine.identity.tokens.records import TokenStore
from engine.identity.users import UnknownUser, User
from engine.kernel.pages import Page

MOST_ROWS = 200
KINDS = (
    "person-entered", "person-changed", "password-set", "sessions-ended",
    "token-created", "token-revoked",
    "absence-entered", "absence-changed", "absence-ended",
)  # fmt: skip
"""The station's events that are about a person: `data["person"]` is their login."""


class StationReading(Protocol):
    """The station's history, for queries."""

    def of_station(self, kinds: Sequence[str], before: int | None) -> Iterator[StoredEvent]:
        """Give the station's events of some kinds before one of them, latest first."""
        ...


class ReadingUnit(Protocol):
    """One look at the store, as answers here need it."""

    @property
    def people(self) -> PersonStore:
        """People."""
        ...

    @property
    def absences(self) -> AbsenceStore:
        """Absences."""
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
    def history(self) -> StationReading:
        """The station's history."""
        ...


class ReadPeople:
    """Answers `People`."""

    def __init__(self, zone: tzinfo) -> None:
        """Tell days in the station's zone."""
        self._zone = zone

    def __call__(self, query: People, context: Context[ReadingUnit]) -> Page[PersonLine]:
        """Return a page of people."""
        limit = max(1, min(query.limit, MOST_ROWS))
        found = context.unit.people.page(query, limit + 1)
        shown = found[:limit]
        away = context.unit.absences.away((user.id for user in shown), context.now)
        rows = tuple(
            PersonLine(user=user, away_until=last_day(away[user.id].end, self._zone))
            if user.id in away
            else PersonLine(user=user, away_until=None)
            for user in shown
        )
        return Page(rows=rows, next=shown[-1].id if len(found) > limit else None)


def read_person(query: PersonDetail, context: Context[ReadingUnit]) -> PersonView:
    """Answer `PersonDetail`."""
    unit = context.unit
    user = unit.people.get(query.person)
    if user is None:
        raise UnknownUser(query.person)
    return PersonView(
        user=user,
        edition=edition_of(user),
        has_password=unit.people.has_password(user.id),
        sessions=len(unit.sessions.of_person(user.id)),
        tokens=sum(1 for token in unit.tokens.of_person(user.id) if token.holds(context.now)),
    )


def read_groups(_: Groups, context: Context[ReadingUnit]) -> tuple[GroupView, ...]:
    """Answer `Groups`."""
    members: dict[str, list[User]] = {}
    for user in context.unit.people.in_groups():
        for name in user.groups:
            members.setdefault(name, []).append(user)
    return tuple(
        GroupView(name=name, members=tuple(sorted(found, key=lambda user: user.id)))
        for name, found in sorted(members.items())
    )


def read_history(query: PeopleHistory, context: Context[ReadingUnit]) -> AuditTrail:
    """Answer `PeopleHistory`."""
    limit = max(1, min(query.limit, MOST_ROWS))
    events = (
        event
        for event in context.unit.history.of_station(KINDS, query.before)
        if query.person is None or event.data.get("person") == query.person
    )
    found = list(islice(events, limit + 1))
    return trail_of(found, limit, _logins, context.unit.people.names)


def _logins(event: StoredEvent) -> Iterator[str]:
    """Give the logins an event names: who did it, to whom, who stands or stood in."""
    data = event.data
    for facts in (data, data.get("before") or {}, data.get("after") or {}):
        yield from facts.get("substitutes") or ()
    yield from (login for login in (event.actor, data.get("person")) if login)
