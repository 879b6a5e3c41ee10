"""Clocks in working days, days and months, counted by hand.

2026: the Spring Festival is off from Sun 15 to Mon 23 February; Sat 14 and Sat 28 February are
make-up days. 2 March is a Monday.
"""

import pytest

from engine.timelimits.reading import State
from tests.unit.timelimits.clocks import at, clock, reading, shown

ACCEPTED = "start 02-10 10:00"


# --- the worked example of 1.9 -------------------------------------------------------------------


def test_fifteen_working_days_over_the_spring_festival():
    # 11, 12, 13, Sat 14 (4); 24, 25, 26, 27, Sat 28 (9); 2, 3, 4, 5, 6 (14), Mon 9 March (15)
    found = reading("15 wd", clock(ACCEPTED), "02-10 10:00")
    assert shown(found.due) == shown(found.original_due) == "2026-03-10 00:00"
    assert (found.used, found.left, found.state) == (0, 15, State.RUNNING)


def test_the_day_of_the_pause_is_charged_and_there_is_no_due_date():
    # 11, 12, 13, 14, 24, 25, 26: seven used
    events = clock(ACCEPTED, "pause 02-26 11:00 customer")
    found = reading("15 wd", events, "02-28 09:00")
    assert (found.state, found.due, found.used, found.left) == (State.PAUSED, None, 7, 8)
    assert shown(found.original_due) == "2026-03-10 00:00"
    # resumed on Sat 28 February: 2..6 March are 8-12, Mon 9 to Wed 11 March are 13-15
    assert shown(found.due_if_resumed_now) == "2026-03-12 00:00"


def test_the_day_of_the_resume_is_not_charged():
    events = clock(ACCEPTED, "pause 02-26 11:00 customer", "resume 03-03 09:00")
    found = reading("15 wd", events, "03-04 08:00")
    # 4 March is the 8th; 5, 6 (10), 9, 10, 11, 12, Fri 13 (15)
    assert (shown(found.due), found.used, found.left) == ("2026-03-14 00:00", 8, 7)
    assert found.due_if_resumed_now is None
    assert [(s.kind, s.reason, shown(s.start), shown(s.end)) for s in found.segments] == [
        ("running", None, "2026-02-10 10:00", "2026-02-26 11:00"),
        ("paused", "customer", "2026-02-26 11:00", "2026-03-03 09:00"),
        ("running", None, "2026-03-03 09:00", "2026-03-04 08:00"),
    ]


# --- pauses that are short, or many --------------------------------------------------------------


def test_a_pause_on_the_day_of_the_start_charges_nothing():
    # day 0 is not charged, and from the 11th on the clock stands still
    found = reading("15 wd", clock(ACCEPTED, "pause 02-10 15:00 customer"), "02-25 09:00")
    assert (found.used, found.state) == (0, State.PAUSED)


def test_a_pause_and_resume_within_one_day_changes_nothing():
    # Thu 12 was running when it began: charged; Fri 13 again
    events = clock(ACCEPTED, "pause 02-12 09:00 customer", "resume 02-12 16:00")
    assert shown(reading("15 wd", events, "02-12 17:00").due) == "2026-03-10 00:00"


def test_several_pauses_on_one_day_charge_it_once_if_it_began_running():
    events = clock(
        ACCEPTED,
        "pause 02-12 09:00 a",
        "resume 02-12 10:00",
        "pause 02-12 11:00 b",
        "resume 02-12 12:00",
        "pause 02-12 13:00 c",
    )
    # 11 and 12 charged; then still
    assert reading("15 wd", events, "02-25 09:00").used == 2


def test_a_day_that_began_paused_is_not_charged_whatever_happens_on_it():
    events = clock(ACCEPTED, "pause 02-11 09:00 a", "resume 02-13 09:00", "pause 02-13 10:00 b")
    # 11 charged; 12 and 13 began paused
    assert reading("15 wd", events, "02-25 09:00").used == 1


def test_a_resume_on_a_holiday_charges_from_the_next_working_day():
    events = clock(ACCEPTED, "pause 02-12 09:00 customer", "resume 02-18 09:00")
    # 11, 12 used; Tue 24 is the 3rd: 24, 25, 26, 27, 28 (7), 2-6 March (12), 9, 10, 11 (15)
    found = reading("15 wd", events, "02-24 09:00")
    assert (found.used, shown(found.due)) == (3, "2026-03-12 00:00")


# --- starts on free days, cut-off ----------------------------------------------------------------


def test_a_start_on_a_holiday_is_day_zero():
    # Sun 1 March is day 0, Mon 2 March the 1st
    assert shown(reading("1 wd", clock("start 03-01 12:00"), "03-01 13:00").due) == (
        "2026-03-03 00:00"
    )


