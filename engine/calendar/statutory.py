"""The statutory days off, for years whose holiday notice is not out yet.

Source: 全国年节及纪念日放假办法 as revised in 2024 (13 days: New Year 1, Spring Festival 4 from the
eve on, Qingming 1, Labour Day 2, Dragon Boat 1, Mid-Autumn 1, National Day 3). What a notice adds
(days moved to make longer holidays, make-up days) cannot be computed: hence `provisional`.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

_MonthDay = tuple[int, int]

# First day of the lunar year, Qingming, 5th of the 5th and 15th of the 8th lunar month. Each was
# checked from the positions of sun and moon by the rules of GB/T 33661-2017 (with ephem 4.2), the
# lunar ones with lunardate 0.3 too. Both give for 2004 to 2026 what chinesecalendar 1.11 holds of
# the published notices: Spring Festival in all years, the others since they became days off in
# 2008, but for two days it has no entry of: Dragon Boat 2012, a Saturday, and Mid-Autumn 2020,
# which was National Day. No Qingming is within ten minutes of midnight; two new moons are, those
# of 2027 (6 February, 23:56) and 2030 (3 February, 00:07).
_MOVABLE: Final[dict[int, tuple[_MonthDay, _MonthDay, _MonthDay, _MonthDay]]] = {
    2027: ((2, 6), (4, 5), (6, 9), (9, 15)),
    2028: ((1, 26), (4, 4), (5, 28), (10, 3)),
    2029: ((2, 13), (4, 4), (6, 16), (9, 22)),
    2030: ((2, 3), (4, 5), (6, 5), (9, 12)),
    2031: ((1, 23), (4, 5), (6, 24), (10, 1)),
    2032: ((2, 11), (4, 4), (6, 12), (9, 19)),
    2033: ((1, 31), (4, 4), (6, 1), (9, 8)),
    2034: ((2, 19), (4, 5), (6, 20), (9, 27)),
    2035: ((2, 8), (4, 5), (6, 10), (9, 16)),
    2036: ((1, 28), (4, 4), (5, 30), (10, 4)),
    2037: ((2, 15), (4, 4), (6, 18), (9, 24)),
    2038: ((2, 4), (4, 5), (6, 7), (9, 13)),
    2039: ((1, 24), (4, 5), (5, 27), (10, 2)),
    2040: ((2, 12), (4, 4), (6, 14), (9, 20)),
    2041: ((2, 1), (4, 4), (6, 3), (9, 10)),
    2042: ((1, 22), (4, 4), (6, 22), (9, 28)),
    2043: ((2, 10), (4, 5), (6, 11), (9, 17)),
    2044: ((1, 30), (4, 4), (5, 31), (10, 5)),
    2045: ((2, 17), (4, 4), (6, 19), (9, 25)),
    2046: ((2, 6), (4, 4), (6, 8), (9, 15)),
    2047: ((1, 26), (4, 5), (5, 29), (10, 4)),
    2048: ((2, 14), (4, 4), (6, 15), (9, 22)),
    2049: ((2, 2), (4, 4), (6, 4), (9, 11)),
    2050: ((1, 23), (4, 4), (6, 23), (9, 30)),
}


def statutory_days(year: int) -> dict[date, str]:
    """Return the statutory days off of a year with their names (codes).

    The days of the lunar calendar are known for 2027 to 2050; elsewhere only the fixed ones are
    given, which is as good as a provisional answer can be there.
    """
    days = {
        date(year, 1, 1): "new-year",
        date(year, 5, 1): "labour-day",
        date(year, 5, 2): "labour-day",
        date(year, 10, 1): "national-day",
        date(year, 10, 2): "national-day",
        date(year, 10, 3): "national-day",
    }
    return _movable_days(year) | days


def _movable_days(year: int) -> dict[date, str]:
    if year not in _MOVABLE:
        return {}
    spring, qingming, dragon_boat, mid_autumn = (date(year, *day) for day in _MOVABLE[year])
    eve = spring - timedelta(days=1)
    days = {eve + timedelta(days=n): "spring-festival" for n in range(4)}
    days[qingming] = "qingming"
    days[dragon_boat] = "dragon-boat"
    days[mid_autumn] = "mid-autumn"
    return days
