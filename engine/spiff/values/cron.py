"""Cron texts as Camunda 7 takes them: second minute hour day month weekday, and perhaps a year."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

_FIELDS = re.compile(r"[\d*?/,\-A-Z#]+( +[\d*?/,\-A-Z#]+){5,6}")
_MONTHS = {name.upper(): number for number, name in enumerate(calendar.month_abbr) if name}
_DAYS = {"SUN": 1, "MON": 2, "TUE": 3, "WED": 4, "THU": 5, "FRI": 6, "SAT": 7}
"""Quartz counts weekdays from Sunday, 1."""
_RANGES = ((0, 59), (0, 59), (0, 23), (1, 31), (1, 12), (1, 7), (1970, 2099))
_DAY, _WEEKDAY = 3, 5
_MOST_DAYS, _MOST_WEEKS = 31, 5
Days = Callable[[date], bool]
"""Whether a day is named."""
_NAMES: tuple[dict[str, int], ...] = ({}, {}, {}, {}, _MONTHS, _DAYS, {})


class NotATime(ValueError):
    """A value is no moment, duration or repetition."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Cron:
    """The moments a cron text names, without end, in the zone of the moment asked from."""

    seconds: tuple[int, ...]
    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    days: Days
    months: frozenset[int]
    weekdays: Days
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
        return (
            day.month in self.months
            and day.year in self.years
            and self.days(day)
            and self.weekdays(day)
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
    """Read a cron text of six or seven fields with `*`, `?`, lists, ranges, steps and names, and
    for days with `L`, `W` and `#`.

    Raises NotATime.
    """
    parts = [*text.split(), "*"][: len(_RANGES)]
    seconds, minutes, hours, _, months, _, years = (
        () if number in (_DAY, _WEEKDAY) else _field(text, part, number)
        for number, part in enumerate(parts)
    )
    return Cron(
        seconds=seconds,
        minutes=minutes,
        hours=hours,
        days=_days(text, parts[_DAY], _DAY),
        months=frozenset(months),
        weekdays=_days(text, parts[_WEEKDAY], _WEEKDAY),
        years=years,
    )


def _days(text: str, part: str, number: int) -> Days:
    """Return which days a field names; each item of its list may be a special one."""
    special = _special_day if number == _DAY else _special_weekday
    try:
        made = [(item, special(item)) for item in part.split(",")]
    except (ValueError, KeyError) as error:
        raise NotATime(f"{part} in {text} cannot be read") from error  # noqa: EM102
    tests = [test for _, test in made if test is not None]
    plain = ",".join(item for item, test in made if test is None)
    numbers = frozenset(_field(text, plain, number)) if plain else frozenset()
    number_of = _month_day if number == _DAY else _weekday
    return lambda day: number_of(day) in numbers or any(test(day) for test in tests)


def _special_day(item: str) -> Days | None:
    """`L` the last day, `L-3` three days before it, `15W` the working day nearest to the 15th of
    the same month, `LW` the last working day; a working day is one from Monday to Friday.
    """
    if item in ("L", "LW") or item.startswith("L-"):
        back = int(item[2:]) if item.startswith("L-") else 0
        if not 0 <= back <= _MOST_DAYS - 1:
            raise ValueError(item)
        near = item == "LW"
        return lambda day: day == _near(_last(day) - timedelta(days=back), near=near)
    if item.endswith("W"):
        wanted = int(item[:-1])
        if not 1 <= wanted <= _MOST_DAYS:
            raise ValueError(item)
        return lambda day: _has_day(day, wanted) and day == _near(day.replace(day=wanted))
    return None


def _special_weekday(item: str) -> Days | None:
    """`6L` the last Friday of the month, `6#3` the third, `L` Saturday."""
    if item == "L":
        return lambda day: _weekday(day) == _DAYS["SAT"]
    if item.endswith("L"):
        wanted = _weekday_of(item[:-1])
        return lambda day: _weekday(day) == wanted and day + timedelta(days=7) > _last(day)
    if "#" in item:
        first, _, last = item.partition("#")
        wanted, count = _weekday_of(first), int(last)
        if not 1 <= count <= _MOST_WEEKS:
            raise ValueError(item)
        return lambda day: _weekday(day) == wanted and (day.day - 1) // 7 + 1 == count
    return None


def _weekday_of(text: str) -> int:
    found = _value(text, _WEEKDAY)
    if not 1 <= found <= len(_DAYS):
        raise ValueError(text)
    return found


def _month_day(day: date) -> int:
    return day.day


def _weekday(day: date) -> int:
    return day.isoweekday() % 7 + 1


def _last(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _has_day(day: date, wanted: int) -> bool:
    return wanted <= _last(day).day


def _near(day: date, *, near: bool = True) -> date:
    """Return the day from Monday to Friday nearest to a day, within its month."""
    weekend = day.isoweekday() - 5
    if not near or weekend <= 0:
        return day
    if weekend == 1:  # Saturday: the Friday before, unless that is in the month before
        return day + timedelta(days=-1 if day.day > 1 else 2)
    return day + timedelta(days=1 if day < _last(day) else -2)


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
