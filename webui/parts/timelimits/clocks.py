"""A time limit in words: how it stands, the bar that repeats it, and why it stands so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from flask_babel import gettext as _

from engine.api import ClockSegment, ClockView, PinnedLimit
from webui.parts.codes import CHECKPOINTS, LEVELS, STATISTICS, WAITED_FOR, word
from webui.parts.designed import source_of
from webui.parts.timelimits.days import DaysShown, days_shown
from webui.parts.timelimits.dues import due_words, short_day
from webui.parts.timelimits.spans import span, unit_name
from webui.shared.moments import moment

Tone = Literal["fine", "warned", "late", "still", "closed"]
"""Green, amber from the warning on, red when late, hatched when standing still, grey at the end."""

BAR = 100
"""The bar's width in its own units, so that a share is a width."""
_FULL_DAY_UNITS = ("wd", "d", "month")


@dataclass(frozen=True, kw_only=True, slots=True)
class ClockShown:
    """A clock as a page shows it; `rows` explain it as pairs of a label and words.

    A line of a list has no room for what explains it: there it is empty.
    """

    name: str
    sentence: str
    tone: Tone
    bar: int
    due: str | None
    is_open: bool
    limit: str = ""
    used: str = ""
    begun: str = ""
    due_day: str | None = None
    """The due day of a clock that has stopped as well."""
    rows: tuple[tuple[str, str], ...] = ()
    segments: tuple[tuple[str, str, str], ...] = ()
    """From, until, and what it did."""
    days: tuple[DaysShown, ...] = ()
    days_unit: str = ""
    """Which days are counted."""
    limits: tuple[tuple[str, str, bool], ...] = ()
    """The limit, where it comes from, and whether it drives the due date."""


def shown(clock: ClockView) -> ClockShown:
    """Return how a clock stands in the reader's language, for a line of a list."""
    is_open = clock.state in ("running", "paused", "overdue")
    return ClockShown(
        name=name_of(clock),
        sentence=sentence(clock),
        tone=tone(clock),
        bar=round(BAR * min(1.0, max(0.0, clock.share_used))),
        due=due_words(clock.due) if clock.due and is_open else None,
        is_open=is_open,
        limit=span(clock.limit, clock.unit),
    )


def explained(clock: ClockView) -> ClockShown:
    """Return a clock in the reader's language with all that explains how it stands."""
    return replace(
        shown(clock),
        used=span(clock.used, clock.unit),
        begun=moment(clock.started),
        due_day=due_words(clock.due) if clock.due else None,
        rows=tuple(_rows(clock)),
        segments=tuple(_segment(each) for each in clock.segments),
        days=tuple(days_shown(each) for each in clock.days),
        days_unit=unit_name("wd" if clock.unit == "wd" else "d"),
        limits=tuple(_limit(each) for each in clock.limits),
    )


def name_of(clock: ClockView) -> str:
    """Return the checkpoint's name, with the attempt from the second on."""
    name = word(CHECKPOINTS, clock.checkpoint)
    if clock.attempt > 1:
        return str(_("%(name)s, attempt %(number)s", name=name, number=clock.attempt))
    return name


def tone(clock: ClockView) -> Tone:
    """Return which colour repeats what the words say."""
    match clock.state:
        case "overdue" | "breached":
            return "late"
        case "paused":
            return "still"
        case "running":
            return "warned" if clock.warned else "fine"
        case "met" | "cancelled":
            return "closed"


def sentence(clock: ClockView) -> str:
    """Return how a clock stands: "2 working days left", "waits for the customer since 3 March"."""
    match clock.state:
        case "running":
            return _running(clock)
        case "paused":
            return _paused(clock)
        case "overdue":
            return _late(clock)
        case "breached":
            return str(_("was late by %(span)s", span=span(clock.late_by, clock.unit)))
        case "met":
            used = span(clock.used, clock.unit)
            return str(_("done in time, %(used)s used", used=used))
        case "cancelled":
            return str(_("no longer needed"))


def _running(clock: ClockView) -> str:
    if clock.left > 0:
        return str(_("%(span)s left", span=span(clock.left, clock.unit)))
    if clock.unit in _FULL_DAY_UNITS:
        return str(_("due today"))
    return str(_("less than %(span)s left", span=span(1, clock.unit)))


def _paused(clock: ClockView) -> str:
    what = word(WAITED_FOR, clock.pause_reason) or str(_("something outside"))
    if clock.paused_since is None:
        return str(_("waits for %(what)s", what=what))
    since = short_day(clock.paused_since)
    return str(_("waits for %(what)s since %(day)s", what=what, day=since))


def _late(clock: ClockView) -> str:
    if clock.late_by > 0:
        return str(_("%(span)s late", span=span(clock.late_by, clock.unit)))
    return str(_("late"))


def _rows(clock: ClockView) -> list[tuple[str, str]]:
    limit = span(clock.limit, clock.unit)
    rows = [
        (_("Limit"), limit),
        (_("Used"), span(clock.used, clock.unit)),
        (_("Left"), span(clock.left, clock.unit)),
        (_("Started"), moment(clock.started)),
    ]
    if clock.due is not None:
        rows.append((_("Due by the end of"), _with_doubt(due_words(clock.due), clock)))
    if clock.original_due is not None and clock.original_due != clock.due:
        rows.append((_("Due at first, without pauses"), due_words(clock.original_due)))
    if clock.state == "paused" and clock.due_if_resumed_now is not None:
        due = _with_doubt(due_words(clock.due_if_resumed_now), clock)
        rows.append((_("Due if it went on now"), due))
    if clock.stopped is not None:
        rows.append((_("Finished"), moment(clock.stopped)))
    return [(str(label), words) for label, words in rows]


def _with_doubt(words: str, clock: ClockView) -> str:
    if clock.provisional:
        return str(_("%(day)s (provisional: that year's holidays are not announced)", day=words))
    return words


def _segment(segment: ClockSegment) -> tuple[str, str, str]:
    until = moment(segment.end) if segment.end else str(_("now"))
    if segment.kind == "running":
        return moment(segment.start), until, str(_("ran"))
    what = word(WAITED_FOR, segment.reason) or str(_("something outside"))
    return moment(segment.start), until, str(_("stood still: waited for %(what)s", what=what))


def _limit(limit: PinnedLimit) -> tuple[str, str, bool]:
    value, level = span(limit.value, limit.unit), word(LEVELS, limit.level)
    binds = word(STATISTICS, limit.statistic)
    rule = _("%(span)s (%(level)s; %(statistic)s)", span=value, level=level, statistic=binds)
    if limit.warn_at is not None:
        rule = _(
            "%(span)s (%(level)s; %(statistic)s; warns at %(warn)s%%)",
            span=value,
            level=level,
            statistic=binds,
            warn=limit.warn_at,
        )
    return str(rule), source_of(limit.source, limit.edition), limit.drives


_ORDER = {"overdue": 0, "running": 1, "paused": 2, "breached": 3, "met": 4, "cancelled": 5}


def urgent_first(found: Iterable[ClockView]) -> list[ClockView]:
    """Return clocks with the late ones first, then by what is due next, then the finished ones."""
    return sorted(found, key=lambda clock: (_ORDER[clock.state], clock.due or clock.started))
