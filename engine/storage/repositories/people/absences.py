"""Absences and their substitutes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    String,
    bindparam,
    delete,
    insert,
    select,
    union,
    update,
)

from engine.identity.absences.records import Absence, StandIn
from engine.kernel.ids import AbsenceId, StationId, UserId
from engine.storage.prepared import Prepared
from engine.storage.tables.people import absence as table
from engine.storage.tables.people import absence_substitute as substitutes
from engine.storage.tables.people import person, person_group
from engine.storage.types import Moment, fits, writable


def _standing_in() -> Prepared:
    """Whom a person stands in for, each once for each of their groups: asked for in every inbox."""
    now = bindparam("now", type_=Moment())
    away = (
        select(table.c.login.label("absent"), substitutes.c.login.label("named"))
        .join(substitutes, substitutes.c.absence_id == table.c.id)
        .where(table.c.start_at <= now, substitutes.c.end_at > now)
    )
    first, second, further = away.subquery("a"), away.subquery("b"), away.subquery("c")
    who = bindparam("who", type_=String())
    direct = select(first.c.absent).where(first.c.named == who)
    one_further = (
        select(further.c.absent)
        .join(second, second.c.absent == further.c.named)
        .where(second.c.named == who)
    )
    found = union(direct, one_further).subquery("found")
    return Prepared(
        select(found.c.absent, person_group.c.name)
        .select_from(found.outerjoin(person_group, person_group.c.login == found.c.absent))
        .where(found.c.absent != who)
        .order_by(found.c.absent)
    )


_STANDING_IN = _standing_in()
_IS_ONE = table.c.start_at < table.c.end_at
"""It was not called off before it began."""


class SqlAbsences:
    """Absences inside a transaction."""

    def __init__(self, connection: Connection) -> None:
        """Work on an open transaction."""
        self._db = connection
        self._known: dict[tuple[UserId, datetime], Sequence[StandIn]] = {}

    def standing_in(self, substitute: UserId, now: datetime) -> Sequence[StandIn]:
        """Return whom a person stands in for, by login; asked of the store once a transaction."""
        key = (substitute, now)
        if key not in self._known:
            groups: dict[UserId, set[str]] = {}
            for row in _STANDING_IN.all(self._db, {"who": substitute, "now": now}):
                of = groups.setdefault(UserId(row.absent), set())
                if row.name is not None:
                    of.add(row.name)
            self._known[key] = [StandIn(person=p, groups=frozenset(g)) for p, g in groups.items()]
        return self._known[key]

    def lock(self, person_: UserId) -> bool:
        """Keep others from entering absences of a person; False when there is no such person."""
        if not writable(person_):
            return False
        wanted = select(person.c.login).where(person.c.login == person_).with_for_update()
        return self._db.execute(wanted).first() is not None

    def get(self, absence: AbsenceId) -> Absence | None:
        """Return an absence."""
        if not fits(absence):
            return None
        return next(iter(self._found(table.c.id == absence)), None)

    def of_person(self, person_: UserId, until_after: datetime) -> Sequence[Absence]:
        """Return the absences of a person that end after a moment, the next one first."""
        return self._found(_IS_ONE, table.c.login == person_, table.c.end_at > until_after)

    def of_substitute(self, substitute: UserId, until_after: datetime) -> Sequence[Absence]:
        """Return the absences in which a person was named, that end after a moment."""
        named = select(substitutes.c.absence_id).where(
            substitutes.c.login == substitute, substitutes.c.end_at > until_after
        )
        return self._found(_IS_ONE, table.c.id.in_(named), table.c.end_at > until_after)

    def during(self, start: datetime, end: datetime) -> Sequence[Absence]:
        """Return everybody's absences that have a moment in common with a period."""
        return self._found(_IS_ONE, table.c.end_at > start, table.c.start_at < end)

    def away(self, people: Iterable[UserId], now: datetime) -> dict[UserId, Absence]:
        """Return the absences of those of some people who are away now."""
        wanted = sorted(set(people))
        if not wanted:
            return {}
        found = self._found(
            table.c.login.in_(wanted), table.c.start_at <= now, table.c.end_at > now
        )
        return {absence.person: absence for absence in found}

    def add(self, absence: Absence, at: datetime) -> AbsenceId:
        """Enter an absence, whatever its `id` says; return the one it got."""
        row = {
            "station_id": absence.station,
            "login": absence.person,
            "start_at": absence.start,
            "end_at": absence.end,
            "entered_by": absence.entered_by,
            "entered_at": at,
        }
        entered = self._db.execute(insert(table).values(row).returning(table.c.id)).scalar_one()
        self._name(AbsenceId(entered), absence)
        return AbsenceId(entered)

    def change(self, absence: Absence) -> None:
        """Save an absence's end and substitutes."""
        self._db.execute(update(table).where(table.c.id == absence.id).values(end_at=absence.end))
        theirs = substitutes.c.absence_id == absence.id
        heard = select(substitutes.c.login).where(theirs, substitutes.c.told == 1)
        told = set(self._db.execute(heard).scalars())
        self._db.execute(delete(substitutes).where(theirs))
        self._name(absence.id, absence, told)

    def untold(self, now: datetime, limit: int) -> Sequence[tuple[Absence, UserId]]:
        """Return who stands in from now on and has not heard of it, with the absence."""
        wanted = (
            select(table.c.id, substitutes.c.login)
            .join(substitutes, substitutes.c.absence_id == table.c.id)
            .where(table.c.end_at > now, table.c.start_at <= now, substitutes.c.told == 0)
            .order_by(table.c.id, substitutes.c.place)
            .limit(limit)
        )
        found = self._db.execute(wanted).all()
        absences = {a.id: a for a in self._found(table.c.id.in_({row.id for row in found}))}
        return [(absences[AbsenceId(row.id)], UserId(row.login)) for row in found]

    def tell(self, absence: AbsenceId, substitute: UserId) -> bool:
        """Note that a substitute has heard; False when that is noted already."""
        here = (substitutes.c.absence_id == absence, substitutes.c.login == substitute)
        once = update(substitutes).where(*here, substitutes.c.told == 0).values(told=1)
        return self._db.execute(once).rowcount > 0

    def _name(
        self, number: AbsenceId, absence: Absence, told: Collection[str] = frozenset()
    ) -> None:
        self._known.clear()
        rows = [
            {
                "absence_id": number,
                "place": place,
                "login": login,
                "end_at": absence.end,
                "told": int(login in told),
            }
            for place, login in enumerate(absence.substitutes)
        ]
        self._db.execute(insert(substitutes), rows)

    def _found(self, *conditions: ColumnElement[bool]) -> list[Absence]:
        wanted = select(table).where(*conditions).order_by(table.c.start_at, table.c.id)
        rows = self._db.execute(wanted).all()
        named: dict[int, list[UserId]] = {row.id: [] for row in rows}
        of_them = (
            select(substitutes)
            .where(substitutes.c.absence_id.in_(list(named)))
            .order_by(substitutes.c.absence_id, substitutes.c.place)
        )
        if rows:
            for row in self._db.execute(of_them):
                named[row.absence_id].append(UserId(row.login))
        return [
            Absence(
                id=AbsenceId(row.id),
                station=StationId(row.station_id),
                person=UserId(row.login),
                start=row.start_at,
                end=row.end_at,
                substitutes=tuple(named[row.id]),
                entered_by=UserId(row.entered_by),
            )
            for row in rows
        ]
