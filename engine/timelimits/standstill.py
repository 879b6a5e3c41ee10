"""When a clock stands still: while every active activity around it is somebody else's time.

An activity that is the customer's carries a reason; listening boundary events are not activities
and are not asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from engine.timelimits.events import ClockEvent, Do


@dataclass(frozen=True, slots=True)
class Standstill:
    """Whether a clock should stand still, and for which reasons (each once, in order)."""

    paused: bool
    reasons: tuple[str, ...]

    @property
    def reason(self) -> str | None:
        """Return the reasons as one text for the pause's event, or None while it runs."""
        return ", ".join(self.reasons) if self.paused else None


RUNNING: Final = Standstill(paused=False, reasons=())


def standstill(active: Iterable[str | None]) -> Standstill:
    """Judge the active activities of a scope, each given by its clock reason or None.

    With nothing active the clock is not paused: the scope is about to end, and the time until then
    is the utility's.
    """
    found = list(active)
    if not found or None in found:
        return RUNNING
    reasons = tuple(dict.fromkeys(reason for reason in found if reason is not None))
    return Standstill(paused=True, reasons=reasons)


def follow(
    events: Sequence[ClockEvent], wanted: Standstill, at: datetime
) -> tuple[ClockEvent, ...]:
    """Return the events to append at `at` so that a clock stands as wanted; none when it does.

    When only the reason changed, a resume and a new pause at the same moment say so; they charge
    no day. A clock not started or stopped is left alone. An `at` before the last event is taken as
    that event's moment, so that the events stay in order when two hosts' clocks disagree.
    """
    if not events or events[-1].do is Do.STOP:
        return ()
    last = events[-1]
    moment = max(at, last.at)
    turns: list[ClockEvent] = []
    if last.do is Do.PAUSE and (not wanted.paused or last.reason != wanted.reason):
        turns.append(ClockEvent(at=moment, do=Do.RESUME))
    if wanted.paused and (turns or last.do is not Do.PAUSE):
        turns.append(ClockEvent(at=moment, do=Do.PAUSE, reason=wanted.reason))
    return tuple(turns)
