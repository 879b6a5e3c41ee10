"""What several clocks say together: the strictest of many limits, a checkpoint's attempts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from engine.timelimits.errors import ClockNotStarted
from engine.timelimits.limits import Statistic
from engine.timelimits.reading import Reading, State

_FAILED = (State.BREACHED, State.OVERDUE)
_UNDECIDED = (State.RUNNING, State.PAUSED)


def strictest(readings: Sequence[Reading]) -> Reading:
    """Return the reading that drives the timers: of the limits that bind a case, the earliest due.

    While paused the clocks are compared by the due moment they would have if resumed now. Limits
    on the mean bind no single case; they are asked only when there is nothing else. Of equals the
    first given wins.

    Raises:
        ClockNotStarted: no reading was given.
    """
    if not readings:
        raise ClockNotStarted
    binding = [reading for reading in readings if reading.limit.statistic is Statistic.MAX]
    return min(binding or readings, key=_due)


def passed(attempts: Iterable[State]) -> bool | None:
    """Return whether a checkpoint passed: when the clock of every attempt did.

    True: all met. False: one is breached or overdue. None: none failed but one is still open, or
    none counts (a checkpoint that did not apply, limits on the mean).
    """
    states = [state for state in attempts if state is not State.CLOSED]
    if any(state in _FAILED for state in states):
        return False
    if not states or any(state in _UNDECIDED for state in states):
        return None
    return True


def _due(reading: Reading) -> datetime:
    return reading.due or reading.due_if_resumed_now or reading.original_due
