"""Cron texts as Camunda 7 takes them: second minute hour day month weekday, and perhaps a year."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

_FIELDS = re.compile(r"[\d*?/,\-A-Z]+( +[\d*?/,\-A-Z]+){5,6}")
_MONTHS = {name.upper(): number for number, name in enumerate(calendar.month_abbr) if name}
_DAYS = {"SUN": 1, "MON": 2, "TUE": 3, "WED": 4, "THU": 5, "FRI": 6, "SAT": 7}
"""Quartz counts weekdays from Sunday, 1."""
_RANGES = ((0, 59), (0, 59), (0, 23), (1, 31), (1, 12), (1, 7), (1970, 2099))
_NAMES: tuple[dict[str, int], ...] = ({}, {}, {}, {}, _MONTHS, _DAYS, {})


class NotATime(ValueError):
    """A value is no moment, duration or repetition."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Cron:
    """The moments a cron text names, without end, in the zone of the moment asked from."""

    seconds: tuple[int, ...]
    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    years: tuple[int, ...]

    times = None

    def first(self, now: datetime) -> datetime:
        """Return the first moment after `now`. Raises NotATime when there is none."""
        day = now.date()
        for _ in range(366 * 8):  # 29 February comes within eight years
            if self._has(day):
                found = self._on(day, now)
                if found is not None:
                    return found
            day += timedelta(days=1)
        raise NotATime("it names no moment to come")  # noqa: EM101

    def after(self, beat: datetime, now: datetime) -> datetime:
        """Return the first moment after `now` and after the last beat."""
        return self.first(max(beat.astimezone(now.tzinfo), now))

    def _has(self, day: date) -> bool:
        weekday = day.isoweekday() % 7 + 1
        return (
            day.month in self.months
            and day.day in self.days
            and weekday in self.weekdays
            and day.year in self.years
        )

    def _on(self, day: date, now: datetime) -> datetime | None:
        for hour in self.hours:
            for minute in self.minutes:
                for second in self.seconds:
                    moment = datetime.combine(day, time(hour, minute, second), now.tzinfo)
                    if moment > now:
                        return moment
        return None


def is_cron(text: str) -> bool:
    """Return whether a text has the form of a cron text."""
    return _FIELDS.fullmatch(text.strip()) is not None


def cron_of(text: str) -> Cron:
    """Read a cron text of six or seven fields with `*`, `?`, lists, ranges, steps and names.

    Raises NotATime, also for `L`, `W` and `#`.
    """
    parts = text.split()
    fields = [_field(text, part, number) for number, part in enumerate(parts)]
    if len(fields) == len(_RANGES) - 1:
        fields.append(_field(text, "*", len(fields)))
    seconds, minutes, hours, days, months, weekdays, years = fields
    return Cron(
        seconds=seconds,
        minutes=minutes,
        hours=hours,
        days=frozenset(days),
        months=frozenset(months),
        weekdays=frozenset(weekdays),
        years=years,
    )


def _field(text: str, part: str, number: int) -> tuple[int, ...]:
    try:
        found = {one for item in part.split(",") for one in _item(item, number)}
    except ValueError as error:
        raise NotATime(f"{part} in {text} cannot be read") from error  # noqa: EM102
    low, high = _RANGES[number]
    if not found or min(found) < low or max(found) > high:
        raise NotATime(f"{part} in {text} is not within {low} and {high}")  # noqa: EM102
    return tuple(sorted(found))


def _item(item: str, number: int) -> range:
    span, _, step = item.partition("/")
    low, high = _RANGES[number]
    first, dash, last = span.partition("-")
    if span not in ("*", "?"):
        low = _value(first, number)
        high = _value(last, number) if dash else high if step else low
    return range(low, high + 1, _positive(step) if step else 1)


def _value(text: str, number: int) -> int:
    return _NAMES[number].get(text) or int(text)


def _positive(text: str) -> int:
    if int(text) < 1:
        raise ValueError(text)
    return int(text)