@pytest.mark.parametrize(
    ("start", "due"),
    [
        # Mon 2 March at 17:00 sharp is Monday's: Tue 3 is the 1st, Wed 4 the 2nd
        ("start 03-02 17:00", "2026-03-04 17:00"),
        # a minute later it is Tuesday's: Thu 5 is the 2nd
        ("start 03-02 17:01", "2026-03-05 17:00"),
        # Fri 6 March, late: Monday's; Tue 10, Wed 11
        ("start 03-06 18:00", "2026-03-11 17:00"),
        # Sat 7 March before the cut-off: Saturday's; Mon 9, Tue 10
        ("start 03-07 10:00", "2026-03-10 17:00"),
    ],
)
def test_after_the_cut_off_an_event_belongs_to_the_next_working_day(start, due):
    assert shown(reading("2 wd", clock(start), start[6:], cutoff="17:00").due) == due


def test_a_pause_after_the_cut_off_charges_the_next_working_day():
    # start Mon 2 (day 0); pause Tue 3 at 18:00 counts on Wed 4: charged 3 and 4
    events = clock("start 03-02 09:00", "pause 03-03 18:00 customer")
    assert reading("5 wd", events, "03-09 09:00", cutoff="17:00").used == 2
    assert reading("5 wd", events, "03-09 09:00").used == 1


def test_a_resume_on_a_saturday_after_a_late_friday_pause_loses_no_day():
    # pause Fri 6 at 18:00 is Monday's, resume Sat 7 is Saturday's: Monday began running
    events = clock("start 03-05 09:00", "pause 03-06 18:00 customer", "resume 03-07 10:00")
    # Fri 6, Mon 9, Tue 10
    assert shown(reading("3 wd", events, "03-09 09:00", cutoff="17:00").due) == "2026-03-10 17:00"


def test_nothing_is_charged_before_the_effective_day_of_a_late_start():
    # started Fri 6 at 18:00 (Monday's); paused and resumed at the weekend: Tue 10 is the 1st
    events = clock("start 03-06 18:00", "pause 03-07 10:00 customer", "resume 03-08 10:00")
    assert shown(reading("1 wd", events, "03-09 09:00", cutoff="17:00").due) == "2026-03-10 17:00"


# --- verdicts ------------------------------------------------------------------------------------

# limit 2: Tue 3 and Wed 4 March; due Wed 4 at 24:00
TWO_DAYS = "start 03-02 09:00"


@pytest.mark.parametrize(
    ("stop", "state"),
    [
        ("03-02 10:00", State.MET),
        ("03-04 23:59", State.MET),
        ("03-05 00:00", State.MET),  # 24:00 of the due day
        ("03-05 00:01", State.BREACHED),
        ("03-07 10:00", State.BREACHED),  # a Saturday: no further day charged, yet too late
    ],
)
def test_a_clock_stopped_by_its_due_moment_is_met_later_breached(stop, state):
    found = reading("2 wd", clock(TWO_DAYS, f"stop {stop}"), "03-31 10:00")
    assert (found.state, shown(found.due)) == (state, "2026-03-05 00:00")


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("03-04 23:59", State.RUNNING),
        ("03-05 00:00", State.RUNNING),
        ("03-05 00:01", State.OVERDUE),
    ],
)
def test_a_clock_running_past_its_due_moment_is_overdue(now, state):
    assert reading("2 wd", clock(TWO_DAYS), now).state is state


def test_left_never_falls_below_zero_and_used_goes_on_counting():
    found = reading("2 wd", clock(TWO_DAYS), "03-09 10:00")
    # 3, 4, 5, 6, 9 March
    assert (found.used, found.left) == (5, 0)


def test_the_cut_off_on_the_due_day_divides_met_from_breached():
    for stop, state in (("03-04 17:00", State.MET), ("03-04 17:01", State.BREACHED)):
        found = reading("2 wd", clock(TWO_DAYS, f"stop {stop}"), "03-31 10:00", cutoff="17:00")
        assert found.state is state


def test_a_stopped_clock_reads_the_same_for_ever():
    for stop in ("03-03 12:00", "03-04 18:00", "03-05 00:00", "03-10 09:00"):
        events = clock(TWO_DAYS, f"stop {stop}")
        first = reading("2 wd", events, stop, cutoff="17:00")
        later = reading("2 wd", events, "2026-12-24 10:00", cutoff="17:00")
        assert (first.state, first.due, first.used, first.segments) == (
            later.state,
            later.due,
            later.used,
            later.segments,
        )


def test_stopped_while_paused_within_the_limit_is_met_however_late():
    # Tue 3 charged: one of two used; then the customer's time, until June
    events = clock(TWO_DAYS, "pause 03-03 10:00 customer", "stop 06-01 10:00")
    found = reading("2 wd", events, "06-02 10:00")
    assert (found.state, found.due, found.used, found.left) == (State.MET, None, 1, 1)


