"""ISO 8601 moments, durations and repetitions, as timers and task dates use them."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from engine.cases.tokens.changes import Value
from engine.feel import YearsMonths
from engine.spiff.values.cron import Cron, NotATime, cron_of, is_cron

_NUMBER = r"(\d{1,9}(?:[.,]\d{1,9})?)"
_DURATION = re.compile(
    rf"P(?:{_NUMBER}W|(?:(\d{{1,5}})Y)?(?:(\d{{1,6}})M)?(?:{_NUMBER}D)?"
    rf"(?:T(?:{_NUMBER}H)?(?:{_NUMBER}M)?(?:{_NUMBER}S)?)?)"
)
_CYCLE = re.compile(r"R(\d{0,9})/(.+)")
_LITERAL = re.compile(r"-?P[\dT][\dA-Z.,]*$|R\d*/|\d{4}-\d\d")


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """A duration: calendar months, then exact time."""

    months: int = 0
    exact: timedelta = timedelta(0)

    def after(self, start: datetime) -> datetime:
        """Return the moment this long after `start`; the last day of a shorter month (31 Jan + P1M
        is 28 or 29 Feb). Raises NotATime beyond the year 9999.
        """
        try:
            return _months_later(start, self.months) + self.exact
        except (OverflowError, ValueError) as error:
            raise NotATime("it lies beyond the year 9999") from error  # noqa: EM101


@dataclass(frozen=True, kw_only=True, slots=True)
class Cycle:
    """A repetition: how often (None: without end), from when (None: one span from now), how far."""

    times: int | None
    start: datetime | None
    span: Span

    def first(self, now: datetime) -> datetime:
        """Return the first beat of a repetition that begins now."""
        return self.start or self.span.after(now)

    def after(self, beat: datetime, now: datetime) -> datetime:
        """Return the first beat after `now` that follows `beat`; those missed meanwhile are left
        out, so that an engine that stood still does not send a week's reminders at once.
        """
        exact = self.span.exact
        if exact and not self.span.months:
            return beat + exact * max(1, (now - beat) // exact + 1)
        following = self.span.after(beat)
        while following <= now:
            following = self.span.after(following)
        return following


def is_literal(text: str) -> bool:
    """Return whether a timer's text is an ISO 8601 or a cron text rather than FEEL."""
    return _LITERAL.match(text.strip()) is not None or is_cron(text)


def moment_of(value: Value, zone: ZoneInfo) -> datetime:
    """Return the moment a value stands for; what has no zone is in `zone`, a date is its 00:00.

    Raises NotATime.
    """
    if isinstance(value, str):
        value = _moment_from(value)
    if isinstance(value, datetime):
        return value if value.tzinfo is not None else value.replace(tzinfo=zone)
    if isinstance(value, date):
        return datetime.combine(value, time(0), zone)
    raise NotATime(f"{value!r} is no date and time")  # noqa: EM102


def is_span(value: Value) -> bool:
    """Return whether a value is a duration, or a text that begins as one does."""
    if isinstance(value, str):
        return value.strip().startswith("P")
    return isinstance(value, timedelta | YearsMonths)


def span_of(value: Value) -> Span:
    """Return the duration a value stands for. Raises NotATime, also for one that runs backwards."""
    span = _span(value)
    if span.months < 0 or span.exact < timedelta(0):
        raise NotATime(f"{value!r} runs backwards")  # noqa: EM102
    return span


def cycle_of(value: Value, zone: ZoneInfo) -> Cycle | Cron:
    """Return the repetition a value stands for: `R3/PT10H`, `R/2026-03-01T08:00:00/P1D`, the cron
    text `0 0 9 ? * MON-FRI`; a duration alone repeats without end. Raises NotATime.
    """
    if isinstance(value, str) and is_cron(value):
        return cron_of(value)
    found = _CYCLE.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        return _endless(Cycle(times=None, start=None, span=span_of(value)))
    times = int(found[1]) if found[1] else None
    first, slash, last = found[2].partition("/")
    if slash:
        start, span = moment_of(first, zone), span_of(last)
        return _endless(Cycle(times=times, start=start, span=span))
    return _endless(Cycle(times=times, start=None, span=span_of(first)))


def _endless(cycle: Cycle) -> Cycle:
    if cycle.span == Span():
        raise NotATime("a repetition needs a duration longer than zero")  # noqa: EM101
    return cycle


def _span(value: Value) -> Span:
    if isinstance(value, timedelta):
        return Span(exact=value)
    if isinstance(value, YearsMonths):
        return Span(months=value.months)
    found = _DURATION.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None or value.strip()[-1] in "PT":
        raise NotATime(f"{value!r} is no duration such as P10D or PT48H")  # noqa: EM102
    weeks, years, months, days, hours, minutes, seconds = (part or "0" for part in found.groups())
    try:
        exact = timedelta(
            weeks=_float(weeks),
            days=_float(days),
            hours=_float(hours),
            minutes=_float(minutes),
            seconds=_float(seconds),
        )
    except OverflowError as error:
        raise NotATime(f"{value!r} is too long") from error  # noqa: EM102
    return Span(months=int(years) * 12 + int(months), exact=exact)


def _float(text: str) -> float:
    return float(text.replace(",", "."))


def _moment_from(text: str) -> datetime | date:
    trimmed = text.strip()
    try:
        return datetime.fromisoformat(trimmed) if "T" in trimmed else date.fromisoformat(trimmed)
    except ValueError as error:
        raise NotATime(f"{text!r} is no date and time") from error  # noqa: EM102


def _months_later(start: datetime, months: int) -> datetime:
    if not months:
        return start
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    last = calendar.monthrange(year, month + 1)[1]
    return start.replace(year=year, month=month + 1, day=min(start.day, last))
