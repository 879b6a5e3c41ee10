"""An absence, and what it makes of its substitutes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from engine.kernel.ids import AbsenceId, StationId, UserId


@dataclass(frozen=True, kw_only=True, slots=True)
class Absence:
    """A person is away from `start` until before `end`; the substitutes get the tasks meanwhile.

    `end` moves to the present when the person is back early; an absence called off before it
    began ends where it starts, and so never was.
    """

    id: AbsenceId
    station: StationId
    person: UserId
    start: datetime
    end: datetime
    substitutes: tuple[UserId, ...]
    entered_by: UserId

    def overlaps(self, start: datetime, end: datetime) -> bool:
        """Say whether the absence has a moment in common with a period."""
        return max(self.start, start) < min(self.end, end)

    def is_over(self, now: datetime) -> bool:
        """Say whether nothing of it is left."""
        return self.end <= max(now, self.start)


@dataclass(frozen=True, kw_only=True, slots=True)
class StandIn:
    """Somebody whose tasks a person may do now: who is away, and the groups they belong to."""

    person: UserId
    groups: frozenset[str]


class AbsenceStore(Protocol):
    """Absences inside a transaction."""

    def standing_in(self, substitute: UserId, now: datetime) -> Sequence[StandIn]:
        """Return whom a person stands in for, by login.

        Those who named the person, and those who named somebody who is away as well and named the
        person: one further step, no more. Never the person themself.
        """
        ...

    def lock(self, person: UserId) -> bool:
        """Keep others from entering absences of a person; False when there is no such person."""
        ...

    def get(self, absence: AbsenceId) -> Absence | None:
        """Return an absence."""
        ...

    def of_person(self, person: UserId, until_after: datetime) -> Sequence[Absence]:
        """Return the absences of a person that end after a moment, the next one first."""
        ...

    def of_substitute(self, substitute: UserId, until_after: datetime) -> Sequence[Absence]:
        """Return the absences in which a person was named, that end after a moment."""
        ...

    def during(self, start: datetime, end: datetime) -> Sequence[Absence]:
        """Return everybody's absences that have a moment in common with a period."""
        ...

    def away(self, people: Iterable[UserId], now: datetime) -> dict[UserId, Absence]:
        """Return the absences of those of some people who are away now."""
        ...

    def untold(self, now: datetime, limit: int) -> Sequence[tuple[Absence, UserId]]:
        """Return who stands in from now on and has not heard of it, with the absence."""
        ...

    def tell(self, absence: AbsenceId, substitute: UserId) -> bool:
        """Note that a substitute has heard; False when that is noted already."""
        ...

    def add(self, absence: Absence, at: datetime) -> AbsenceId:
        """Enter an absence, whatever its `id` says; return the one it got."""
        ...

    def change(self, absence: Absence) -> None:
        """Save an absence's end and substitutes."""
        ...
