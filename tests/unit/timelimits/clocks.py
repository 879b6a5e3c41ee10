"""Short ways to write clocks in these tests. Moments are Shanghai's, `02-10 10:00` is in 2026."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from engine.calendar.seed import published_calendar
from engine.timelimits.events import ClockEvent, Do
from engine.timelimits.limits import Limit, Unit
from engine.timelimits.reading import read

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(text):
    full = text if len(text) > 11 else f"2026-{text}"
    return datetime.fromisoformat(full).replace(tzinfo=SHANGHAI)


def clock(*lines):
    """Each line: `start 02-10 10:00`, `pause 02-26 11:00 customer`, …"""
    events = []
    for line in lines:
        do, day, hour, *reason = line.split()
        events.append(
            ClockEvent(at=at(f"{day} {hour}"), do=Do(do), reason=reason[0] if reason else None)
        )
    return tuple(events)


def limit(text, **more):
    value, unit = text.split()
    return Limit(checkpoint="supply-plan-reply", value=int(value), unit=Unit(unit), **more)


def reading(text, events, now, cutoff=None, **more):
    calendar = published_calendar()
    if cutoff is not None:
        calendar = calendar.with_cutoff(time.fromisoformat(cutoff))
    return read(limit(text, **more), events, calendar, at(now))


def shown(moment):
    """A moment as `2026-03-10 00:00`, in the zone it carries."""
    return None if moment is None else f"{moment:%Y-%m-%d %H:%M}"
