"""What the sources of a list give, put together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import CompoundSelect, Select, select, union


def together(parts: Sequence[Select[Any]]) -> Select[Any] | CompoundSelect[Any]:
    """Put sources together, each row once."""
    if len(parts) == 1:
        return parts[0]
    return union(*(select(part.subquery()) for part in parts))
