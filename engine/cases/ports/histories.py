"""The history as queries read it: events of one case, and whole chains."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from engine.cases.ports.stores import HistoryStore
from engine.history.chain import Recorded
from engine.kernel.ids import CaseId, UserId


@dataclass(frozen=True, kw_only=True, slots=True)
class EventsWanted:
    """Which events of a case: of some kinds (none named: all), done by one person (empty: by the
    engine itself), from a moment on, before another, before and after a number.
    """

    kinds: Sequence[str] = ()
    by: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None
    after: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredChain:
    """A chain as stored: its events, and where the case says that it ends.

    Case 0 is the station itself; nothing says where its chain ends (`head` is None). A case that
    is gone while its events are there has None for its number.
    """

    case: CaseId
    number: str | None
    head: tuple[int, bytes] | None
    events: Sequence[Recorded]


class HistoryReading(HistoryStore, Protocol):
    """The history, for queries."""

    def latest(self, case: CaseId, wanted: EventsWanted) -> Iterator[Recorded]:
        """Give the events of a case, latest first; no more is read than is taken."""
        ...

    def actors(self, case: CaseId) -> Sequence[UserId]:
        """Return who has done something in a case."""
        ...

    def of_kinds(self, kinds: Sequence[str]) -> Iterator[tuple[CaseId, Recorded]]:
        """Give every event of some kinds with its case. Reads the whole history."""
        ...

    def chain(self, case: CaseId) -> StoredChain:
        """Give a case's chain, whether or not the case is there."""
        ...

    def chains(self) -> Iterator[StoredChain]:
        """Give every chain there is, and every case that should have one."""
        ...
