"""The count of a clock day by day, so that anybody can check it on a wall calendar."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import format_date
from flask_babel import gettext as _

from engine.api import ClockDays
from webui.parts.codes import HOLIDAYS, WAITED_FOR, word
from webui.shared.languages import language


@dataclass(frozen=True, kw_only=True, slots=True)
class DaysShown:
    """Days in a row: which, what they were to the clock, and the count up to and with the last."""

    days: str
    words: str
    count: int
    kind: str


def days_shown(span: ClockDays) -> DaysShown:
    """Return a run of days in the reader's language."""
    pattern = "MM-dd (EEE)" if language() == "en" else "M月d日 EEE"
    first, last = (str(format_date(on, pattern)) for on in (span.first, span.last))
    return DaysShown(
        days=first if span.first == span.last else f"{first} – {last}",
        words=_with_doubt(span),
        count=span.count,
        kind=span.kind,
    )


def _with_doubt(span: ClockDays) -> str:
    what = _what(span)
    return str(_("%(what)s (not yet announced)", what=what)) if span.provisional else what


def _what(span: ClockDays) -> str:
    match span.kind:
        case "start":
            return str(_("the day of the start is not counted"))
        case "charged":
            return str(_("counted"))
        case "off":
            return word(HOLIDAYS, span.note) or str(_("weekend"))
        case "paused":
            what = word(WAITED_FOR, span.note) or str(_("something outside"))
            return str(_("stood still: waited for %(what)s", what=what))
