"""When a clock next has something to tell: at its warning, and when its limit has passed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntFlag

from engine.timelimits.limits import Statistic
from engine.timelimits.reading import Reading

JUST_AFTER = timedelta(seconds=1)
"""At the due moment itself (24:00) a limit is still kept."""


class Said(IntFlag):
    """What was told of a clock already: each once, however often it stands still and goes on."""

    NOTHING = 0
    WARNING = 1
    OVERDUE = 2


@dataclass(frozen=True, slots=True)
class Alarm:
    """What is to be told of a clock now, all that was told with it, and when to look again."""

    say: Said
    said: Said
    again: datetime | None


def first_alarm(reading: Reading) -> datetime | None:
    """Return when a clock that began or went on first has to be looked at; None: while it stands.

    A limit on the mean of many cases is none for a single one. What was told before its clock
    stood still is told by whoever looks: a step need not know.
    """
    if reading.due is None or reading.limit.statistic is not Statistic.MAX:
        return None
    return reading.due if reading.warning is None else min(reading.warning, reading.due)


def alarm(reading: Reading, now: datetime, said: Said) -> Alarm:
    """Return what a clock has to tell at `now`, when `said` was told before."""
    due = reading.due
    if due is None or reading.limit.statistic is not Statistic.MAX or Said.OVERDUE in said:
        return Alarm(Said.NOTHING, said, None)
    if now > due:
        return Alarm(Said.OVERDUE, Said.OVERDUE | Said.WARNING, None)
    warning = reading.warning
    if warning is None or Said.WARNING in said or warning >= due:
        return Alarm(Said.NOTHING, said, due + JUST_AFTER)
    if now < warning:
        return Alarm(Said.NOTHING, said, warning)
    return Alarm(Said.WARNING, said | Said.WARNING, due + JUST_AFTER)
