"""Counting working days, against the published holidays."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from engine.calendar.days import DayRow, ServiceHours
from engine.calendar.errors import DayOutOfRange, NegativeDayCount
from engine.calendar.seed import published_calendar
from engine.calendar.statutory import statutory_days

CAL = published_calendar()
DAY = timedelta(days=1)

MAKE_UP_DAYS = {
    2024: "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12",
    2025: "01-26 02-08 04-27 09-28 10-11",
    2026: "01-04 02-14 02-28 05-09 09-20 10-10",
}


@pytest.mark.parametrize(("year", "working_days"), [(2024, 251), (2025, 248), (2026, 248)])
def test_a_year_has_its_published_number_of_working_days(year, working_days):
    counted = CAL.working_days_between(date(year - 1, 12, 31), date(year, 12, 31))
    assert (counted.days, counted.provisional) == (working_days, False)


@pytest.mark.parametrize("year", MAKE_UP_DAYS)
def test_exactly_the_published_make_up_days_are_worked_on_weekends(year):
    weekend_work = [row.date for row in CAL.rows if row.date.year == year and row.working]
    assert weekend_work == [date.fromisoformat(f"{year}-{d}") for d in MAKE_UP_DAYS[year].split()]
    assert all(CAL.is_working(day) and day.weekday() >= 5 for day in weekend_work)


@pytest.mark.parametrize(
    ("start", "n", "expected"),
    [
        # Fri 13 Feb; Sat 14 is a make-up day (1), Spring Festival 15-23, Tue 24 (2), Wed 25 (3)
        ("2026-02-13", 3, "2026-02-25"),
        # the worked example of 1.9
        ("2026-02-10", 15, "2026-03-09"),
        # 1-7 October off, Thu 8 (1), Fri 9 (2), Sat 10 make-up (3)
        ("2026-09-30", 3, "2026-10-10"),
        # a start on a holiday: Sun 1 March is not day 1, Mon 2 is
        ("2026-03-01", 1, "2026-03-02"),
        ("2026-10-03", 1, "2026-10-08"),
        # over a year's end: Wed 31 Dec 2025 (1), 1-3 Jan 2026 off, Sun 4 make-up (2), Mon 5 (3)
        ("2025-12-30", 3, "2026-01-05"),
    ],
)
def test_the_day_of_the_start_is_day_zero(start, n, expected):
    found = CAL.working_days_after(date.fromisoformat(start), n)
    assert (found.day.isoformat(), found.provisional) == (expected, False)


def test_zero_working_days_after_a_holiday_is_the_holiday_itself():
    assert CAL.working_days_after(date(2026, 10, 1), 0).day == date(2026, 10, 1)


def test_counting_between_is_the_inverse_of_counting_after():
    for n in (1, 7, 100, 600):
        end = CAL.working_days_after(date(2024, 1, 15), n).day
        assert CAL.working_days_between(date(2024, 1, 15), end).days == n


def test_no_days_lie_between_a_day_and_itself():
    assert CAL.working_days_between(date(2026, 3, 3), date(2026, 3, 3)).days == 0


def test_a_negative_count_is_refused():
    with pytest.raises(NegativeDayCount):
        CAL.working_days_after(date(2026, 3, 3), -1)
    with pytest.raises(NegativeDayCount) as refused:
        CAL.working_days_between(date(2026, 3, 3), date(2026, 3, 1))
    assert refused.value.days == -2


@pytest.mark.parametrize("day", [date(1899, 12, 31), date(2200, 1, 1), date.max, date.min])
def test_days_far_outside_are_refused(day):
    with pytest.raises(DayOutOfRange):
        CAL.day(day)


def test_counting_beyond_the_last_year_is_refused_quickly():
    with pytest.raises(DayOutOfRange):
        CAL.working_days_after(date(2026, 1, 1), 10**9)


@pytest.mark.parametrize("at", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
def test_moments_at_the_ends_of_time_are_refused(at):
    with pytest.raises(DayOutOfRange):
        CAL.effective_day(at)


# --- years not announced -------------------------------------------------------------------------


def test_a_year_not_announced_has_its_weekends_and_statutory_days_and_says_provisional():
    # 2027: New Year Fri 1 Jan; Spring Festival from its eve Fri 5 to Mon 8 Feb
    assert CAL.day(date(2027, 1, 1)).name == "new-year"
    off = [CAL.day(date(2027, 2, d)) for d in (5, 6, 7, 8)]
    assert all(not d.working and d.name == "spring-festival" and d.provisional for d in off)
    assert CAL.is_working(date(2027, 2, 4))
    assert CAL.is_working(date(2027, 2, 9))


def test_a_count_into_a_year_not_announced_is_provisional():
    # Wed 30 (1), Thu 31 Dec 2026 (2): still announced
    assert not CAL.working_days_after(date(2026, 12, 29), 2).provisional
    # Fri 1 Jan 2027 is off, weekend, Mon 4 Jan (3)
    found = CAL.working_days_after(date(2026, 12, 29), 3)
    assert (found.day, found.provisional) == (date(2027, 1, 4), True)


def test_a_count_from_the_last_day_before_the_announced_years_is_not_provisional():
    # nothing of 2003 is asked: the day of the start is never looked at
    assert not CAL.working_days_after(date(2003, 12, 31), 1).provisional
    assert not CAL.working_days_between(date(2003, 12, 31), date(2004, 1, 5)).provisional
    assert CAL.working_days_after(date(2003, 12, 30), 1).provisional
    assert CAL.working_days_between(date(2003, 12, 30), date(2004, 1, 5)).provisional


def test_an_empty_period_in_a_year_not_announced_is_certain():
    assert not CAL.working_days_between(date(2027, 1, 1), date(2027, 1, 1)).provisional


def test_years_without_a_lunar_table_know_the_fixed_days():
    assert not CAL.is_working(date(2101, 10, 3))
    assert not CAL.is_working(date(1990, 5, 1))


def test_the_lunar_days_of_years_to_come_lie_by_their_moons():
    """True new moons are within 15 hours of mean ones (Meeus, Astronomical Algorithms, 49.1)."""
    first = datetime(2000, 1, 6, 14, 20, tzinfo=UTC)  # JDE 2451550.09766, less 64 s
    month = timedelta(days=29.530588861)
    for year in range(2027, 2051):
        days = statutory_days(year)
        spring = min(day for day, name in days.items() if name == "spring-festival") + DAY
        by_name = {name: day for day, name in days.items()}
        boats, autumn = by_name.get("dragon-boat"), by_name.get("mid-autumn")
        assert boats, year
        assert date(year, 1, 21) <= spring <= date(year, 2, 20)
        for day in filter(None, (spring, boats - 4 * DAY, autumn and autumn - 14 * DAY)):
            noon = datetime.combine(day, time(4), UTC)  # at the station
            moons = (noon - first) / month
            assert abs(moons - round(moons)) * month < timedelta(hours=12 + 15), (year, day)


def test_qingming_is_when_the_sun_stands_at_15_degrees():
    """By the sun's mean motion from the equinox of 2000 (20 March, 07:35; Meeus, chapter 27)."""
    for year in range(2027, 2051):
        by_name = {name: day for day, name in statutory_days(year).items()}
        years = (year - 2000) * timedelta(days=365.2422)
        expected = datetime(2000, 3, 20, 7, 35, tzinfo=UTC) + years + timedelta(days=15.2)
        noon = datetime.combine(by_name["qingming"], time(4), UTC)
        assert abs(noon - expected) < timedelta(hours=12 + 6), year


