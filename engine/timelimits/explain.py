"""Explains a clock day by day: why each day was or was not charged.

Data only; the page puts it into the reader's words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from engine.calendar.working import WorkingCalendar
from engine.timelimits.events import ClockEvent, Do
from engine.timelimits.limits import Unit
from engine.timelimits.meters import DayRun, day_runs
from engine.timelimits.reading import Reading, State


class DayKind(StrEnum):
    """What a day was to the clock.

    `start` is day 0; `off` lies outside the calendar (a weekend or a holiday); `paused` includes
    the day of the resume, which is not charged either.
    """

    START = "start"
    CHARGED = "charged"
    OFF = "off"
    PAUSED = "paused"


@dataclass(frozen=True, kw_only=True, slots=True)
class DaySpan:
    """Days in a row that were the same to the clock, `first` to `last` inclusive.

    `note` is the holiday's name (empty on a weekend) or the reason of the pause; `count` the days
    charged up to and with the last one; `provisional` that the year is not announced.
    """

    first: date
    last: date
    kind: DayKind
    note: str
    count: int
    provisional: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Explanation:
    """Everything a page needs to explain a clock.

    `effective_start` is day 0 after the cut-off was applied. `days` run from it to the present or
    the due day, whichever is later, or to the stop; days after `reading.as_of` are a forecast. It
    is empty for hours and minutes, which run around the clock: there the segments say all. The
    rule and its source are in `reading.limit`.
    """

    reading: Reading
    calendar_version: int
    cutoff: str | None
    effective_start: date
    days: tuple[DaySpan, ...]


def explain(
    reading: Reading, events: Sequence[ClockEvent], calendar: WorkingCalendar
) -> Explanation:
    """Explain a reading made from the same events and calendar."""
    by_days = reading.limit.unit not in (Unit.HOUR, Unit.MINUTE)
    return Explanation(
        reading=reading,
        calendar_version=calendar.version,
        cutoff=None if calendar.cutoff is None else f"{calendar.cutoff:%H:%M}",
        effective_start=calendar.effective_day(events[0].at).day,
        days=_spans(reading, events, calendar) if by_days else (),
    )


def _spans(
    reading: Reading, events: Sequence[ClockEvent], calendar: WorkingCalendar
) -> tuple[DaySpan, ...]:
    runs, _ = day_runs(events, calendar)
    pauses = _pauses(events, calendar)
    start = calendar.effective_day(events[0].at).day
    spans = [_span(start, DayKind.START, "", 0)]
    for offset in range(1, (_horizon(reading, events, calendar) - start).days + 1):
        day = start + timedelta(days=offset)
        span = _explained(day, spans[-1].count, runs, pauses, reading.limit.unit, calendar)
        if _same(spans[-1], span):
            span = replace(span, first=spans.pop().first)
        spans.append(span)
    return tuple(spans)


def _explained(
    day: date,
    count: int,
    runs: Sequence[DayRun],
    pauses: Sequence[tuple[date, str]],
    unit: Unit,
    calendar: WorkingCalendar,
) -> DaySpan:
    if not any(run.holds(day) for run in runs):
        reason = next((why for since, why in reversed(pauses) if since <= day), "")
        return _span(day, DayKind.PAUSED, reason, count)
    known = calendar.day(day)
    if unit is not Unit.WORKING_DAY:
        return _span(day, DayKind.CHARGED, "", count + 1)
    if known.working:
        return replace(_span(day, DayKind.CHARGED, "", count + 1), provisional=known.provisional)
    return replace(_span(day, DayKind.OFF, known.name, count), provisional=known.provisional)


def _pauses(
    events: Sequence[ClockEvent], calendar: WorkingCalendar
) -> tuple[tuple[date, str], ...]:
    return tuple(
        (calendar.effective_day(event.at).day, event.reason or "")
        for event in events
        if event.do is Do.PAUSE
    )


def _horizon(reading: Reading, events: Sequence[ClockEvent], calendar: WorkingCalendar) -> date:
    if events[-1].do is Do.STOP:
        return calendar.effective_day(events[-1].at).day
    now = calendar.local_date(reading.as_of)
    if reading.state is State.PAUSED or reading.due is None:
        return now
    return max(now, _day_ending_at(reading.due, calendar))


def _day_ending_at(due: datetime, calendar: WorkingCalendar) -> date:
    day = calendar.local_date(due)
    return day - timedelta(days=1) if calendar.end_of(day) > due else day


def _span(day: date, kind: DayKind, note: str, count: int) -> DaySpan:
    return DaySpan(first=day, last=day, kind=kind, note=note, count=count, provisional=False)


def _same(span: DaySpan, following: DaySpan) -> bool:
    same = (span.kind, span.note, span.provisional)
    return same == (following.kind, following.note, following.provisional)
