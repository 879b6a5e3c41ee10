"""What the store must offer about people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from engine.identity.users import Role, User
from engine.kernel.ids import UserId


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

    def with_roles(self, roles: Iterable[Role]) -> Sequence[User]:
        """Return the active people who have one of some roles."""
        ...

    def put(self, user: User, password_hash: str | None) -> None:
        """Enter a person, or save one; a hash of None keeps the stored one."""
        ...
