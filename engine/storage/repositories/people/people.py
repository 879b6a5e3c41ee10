"""People, their roles and groups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    bindparam,
    delete,
    insert,
    null,
    or_,
    select,
    union_all,
    update,
)

from engine.identity.people.messages import People
from engine.identity.users import Called, Role, User
from engine.kernel.ids import StationId, UserId
from engine.storage.prepared import Prepared, Record
from engine.storage.tables.people import person, person_group, person_role
from engine.storage.types import writable


def _each_of(*who: ColumnElement[bool]) -> CompoundSelect[Any]:
    """Select people, each once for each role and each group."""
    return union_all(
        select(person, person_role.c.role, null().label("member_of"))
        .outerjoin(person_role, person_role.c.login == person.c.login)
        .where(*who),
        select(person, null(), person_group.c.name)
        .join(person_group, person_group.c.login == person.c.login)
        .where(*who),
    )


ACTOR = Prepared(_each_of(person.c.login == bindparam("who")))
"""A person: asked for in every step."""


class SqlPeople:
    """People inside a transaction."""

    def __init__(self, connection: Connection) -> None:
        """Work on an open transaction."""
        self._db = connection

    def get(self, login: UserId) -> User | None:
        """Return a person, active or not."""
        return ACTOR.read(self._db, {"who": login}, _actor) if writable(login) else None

    def password_hash(self, login: UserId) -> str | None:
        """Return the stored hash of an active person's password."""
        if not writable(login):
            return None
        wanted = select(person.c.password_hash).where(person.c.login == login, person.c.active)
        return self._db.execute(wanted).scalar()

    def names(self, logins: Iterable[str]) -> Mapping[str, User]:
        """Return people by login; unknown logins are left out."""
        wanted = sorted(filter(writable, set(logins)))
        if not wanted:
            return {}
        return {user.id: user for user in self._people(person.c.login.in_(wanted))}

    def called(self, logins: Iterable[str]) -> Mapping[str, Called]:
        """Return what people are called, by login; unknown logins are left out."""
        wanted = sorted(filter(writable, set(logins)))
        if not wanted:
            return {}
        names = select(person.c.login, person.c.name, person.c.name_zh)
        rows = self._db.execute(names.where(person.c.login.in_(wanted)))
        return {row[0]: Called(id=UserId(row[0]), name=row[1], name_zh=row[2]) for row in rows}

    def with_roles(self, roles: Iterable[Role]) -> Sequence[User]:
        """Return the active people who have one of some roles, by login."""
        able = select(person_role.c.login).where(person_role.c.role.in_(sorted(roles)))
        return self._people(person.c.active, person.c.login.in_(able))

    def hold(self, role: Role) -> None:
        """Keep others who hold the same role back until the transaction ends."""
        rows = select(person_role.c.login).where(person_role.c.role == role)
        self._db.execute(rows.order_by(person_role.c.login).with_for_update()).all()

    def same_login(self, login: UserId) -> UserId | None:
        """Return the login of whoever has this one, capitals or not."""
        same = select(person.c.login).where(person.c.folded == login.casefold())
        found = self._db.execute(same).scalar()
        return UserId(found) if found is not None else None

    def page(self, wanted: People, limit: int) -> Sequence[User]:
        """Return people a query wants, by login."""
        if not all(map(writable, (wanted.text, wanted.group or "", wanted.after or ""))):
            return []
        return self._people(
            person.c.login.in_(_wanted(wanted).order_by(person.c.login).limit(limit))
        )

    def members(self, groups: Iterable[str]) -> Mapping[str, Sequence[UserId]]:
        """Return the active members of groups, by login."""
        found: dict[str, list[UserId]] = {}
        theirs = (
            select(person_group.c.name, person_group.c.login)
            .join(person, person.c.login == person_group.c.login)
            .where(person.c.active, person_group.c.name.in_(sorted(set(groups))))
            .order_by(person_group.c.login)
        )
        for row in self._db.execute(theirs):
            found.setdefault(row.name, []).append(UserId(row.login))
        return found

    def in_groups(self) -> Sequence[User]:
        """Return the active people who belong to a group, by login."""
        return self._people(person.c.active, person.c.login.in_(select(person_group.c.login)))

    def has_password(self, login: UserId) -> bool:
        """Say whether a person could sign in with a password, were they active."""
        stored = select(person.c.password_hash).where(person.c.login == login)
        return self._db.execute(stored).scalar() is not None

    def tour_done(self, login: UserId) -> bool:
        """Say whether a person has taken the tour, or did not want it."""
        stored = select(person.c.tour_done).where(person.c.login == login)
        return bool(self._db.execute(stored).scalar())

    def finish_tour(self, login: UserId, *, done: bool) -> None:
        """Remember whether a person has taken the tour."""
        self._db.execute(update(person).where(person.c.login == login).values(tour_done=done))

    def enter(self, user: User, password_hash: str | None) -> None:
        """Enter a new person. Raises StoreBusy when one of that login was entered meanwhile.

        Only ever an insert: whom another transaction entered since one looked is not overwritten,
        and a login that differs from another in capitals alone is the same.
        """
        self._insert(user, {"password_hash": password_hash})
        self._put_many(user)

    def put(self, user: User, password_hash: str | None) -> None:
        """Enter a person, or save one; a hash of None keeps the stored one."""
        row = _row(user)
        if password_hash is not None:
            row["password_hash"] = password_hash
        saved = self._db.execute(update(person).where(person.c.login == user.id).values(row))
        if saved.rowcount == 0:
            self._insert(user, row)
        self._put_many(user)

    def _insert(self, user: User, more: dict[str, object]) -> None:
        row = {"login": user.id, "folded": user.id.casefold(), **_row(user), **more}
        self._db.execute(insert(person).values(row))

    def _put_many(self, user: User) -> None:
        self._db.execute(delete(person_role).where(person_role.c.login == user.id))
        self._db.execute(delete(person_group).where(person_group.c.login == user.id))
        if user.roles:
            rows = [{"login": user.id, "role": role.value} for role in sorted(user.roles)]
            self._db.execute(insert(person_role), rows)
        if user.groups:
            rows = [{"login": user.id, "name": name} for name in sorted(user.groups)]
            self._db.execute(insert(person_group), rows)

    def _people(self, *who: ColumnElement[bool]) -> list[User]:
        found = _each_of(*who).subquery()
        rows_of: dict[str, list[Record]] = {}
        for row in self._db.execute(select(found).order_by(found.c.login)):
            rows_of.setdefault(row.login, []).append(row)
        return [user_of(rows) for rows in rows_of.values()]


