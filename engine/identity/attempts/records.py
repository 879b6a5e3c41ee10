"""A count of attempts as stored."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, kw_only=True, slots=True)
class Attempts:
    """How many there were in a span of time that ends at `until`."""

    count: int
    until: datetime


def place(key: str) -> str:
    """Return under what a key is stored: its digest, since keys hold what strangers typed."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


class AttemptStore(Protocol):
    """Counts inside a transaction."""

    def add(self, place: str, amount: int, now: datetime, until: datetime) -> Attempts:
        """Count some more; a new span, to `until`, begins when none runs."""
        ...

    def seen(self, place: str, now: datetime) -> Attempts | None:
        """Return the count of the span that runs."""
        ...

    def forget(self, place: str) -> None:
        """Count from nothing again."""
        ...

    def forget_over(self, now: datetime) -> None:
        """Let go of every span that is over."""
        ...
