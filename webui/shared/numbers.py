"""Numbers of rows as people read them."""

from __future__ import annotations

from engine.api import MANY


def counted(number: int) -> str:
    """Return a count in words: the engine counts no further than MANY."""
    return str(number) if number < MANY else f"{MANY - 1}+"
