"""`yekuo clock`: time-limit clocks of a file, by the published calendar and the machine's time."""

from __future__ import annotations

from engine.calendar.seed import published_calendar
from engine.kernel.clock import SystemClock
from engine.timelimits.clockfile import MAX_CHARACTERS, run
from engine.timelimits.errors import ClockFileError

__all__ = ["MAX_CHARACTERS", "ClockFileError", "compute"]


def compute(text: str) -> str:
    """Return the answers to the clocks of a file, as JSON. Raises ClockFileError."""
    return run(text, published_calendar(), SystemClock().now())
