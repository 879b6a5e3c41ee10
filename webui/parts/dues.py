"""The day by whose end something is due: the engine says 24:00 as 00:00 of the next day."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask_babel import format_date

from webui.shared.languages import language
from webui.shared.moments import day, local, moment

_A_DAY = timedelta(days=1)


def due_words(at: datetime) -> str:
    """Return the last day for a due moment at a day's end, else the day and the hour."""
    there = local(at)
    if (there.hour, there.minute, there.second) == (0, 0, 0):
        return day((there - _A_DAY).date())
    return moment(at)


def short_day(at: datetime) -> str:
    """Return `3 March`, `3月3日`: a day of these weeks, within a sentence."""
    return str(format_date(local(at).date(), "d MMMM" if language() == "en" else "M月d日"))
