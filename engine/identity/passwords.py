"""Passwords are kept as Argon2id hashes."""

from __future__ import annotations

import hashlib

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from engine.identity.users import PasswordHash, PasswordProof, WeakPassword

SHORTEST = 10
"""Letters; length is all that is asked for (NIST SP 800-63B, 3.1.1: no rules of composition)."""
LONGEST = 1024
"""Hashing takes the longer the longer a password is; nobody's has more letters than this."""


def proof_of(stored: str | None) -> PasswordProof:
    """Return the proof that a password was checked against a stored hash."""
    return PasswordProof(hashlib.sha256((stored or "").encode()).digest())


class Passwords:
    """Hashes and checks passwords at one cost."""

    def __init__(self, hasher: PasswordHasher | None = None, shortest: int = SHORTEST) -> None:
        """Take the library's recommended cost unless a hasher of another cost is given."""
        self._hasher = hasher or PasswordHasher()
        self._shortest = shortest
        self._nobody = self._hasher.hash("nobody has this password")

    @classmethod
    def cheap(cls) -> Passwords:
        """Return one that is fast and weak: for tests and the demo's public passwords."""
        return cls(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1), shortest=4)

    def hash(self, password: str) -> PasswordHash:
        """Return the hash to store. Raises WeakPassword."""
        if not self._shortest <= len(password) <= LONGEST:
            raise WeakPassword(self._shortest, LONGEST)
        return PasswordHash(self._hasher.hash(password))

    def matches(self, stored: str | None, password: str) -> bool:
        """Say whether a password is the stored one; as slow when nothing is stored."""
        try:
            return self._hasher.verify(stored or self._nobody, password) and stored is not None
        except (VerificationError, InvalidHashError):
            return False