def test_statutory_days_are_days_off_in_every_announced_year_too():
    """The rule for years to come is checked on the fixed days of the years since 2008."""
    for year in range(2008, 2027):
        for month, day in ((1, 1), (5, 1), (10, 1), (10, 2), (10, 3)):
            assert not CAL.is_working(date(year, month, day))


# --- the table grows -----------------------------------------------------------------------------


def _notice_2027():
    off = ["01-01", "05-01", "10-01", "02-09", "02-10"]
    rows = [DayRow(date=date.fromisoformat(f"2027-{d}"), working=False) for d in off]
    return [*rows, DayRow(date=date(2027, 2, 20), working=True)]


def test_importing_a_notice_announces_the_year():
    later = CAL.with_rows(_notice_2027())
    assert later.version == CAL.version + 1
    assert 2027 in later.announced
    # Fri 5 Feb is no day off unless the notice says so; Tue 9 and Wed 10 are; Sat 20 is worked
    assert [later.is_working(date(2027, 2, d)) for d in (5, 9, 10, 20)] == [
        True,
        False,
        False,
        True,
    ]
    assert not later.day(date(2027, 2, 9)).provisional
    assert CAL.day(date(2027, 2, 9)).provisional, "the earlier version stays as it was"


def test_one_moved_day_does_not_announce_a_year():
    later = CAL.with_rows([DayRow(date=date(2027, 3, 1), working=False, name="storm")])
    day = later.day(date(2027, 3, 1))
    assert (day.working, day.name, day.provisional) == (False, "storm", True)
    assert not later.is_working(date(2027, 1, 1)), "the statutory days still hold"


def test_a_mid_year_change_of_an_announced_year_counts_at_once():
    later = CAL.with_rows([DayRow(date=date(2026, 3, 2), working=False)])
    assert later.working_days_after(date(2026, 2, 10), 15).day == date(2026, 3, 10)


def test_the_administrator_may_say_which_years_are_announced():
    later = CAL.with_rows([DayRow(date=date(2027, 1, 1), working=False)], announces=[2027])
    assert not later.day(date(2027, 6, 1)).provisional


# --- hours ---------------------------------------------------------------------------------------


def test_a_day_ends_at_24_without_a_cut_off_and_at_the_cut_off_with_one():
    assert CAL.end_of(date(2026, 3, 9)).isoformat() == "2026-03-10T00:00:00+08:00"
    assert CAL.with_cutoff(time(17)).end_of(date(2026, 3, 9)).isoformat() == (
        "2026-03-09T17:00:00+08:00"
    )


def test_an_event_after_the_cut_off_belongs_to_the_next_working_day():
    cal = CAL.with_cutoff(time(17))
    # Fri 13 Feb 2026: at 17:00 sharp still Friday, a second later Sat 14 (a make-up day)
    assert cal.effective_day(datetime(2026, 2, 13, 9, tzinfo=UTC)).day == date(2026, 2, 13)
    assert cal.effective_day(datetime(2026, 2, 13, 9, 0, 1, tzinfo=UTC)).day == date(2026, 2, 14)
    # Sat 14 Feb 18:00 -> Tue 24 Feb, after the Spring Festival
    assert cal.effective_day(datetime(2026, 2, 14, 10, tzinfo=UTC)).day == date(2026, 2, 24)


def test_dates_are_the_stations():
    # 16:30 UTC is 00:30 of the next day in Shanghai
    assert CAL.local_date(datetime(2026, 3, 9, 16, 30, tzinfo=UTC)) == date(2026, 3, 10)


def test_service_hours_that_end_before_they_begin_are_refused():
    with pytest.raises(ValueError, match="service hours"):
        ServiceHours(start=time(17), end=time(8))
