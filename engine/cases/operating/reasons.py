"""What every command that operates a case asks first: why."""

from __future__ import annotations

from engine.cases.operating.errors import NoReason

LONGEST = 2_000
"""Most characters of a reason."""


def reasoned(reason: str) -> str:
    """Return a reason without what is around it. Raises NoReason."""
    text = reason.strip()
    if not 0 < len(text) <= LONGEST:
        raise NoReason(LONGEST)
    return text
