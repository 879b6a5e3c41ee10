"""How a whole station stands, in numbers that are told up to MANY."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from engine.cases.ports.reading import ReadUnit, Seen, Span
from engine.kernel.ids import DefinitionId, UserId


@dataclass(frozen=True, kw_only=True, slots=True)
class Burden:
    """What a manager has: cases that go on, open tasks in them, how many of these are overdue."""

    cases: int
    tasks: int
    overdue: int


class StandingReading(Protocol):
    """Counts of a station."""

    def steps_waiting(self, limit: int) -> Sequence[tuple[DefinitionId, str, str, int]]:
        """Return how many open tasks wait by definition, process and element.

        Of no more than the `limit` most urgent.
        """
        ...

    def stages(self) -> Mapping[str, int]:
        """Return how many cases go on in each stage, each up to MANY."""
        ...

    def burdens(self, managers: Sequence[UserId], now: datetime) -> Mapping[UserId, Burden]:
        """Return what managers have, each number up to MANY."""
        ...

    def limits(self, seen: Seen, span: Span, limit: int) -> Sequence[tuple[str, str, int]]:
        """Return checkpoint, state and number of the clocks that stopped in a stretch of time.

        Of no more than the latest `limit`; whoever does not see the station, in own cases.
        """
        ...


class StandUnit(ReadUnit, Protocol):
    """A look at everything, numbers of the station among it."""

    @property
    def standing(self) -> StandingReading:
        """How the station stands."""
        ...
