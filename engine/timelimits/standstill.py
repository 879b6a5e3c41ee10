"""When a clock stands still: while every active activity around it is somebody else's time.

An activity that is the customer's carries a reason; listening boundary events are not activities
and are not asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

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


def standstill(active: Iterable[str | None]) -> Standstill:
    """Judge the active activities of a scope, each given by its clock reason or None.

    With nothing active the clock is not paused: the scope is about to end, and the time until then
    is the utility's.
    """
    found = list(active)
    reasons = tuple(dict.fromkeys(reason for reason in found if reason is not None))
    if not found or None in found:
        return Standstill(paused=False, reasons=())
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
    resume = ClockEvent(at=moment, do=Do.RESUME)
    pause = ClockEvent(at=moment, do=Do.PAUSE, reason=wanted.reason)
    match last.do is Do.PAUSE, wanted.paused:
        case True, False:
            return (resume,)
        case False, True:
            return (pause,)
        case True, True if last.reason != wanted.reason:
            return (resume, pause)
    return ()
