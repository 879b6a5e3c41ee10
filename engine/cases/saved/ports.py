"""What kept filters need of the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from engine.cases.ports.reading import ReadUnit
from engine.kernel.ids import FilterId, StationId, UserId


@dataclass(frozen=True, kw_only=True, slots=True)
class FilterRecord:
    """A filter as kept; `asked` is JSON."""

    id: FilterId
    station: StationId
    of: str
    owner: UserId
    name: str
    asked: str
    group: str | None


class FilterStore(Protocol):
    """Kept filters inside a transaction."""

    def get(self, wanted: FilterId) -> FilterRecord | None:
        """Return a filter."""
        ...

    def seen_by(self, login: UserId, groups: frozenset[str], of: str) -> Sequence[FilterRecord]:
        """Return a person's filters of a list and those shared with some groups, by name."""
        ...

    def add(self, record: FilterRecord) -> FilterId:
        """Enter a filter (its `id` is ignored) and return the id given."""
        ...

    def put(self, record: FilterRecord) -> None:
        """Save a filter."""
        ...

    def drop(self, wanted: FilterId) -> None:
        """Forget a filter."""
        ...


class FilterUnit(ReadUnit, Protocol):
    """One transaction, as handlers and answers about kept filters see it."""

    @property
    def filters(self) -> FilterStore:
        """Kept filters."""
        ...
