"""Passwords are kept as Argon2id hashes."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError


class Passwords:
    """Hashes and checks passwords at one cost."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        """Take the library's recommended cost unless a hasher of another cost is given."""
        self._hasher = hasher or PasswordHasher()
        self._nobody = self._hasher.hash("nobody has this password")

    @classmethod
    def cheap(cls) -> Passwords:
        """Return one that is fast and weak: for tests and the demo's public passwords."""
        return cls(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))

    def hash(self, password: str) -> str:
        """Return the hash to store."""
        return self._hasher.hash(password)

    def matches(self, stored: str | None, password: str) -> bool:
        """Say whether a password is the stored one; as slow when nothing is stored."""
        try:
            return self._hasher.verify(stored or self._nobody, password) and stored is not None
        except (VerificationError, InvalidHashError):
            return False
