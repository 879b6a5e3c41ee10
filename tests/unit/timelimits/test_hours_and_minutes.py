"""Clocks in hours and minutes: elapsed running time, around the clock."""

from datetime import datetime
from decimal import Decimal

import pytest

from engine.calendar.seed import published_calendar
from engine.timelimits.limits import Limit, Unit
from engine.timelimits.reading import State, read
from tests.unit.timelimits.clocks import at, clock, reading, shown


def test_forty_five_minutes_run_through_the_holidays():
    # fault repair on the eve of the Spring Festival
    found = reading("45 min", clock("start 02-16 23:30"), "02-17 00:00")
    assert (shown(found.due), found.used, found.left) == ("2026-02-17 00:15", 30, 15)
    assert found.provisional is False


def test_a_pause_moves_the_due_moment_by_its_length():
    # 24 h from 10:00; paused 12:00-15:30: due 13:30 the next day
    events = clock("start 03-02 10:00", "pause 03-02 12:00 customer", "resume 03-02 15:30")
    found = reading("24 h", events, "03-02 16:00")
    assert (shown(found.due), shown(found.original_due)) == ("2026-03-03 13:30", "2026-03-03 10:00")
    assert (found.used, found.left) == (2.5, 21.5)


def test_while_paused_the_due_moment_moves_with_now():
    events = clock("start 03-02 10:00", "pause 03-02 12:00 customer")
    found = reading("24 h", events, "03-02 13:15")
    assert (found.due, shown(found.due_if_resumed_now)) == (None, "2026-03-03 11:15")


@pytest.mark.parametrize(
    ("stop", "state"),
    [("03-03 10:00", State.MET), ("03-03 10:01", State.BREACHED)],
)
def test_the_verdict_is_by_the_moment(stop, state):
    assert reading("24 h", clock("start 03-02 10:00", f"stop {stop}"), "03-09 10:00").state is state


def test_a_pause_after_the_due_moment_no_longer_moves_it():
    events = clock("start 03-02 10:00", "pause 03-02 13:00 customer", "resume 03-02 14:00")
    found = reading("2 h", events, "03-02 14:00")
    assert (found.state, shown(found.due), found.used) == (State.OVERDUE, "2026-03-02 12:00", 3)


def test_a_pause_at_the_very_due_moment_is_in_time():
    events = clock("start 03-02 10:00", "pause 03-02 12:00 customer", "stop 03-05 14:00")
    found = reading("2 h", events, "03-05 15:00")
    assert (found.state, found.used, found.left) == (State.MET, 2, 0)


def test_the_cut_off_does_not_touch_running_time():
    found = reading("1 h", clock("start 03-02 18:00"), "03-02 18:30", cutoff="17:00")
    assert (shown(found.due), found.used) == ("2026-03-02 19:00", 0.5)


def test_the_warning_comes_after_its_share_of_running_time():
    # 80 % of 45 minutes is 36 minutes; ten minutes of pause
    events = clock("start 03-02 10:00", "pause 03-02 10:05 gate", "resume 03-02 10:15")
    assert shown(reading("45 min", events, "03-02 10:20", warn_at=80).warning) == "2026-03-02 10:46"


def test_half_hours_are_a_limit_too():
    limit = Limit(checkpoint="call", value=Decimal("1.5"), unit=Unit.HOUR)
    found = read(limit, clock("start 03-02 10:00"), published_calendar(), at("03-02 10:30"))
    assert (shown(found.due), found.left) == ("2026-03-02 11:30", 1)


def test_moments_given_in_another_zone_are_the_same_moments():
    found = read(
        Limit(checkpoint="call", value=1, unit=Unit.HOUR),
        clock("start 03-02 10:00"),
        published_calendar(),
        datetime.fromisoformat("2026-03-02T02:30:00+00:00"),
    )
    assert (found.used, found.as_of.isoformat()) == (0.5, "2026-03-02T10:30:00+08:00")
