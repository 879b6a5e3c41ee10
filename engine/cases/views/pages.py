"""Lists, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True, slots=True)
class Page(Generic[T]):
    """Some rows of many; `next` goes into the query's `after`, None at the end."""

    rows: tuple[T, ...]
    next: str | None
