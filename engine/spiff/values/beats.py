"""When processes begin by themselves: the times of timer start events, reckoned without a case."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from engine import feel
from engine.cases.tokens.changes import Value
from engine.definitions.starts import BadStartTime, Beat
from engine.spiff.values.cron import Cron, NotATime
from engine.spiff.values.times import Cycle, cycle_of, is_literal, moment_of, span_of


class StationBeats:
    """The port `engine.definitions.starts.StartClock`, in a station's zone."""

    def __init__(self, zone: ZoneInfo) -> None:
        """Take what has no zone of its own as in `zone`."""
        self._zone = zone

    def first(self, timer: tuple[str, str], now: datetime) -> Beat | None:
        """Return the first time; None for a repetition of none. Raises BadStartTime."""
        kind, text = timer
        here = now.astimezone(self._zone)
        try:
            value = _value(text, here)
            if kind == "timeDate":
                return Beat(due=moment_of(value, self._zone), left=0)
            if kind == "timeDuration":
                return Beat(due=span_of(value).after(here), left=0)
            cycle = cycle_of(value, self._zone)
            if cycle.times == 0:
                return None
            left = None if cycle.times is None else cycle.times - 1
            return Beat(due=cycle.first(here), left=left)
        except (NotATime, feel.FeelError) as error:
            raise BadStartTime(f"{text}: {error}") from error  # noqa: EM102

    def following(self, timer: tuple[str, str], beat: Beat, now: datetime) -> Beat | None:
        """Return the time after one that has come; those missed meanwhile are left out.

        Raises BadStartTime.
        """
        kind, text = timer
        if kind != "timeCycle" or beat.left == 0:
            return None
        here = now.astimezone(self._zone)
        try:
            cycle: Cycle | Cron = cycle_of(_value(text, here), self._zone)
            due = cycle.after(beat.due.astimezone(self._zone), here)
        except (NotATime, feel.FeelError) as error:
            raise BadStartTime(f"{text}: {error}") from error  # noqa: EM102
        return Beat(due=due, left=None if beat.left is None else beat.left - 1)


def _value(text: str, now: datetime) -> Value:
    if is_literal(text):
        return text.strip()
    value = feel.parse(text.strip().removeprefix("=")).evaluate({}, now=now)
    if value is None:
        raise NotATime("it gives null")  # noqa: EM101
    return value
