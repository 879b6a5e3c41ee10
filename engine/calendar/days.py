"""The values of the calendar: a row of the day table, service hours, and answers."""

from __future__ import annotations

from datetime import date, time

from engine.kernel.records import record


@record(frozen=True, kw_only=True, slots=True)
class DayRow:
    """One day that is not as its weekday says, or that has a name.

    `name` is a code such as `spring-festival` for the published holidays, else as imported.
    """

    date: date
    working: bool
    name: str = ""


@record(frozen=True, kw_only=True, slots=True)
class ServiceHours:
    """When the counter is open on a working day, in the station's local time."""

    start: time = time(8, 30)
    end: time = time(17, 30)

    def __post_init__(self) -> None:
        """Refuse hours that end before they begin."""
        if self.start >= self.end:
            raise ValueError(f"service hours begin at {self.start} and end at {self.end}")  # noqa: EM102


@record(frozen=True, kw_only=True, slots=True)
class Day:
    """What the calendar says of one date; `provisional` when its year is not announced."""

    date: date
    working: bool
    name: str
    provisional: bool


@record(frozen=True, slots=True)
class Found:
    """A day found by counting, and whether a year not announced was touched on the way."""

    day: date
    provisional: bool


@record(frozen=True, slots=True)
class Counted:
    """A number of days, and whether a year not announced was touched on the way."""

    days: int
    provisional: bool