def _actor(rows: Sequence[Record]) -> User | None:
    return user_of(rows) if rows else None


def user_of(rows: Sequence[Record]) -> User:
    """Return the person of rows that hold one role or one group each."""
    roles = frozenset(Role(row.role) for row in rows if row.role is not None)
    groups = frozenset(row.member_of for row in rows if row.member_of is not None)
    row = rows[0]
    return User(
        id=UserId(row.login),
        station=StationId(row.station_id),
        name=row.name,
        name_zh=row.name_zh,
        roles=roles,
        groups=groups,
        language=row.language,
        active=bool(row.active),
        email=row.email,
    )


def _wanted(query: People) -> Select[tuple[str]]:
    wanted = select(person.c.login)
    if query.active is not None:
        wanted = wanted.where(person.c.active.is_(query.active))
    if query.text:
        columns = (person.c.login, person.c.name, person.c.name_zh)
        found = (column.icontains(query.text, autoescape=True) for column in columns)
        wanted = wanted.where(or_(*found))
    if query.role is not None:
        able = select(person_role.c.login).where(person_role.c.role == query.role.value)
        wanted = wanted.where(person.c.login.in_(able))
    if query.group is not None:
        members = select(person_group.c.login).where(person_group.c.name == query.group)
        wanted = wanted.where(person.c.login.in_(members))
    if query.after is not None:
        wanted = wanted.where(person.c.login > query.after)
    return wanted


def _row(user: User) -> dict[str, object]:
    return {
        "station_id": user.station,
        "name": user.name,
        "name_zh": user.name_zh,
        "language": user.language,
        "active": user.active,
        "email": user.email,
    }
