"""What happens to a clock: it is started, paused, resumed and stopped, in this order of time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Final

from engine.kernel.records import record
from engine.timelimits.errors import (
    ClockNotStarted,
    EventNotPossible,
    EventsOutOfOrder,
    NaiveMoment,
)


class Do(StrEnum):
    """What an event does to the clock."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"


@record(frozen=True, kw_only=True, slots=True)
class ClockEvent:
    """One event: an aware moment, what it does, and why (the reason of a pause)."""

    at: datetime
    do: Do
    reason: str | None = None


# Which state (and by which event) a clock comes to; what is not here is not possible.
_NEXT: Final = {
    ("new", Do.START): "running",
    ("running", Do.PAUSE): "paused",
    ("paused", Do.RESUME): "running",
    ("running", Do.STOP): "stopped",
    ("paused", Do.STOP): "stopped",
}


def check_events(events: Sequence[ClockEvent]) -> None:
    """Check that the events can have happened to one clock.

    Several events may share a moment; they apply in the order given.

    Raises:
        ClockNotStarted: there is no event.
        NaiveMoment: a moment has no time zone.
        EventsOutOfOrder: an event is earlier than the one before it.
        EventNotPossible: the first is no start, a pause while paused, a resume while running, a
            second start, anything after the stop.
    """
    if not events:
        raise ClockNotStarted
    # The order of time first: of events that are shuffled it is what a person must hear.
    for position, event in enumerate(events):
        if event.at.utcoffset() is None:
            raise NaiveMoment(position, event.at)
        if position and event.at < events[position - 1].at:
            raise EventsOutOfOrder(position, event.at, events[position - 1].at)
    state = "new"
    for position, event in enumerate(events):
        if (state, event.do) not in _NEXT:
            raise EventNotPossible(position, event.do.value, state)
        state = _NEXT[state, event.do]
