"""Lists, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True, slots=True)
class Page(Generic[T]):
    """Some rows of many; `next` goes into the query's `after`, None at the end.

    `partial`: a filter let so few through that the look ended before the page was full; there may
    be more behind `next`.
    """

    rows: tuple[T, ...]
    next: str | None
    partial: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Number:
    """How many rows there are, counted up to a number; `least`: maybe more."""

    number: int
    least: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Head(Generic[T]):
    """How many rows a list has, and the first of them."""

    number: Number
    rows: tuple[T, ...]
