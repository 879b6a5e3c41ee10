"""How often work is tried, as an element may say it: `camunda:failedJobRetryTimeCycle`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from engine.jobs.jobs import RETRIES

_CYCLE = re.compile(
    r"R(\d{1,3})/P(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,4})M)?(?:(\d{1,5})S)?)?"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Tries:
    """How often work is tried, and how long it waits between; None: longer each time."""

    tries: int = RETRIES
    pause: timedelta | None = None


def tries_of(text: str | None) -> Tries:
    """Read `R3/PT10M`: three tries, ten minutes between. What is written otherwise is the usual."""
    found = _CYCLE.fullmatch((text or "").strip())
    if found is None or int(found[1]) == 0:
        return Tries()
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    pause = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    return Tries(tries=int(found[1]), pause=pause)
