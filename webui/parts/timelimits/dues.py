"""The day by whose end something is due: the engine says 24:00 as 00:00 of the next day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask_babel import format_date
from flask_babel import gettext as _

from webui.shared.languages import language
from webui.shared.moments import day, local, moment, station_time

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class DueShown:
    """By when something that is still open is due, in words; `late` says that it has passed."""

    words: str
    late: bool


def shown(at: datetime) -> DueShown:
    """Return the due moment of what is open; it is late behind that moment, as for a filter."""
    station, last = station_time(), due_words(at)
    if station is not None and at < station.now:
        return DueShown(words=str(_("was due %(day)s", day=last)), late=True)
    return DueShown(words=str(_("due %(day)s", day=last)), late=False)


def due_words(at: datetime) -> str:
    """Return the last day for a due moment at a day's end, else the day and the hour."""
    until = last(at)
    return moment(at) if isinstance(until, datetime) else day(until)


def last(at: datetime) -> date | datetime:
    """Return the day by whose end something is due, or the moment within a day, at the station."""
    there = local(at)
    if (there.hour, there.minute, there.second) == (0, 0, 0):
        return (there - _A_DAY).date()
    return there


def short_day(at: datetime) -> str:
    """Return `3 March`, `3月3日`: a day of these weeks, within a sentence."""
    return str(format_date(local(at).date(), "d MMMM" if language() == "en" else "M月d日"))