def test_stopped_in_a_pause_that_began_on_the_last_charged_day_is_met():
    events = clock(TWO_DAYS, "pause 03-04 22:00 customer", "stop 03-20 10:00")
    found = reading("2 wd", events, "03-21 10:00")
    assert (found.state, found.used, found.left) == (State.MET, 2, 0)


def test_stopped_in_a_pause_that_began_too_late_is_breached():
    # due Wed 4 at 24:00; paused on Thu 5 (3 used); and on Sat 7 after a limit of 4 (Fri 6)
    events = clock(TWO_DAYS, "pause 03-05 09:00 customer", "stop 03-20 10:00")
    assert reading("2 wd", events, "03-21 10:00").state is State.BREACHED
    weekend = clock(TWO_DAYS, "pause 03-07 09:00 customer", "stop 03-20 10:00")
    assert reading("4 wd", weekend, "03-21 10:00").state is State.BREACHED


def test_resumed_after_a_pause_on_the_due_day_the_clock_is_overdue_at_once():
    # the second charged day was Wed 4; running on Fri 6 is past its end
    events = clock(TWO_DAYS, "pause 03-04 10:00 customer", "resume 03-06 10:00")
    found = reading("2 wd", events, "03-06 11:00")
    assert (found.state, shown(found.due)) == (State.OVERDUE, "2026-03-05 00:00")


# --- days and months -----------------------------------------------------------------------------


def test_calendar_days_count_every_day():
    # started Tue 10; 11, 12, 13, 14, 15 February
    assert shown(reading("5 d", clock(ACCEPTED), "02-10 11:00").due) == "2026-02-16 00:00"


def test_a_pause_moves_calendar_days_by_the_days_that_began_paused():
    # 11, 12 charged; 13-16 began paused; 17, 18, 19
    events = clock(ACCEPTED, "pause 02-12 10:00 customer", "resume 02-16 10:00")
    assert shown(reading("5 d", events, "02-17 11:00").due) == "2026-02-20 00:00"


@pytest.mark.parametrize(
    ("start", "months", "due"),
    [
        ("2026-01-31 10:00", 1, "2026-03-01 00:00"),  # 28 February, 24:00
        ("2024-01-31 10:00", 1, "2024-03-01 00:00"),  # 29 February
        ("2026-08-31 10:00", 1, "2026-10-01 00:00"),  # 30 September
        ("2026-11-15 10:00", 2, "2027-01-16 00:00"),  # over the year's end
        ("2026-01-31 10:00", 2, "2026-04-01 00:00"),  # not clamped: 31 March
    ],
)
def test_a_month_ends_on_the_same_day_number_or_the_months_last(start, months, due):
    found = reading(f"{months} month", clock(f"start {start}"), start)
    assert (shown(found.due), found.provisional) == (due, False)


def test_a_month_is_moved_by_paused_days():
    # 1 month from 31 January: 28 February; 11 and 12 February began paused: 2 March, 24:00
    events = clock("start 01-31 10:00", "pause 02-10 10:00 customer", "resume 02-12 10:00")
    found = reading("1 month", events, "02-12 11:00")
    assert shown(found.due) == "2026-03-03 00:00"
    # in days: 28 from 31 January to 28 February; 1..10 February charged
    assert (found.used, found.left, found.total) == (10, 18, 28)


# --- years not announced -------------------------------------------------------------------------


def test_a_due_date_in_a_year_not_announced_is_provisional():
    # Tue 29 to Thu 31 December (3); 1 January off, weekend; Mon 4, Tue 5 (5)
    found = reading("5 wd", clock("start 12-28 09:00"), "12-28 10:00")
    assert (shown(found.due), found.provisional) == ("2027-01-06 00:00", True)


def test_a_due_date_on_the_last_announced_day_is_certain():
    found = reading("3 wd", clock("start 12-28 09:00"), "12-28 10:00")
    assert (shown(found.due), found.provisional) == ("2027-01-01 00:00", False)


def test_calendar_days_into_a_year_not_announced_are_certain():
    assert not reading("30 d", clock("start 12-28 09:00"), "12-28 10:00").provisional


def test_the_original_due_date_alone_makes_an_answer_provisional():
    # original: 29, 30, 31 December, 4 January; paused and without a due date of its own
    events = clock("start 12-28 09:00", "pause 12-29 10:00 customer")
    assert reading("4 wd", events, "12-29 11:00").provisional


# --- now -----------------------------------------------------------------------------------------


def test_a_now_before_the_last_event_does_not_undo_it():
    events = clock(TWO_DAYS, "pause 03-03 10:00 customer")
    found = reading("2 wd", events, "03-03 09:59")
    assert (found.state, found.as_of) == (State.PAUSED, at("03-03 10:00"))
