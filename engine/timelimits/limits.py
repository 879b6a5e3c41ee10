"""A limit: how long a checkpoint may take, in which unit, and on whose word."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum
from typing import Final

from engine.timelimits.errors import BadLimit


class Unit(StrEnum):
    """What a limit counts."""

    WORKING_DAY = "wd"
    DAY = "d"
    HOUR = "h"
    MINUTE = "min"
    MONTH = "month"


class Statistic(StrEnum):
    """Whether the limit binds every case (`max`) or the average of many (`mean`)."""

    MAX = "max"
    MEAN = "mean"


class Level(StrEnum):
    """Who set the limit, from the law down to the station's own promise."""

    STATE = "state"
    GROUP = "group"
    PROVINCE = "province"
    STATION = "station"


# About forty years in each unit: far beyond any limit, and no date can run off the calendar.
_LARGEST: Final = {
    Unit.WORKING_DAY: 10_000,
    Unit.DAY: 15_000,
    Unit.HOUR: 360_000,
    Unit.MINUTE: 21_600_000,
    Unit.MONTH: 480,
}
_FRACTIONS: Final = (Unit.HOUR, Unit.MINUTE)
_WHOLE_PERCENT: Final = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Limit:
    """One policy row as it is pinned on a clock.

    `value` counts `unit` and is above 0; only hours and minutes may have a fraction. `warn_at` is
    the percentage of the limit at which to warn (None: no warning). `policy`, `edition`, `level`
    and `source` say where the limit comes from, for the explanation; nothing is computed from them.
    """

    checkpoint: str
    value: int | Decimal
    unit: Unit
    statistic: Statistic = Statistic.MAX
    warn_at: int | Decimal | None = None
    level: Level = Level.STATE
    policy: str = ""
    edition: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        """Check the figures and keep whole ones as `int`.

        Raises:
            BadLimit: the value is not above 0, not whole in days or months, too large, or the
                warning is not above 0 and at most 100 percent.
        """
        value = _number("value", self.value)
        if value > _LARGEST[self.unit]:
            raise BadLimit(
                field="value",
                found=f"{value:.6g}",
                problem=f"more than {_LARGEST[self.unit]} {self.unit}",
            )
        if value != value.to_integral_value() and self.unit not in _FRACTIONS:
            raise BadLimit(
                field="value", found=str(value), problem=f"a limit in {self.unit} is a whole number"
            )
        object.__setattr__(self, "value", _plain(value))
        if self.warn_at is not None:
            self._check_warning(_number("warn_at", self.warn_at))

    def share(self, total: int) -> int:
        """Return ⌈total × warn-at⌉, the count of days at which to warn.

        Raises:
            BadLimit: the limit has no warning.
        """
        if self.warn_at is None:
            raise BadLimit(field="warn_at", found="None", problem="the limit has no warning")
        if isinstance(self.warn_at, int):
            return -(-total * self.warn_at // _WHOLE_PERCENT)
        part = Decimal(total) * self.warn_at / _WHOLE_PERCENT
        return int(part.to_integral_value(ROUND_CEILING))

    def _check_warning(self, percent: Decimal) -> None:
        if percent > _WHOLE_PERCENT:
            raise BadLimit(field="warn_at", found=f"{percent:.6g}", problem="more than 100 percent")
        object.__setattr__(self, "warn_at", _plain(percent))


def _number(field: str, found: object) -> Decimal:
    # A decision table may give anything: an empty cell, a text, a truth value.
    if not isinstance(found, int | Decimal) or isinstance(found, bool):
        raise BadLimit(field, str(found)[:50], "not a number")
    number = Decimal(found)
    if not number.is_finite():
        raise BadLimit(field, str(found), "not a number")
    if number <= 0:
        raise BadLimit(field, f"{number:.6g}", "must be above 0")
    return number


def _plain(number: Decimal) -> int | Decimal:
    return int(number) if number == number.to_integral_value() else number
