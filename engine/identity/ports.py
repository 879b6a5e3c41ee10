"""What the store must offer about people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from engine.identity.people.messages import People
from engine.identity.users import Called, Role, User
from engine.kernel.ids import UserId
from engine.kernel.messages import Event


class PersonStore(Protocol):
    """People inside a transaction."""

    def get(self, login: UserId) -> User | None:
        """Return a person, active or not."""
        ...

    def password_hash(self, login: UserId) -> str | None:
        """Return the stored hash of an active person's password."""
        ...

    def names(self, logins: Iterable[str]) -> Mapping[str, User]:
        """Return people by login; unknown logins are left out."""
        ...

    def called(self, logins: Iterable[str]) -> Mapping[str, Called]:
        """Return what people are called, by login; unknown logins are left out."""
        ...

    def with_roles(self, roles: Iterable[Role]) -> Sequence[User]:
        """Return the active people who have one of some roles."""
        ...

    def hold(self, role: Role) -> None:
        """Keep others who hold the same role back until the transaction ends."""
        ...

    def same_login(self, login: UserId) -> UserId | None:
        """Return the login of whoever has this one, capitals or not."""
        ...

    def page(self, wanted: People, limit: int) -> Sequence[User]:
        """Return people a query wants, by login."""
        ...

    def members(self, groups: Iterable[str]) -> Mapping[str, Sequence[UserId]]:
        """Return the active members of groups, by login."""
        ...

    def in_groups(self) -> Sequence[User]:
        """Return the active people who belong to a group."""
        ...

    def has_password(self, login: UserId) -> bool:
        """Say whether a person could sign in with a password, were they active."""
        ...

    def tour_done(self, login: UserId) -> bool:
        """Say whether a person has taken the tour, or did not want it."""
        ...

    def finish_tour(self, login: UserId, *, done: bool) -> None:
        """Remember whether a person has taken the tour."""
        ...

    def enter(self, user: User, password_hash: str | None) -> None:
        """Enter a new person. Raises StoreBusy when one of that login was entered meanwhile."""
        ...

    def put(self, user: User, password_hash: str | None) -> None:
        """Enter a person, or save one; a hash of None keeps the stored one."""
        ...


class StationHistory(Protocol):
    """The history of what belongs to no case."""

    def append_to_station(
        self, events: Sequence[Event], *, at: datetime, actor: UserId | None
    ) -> None:
        """Chain events."""
        ...
