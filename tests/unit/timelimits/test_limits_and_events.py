"""What is refused, what is warned of, and what several clocks say together."""

from datetime import datetime
from decimal import Decimal

import pytest

from engine.calendar.errors import DayOutOfRange
from engine.calendar.seed import published_calendar
from engine.timelimits.errors import (
    BadLimit,
    ClockNotStarted,
    EventNotPossible,
    EventsOutOfOrder,
    NaiveMoment,
)
from engine.timelimits.events import ClockEvent, Do
from engine.timelimits.limits import Limit, Statistic, Unit
from engine.timelimits.reading import State, read
from engine.timelimits.standstill import Standstill, follow, standstill
from engine.timelimits.verdicts import passed, strictest
from tests.unit.timelimits.clocks import at, clock, limit, reading, shown

# --- limits --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "unit", "problem"),
    [
        (0, Unit.WORKING_DAY, "above 0"),
        (-3, Unit.HOUR, "above 0"),
        (Decimal("NaN"), Unit.HOUR, "not a number"),
        (None, Unit.HOUR, "not a number"),
        ("15", Unit.WORKING_DAY, "not a number"),
        (True, Unit.WORKING_DAY, "not a number"),
        (Decimal("Infinity"), Unit.DAY, "not a number"),
        (Decimal("1.5"), Unit.WORKING_DAY, "whole number"),
        (Decimal("0.5"), Unit.MONTH, "whole number"),
        (Decimal("1e999999"), Unit.MINUTE, "more than"),
        (10_001, Unit.WORKING_DAY, "more than"),
    ],
)
def test_a_limit_that_cannot_be_is_refused(value, unit, problem):
    with pytest.raises(BadLimit) as refused:
        Limit(checkpoint="x", value=value, unit=unit)
    assert problem in refused.value.problem


@pytest.mark.parametrize("warn_at", [0, -1, 101, Decimal("NaN")])
def test_a_warning_that_cannot_be_is_refused(warn_at):
    with pytest.raises(BadLimit):
        limit("15 wd", warn_at=warn_at)


def test_a_whole_figure_from_a_decision_table_is_kept_as_an_integer():
    made = Limit(checkpoint="x", value=Decimal("15.0"), unit=Unit.WORKING_DAY, warn_at=Decimal(80))
    assert (repr(made.value), repr(made.warn_at)) == ("15", "80")


# --- warnings ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("warn_at", "warning"),
    [
        # 15 wd from Tue 10 February; 12th charged day = Wed 4 March (see the worked example)
        (80, "2026-03-04 08:30"),
        # ⌈15 × 0.81⌉ = 13: Thu 5 March
        (81, "2026-03-05 08:30"),
        (1, "2026-02-11 08:30"),
        (100, "2026-03-09 08:30"),
    ],
)
def test_the_warning_is_at_the_start_of_service_on_its_charged_day(warn_at, warning):
    found = reading("15 wd", clock("start 02-10 10:00"), "02-10 10:00", warn_at=warn_at)
    assert shown(found.warning) == warning


def test_a_paused_clock_has_no_warning_ahead_of_it_but_keeps_one_behind():
    events = clock("start 02-10 10:00", "pause 02-26 11:00 customer")
    assert reading("15 wd", events, "02-27 10:00", warn_at=80).warning is None
    # ⌈15 × 0.4⌉ = 6: Wed 25 February
    assert shown(reading("15 wd", events, "02-27 10:00", warn_at=40).warning) == "2026-02-25 08:30"


def test_a_warning_is_never_later_than_the_due_moment():
    found = reading("1 wd", clock("start 03-02 07:00"), "03-02 07:30", cutoff="08:00", warn_at=100)
    assert shown(found.warning) == shown(found.due) == "2026-03-03 08:00"


# --- events --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "position", "state"),
    [
        (["pause 03-02 09:00 x"], 0, "new"),
        (["start 03-02 09:00", "start 03-02 10:00"], 1, "running"),
        (["start 03-02 09:00", "resume 03-02 10:00"], 1, "running"),
        (["start 03-02 09:00", "pause 03-02 10:00 x", "pause 03-02 11:00 y"], 2, "paused"),
        (["start 03-02 09:00", "stop 03-02 10:00", "stop 03-02 11:00"], 2, "stopped"),
        (["start 03-02 09:00", "stop 03-02 10:00", "pause 03-02 11:00 x"], 2, "stopped"),
    ],
)
def test_an_event_the_clock_cannot_take_is_refused_with_its_position(lines, position, state):
    with pytest.raises(EventNotPossible) as refused:
        reading("2 wd", clock(*lines), "03-09 09:00")
    assert (refused.value.position, refused.value.state) == (position, state)


def test_events_out_of_order_are_refused():
    with pytest.raises(EventsOutOfOrder) as refused:
        reading("2 wd", clock("start 03-02 09:00", "pause 03-02 08:59 x"), "03-09 09:00")
    assert (refused.value.position, refused.value.previous) == (1, at("03-02 09:00"))


def test_order_is_of_moments_not_of_written_hours():
    # 09:30 at +09:00 is 08:30 in Shanghai, before 09:00
    early = ClockEvent(at=datetime.fromisoformat("2026-03-02T09:30:00+09:00"), do=Do.STOP)
    with pytest.raises(EventsOutOfOrder):
        reading("2 wd", (*clock("start 03-02 09:00"), early), "03-09 09:00")


def test_a_clock_without_events_or_zones_is_refused():
    with pytest.raises(ClockNotStarted):
        reading("2 wd", (), "03-09 09:00")
    naive = ClockEvent(at=at("03-02 09:00").replace(tzinfo=None), do=Do.START)
    with pytest.raises(NaiveMoment):
        reading("2 wd", (naive,), "03-09 09:00")
    with pytest.raises(NaiveMoment):
        read(limit("2 wd"), clock("start 03-02 09:00"), published_calendar(), naive.at)


@pytest.mark.parametrize("unit", list(Unit))
def test_moments_beyond_the_calendar_are_refused_for_every_unit(unit):
    for moment in ("0001-01-01 00:00", "9999-12-31 23:59"):
        with pytest.raises(DayOutOfRange):
            reading(f"2 {unit}", clock(f"start {moment}"), moment)


# --- several limits, several attempts ------------------------------------------------------------


def test_the_strictest_of_several_limits_is_the_earliest_due():
    events = clock("start 02-10 10:00")
    legal, promise = (reading(each, events, "02-10 11:00") for each in ("15 wd", "11 wd"))
    assert strictest([legal, promise]) is promise


def test_the_strictest_depends_on_the_days_not_on_the_figures():
    # 20 calendar days end on 2 March, 15 working days on 9 March
    events = clock("start 02-10 10:00")
    working, calendar = (reading(each, events, "02-10 11:00") for each in ("15 wd", "20 d"))
    assert strictest([working, calendar]) is calendar


def test_paused_limits_are_compared_as_if_resumed_now():
    events = clock("start 02-10 10:00", "pause 02-11 10:00 customer")
    found = [reading(each, events, "02-13 11:00") for each in ("15 wd", "11 wd")]
    assert strictest(found) is found[1]


def test_a_mean_limit_drives_no_timer_beside_one_that_binds():
    events = clock("start 02-10 10:00")
    mean = reading("3 wd", events, "02-10 11:00", statistic=Statistic.MEAN)
    binding = reading("15 wd", events, "02-10 11:00")
    assert strictest([mean, binding]) is binding
    assert strictest([mean]) is mean
    with pytest.raises(ClockNotStarted):
        strictest([])


def test_a_mean_limit_gives_no_verdict_for_a_single_case():
    late = reading("2 wd", clock("start 03-02 09:00"), "03-31 09:00", statistic=Statistic.MEAN)
    assert late.state is State.RUNNING
    events = clock("start 03-02 09:00", "stop 03-30 09:00")
    assert reading("2 wd", events, "03-31 09:00", statistic=Statistic.MEAN).state is State.CLOSED


@pytest.mark.parametrize(
    ("attempts", "expected"),
    [
        ([State.MET, State.MET], True),
        ([State.MET, State.BREACHED], False),
        ([State.BREACHED, State.RUNNING], False),
        ([State.MET, State.OVERDUE], False),
        ([State.MET, State.PAUSED], None),
        ([State.CLOSED], None),
        ([State.CLOSED, State.MET], True),
        ([], None),
    ],
)
def test_a_checkpoint_passes_when_every_attempt_passed(attempts, expected):
    assert passed(attempts) is expected


# --- standing still ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("active", "paused", "reason"),
    [
        (["customer-works"], True, "customer-works"),
        (["customer-works", None], False, None),
        (["a", "b", "a"], True, "a, b"),
        ([None], False, None),
        ([], False, None),
    ],
)
def test_a_clock_stands_still_while_every_active_activity_has_a_reason(active, paused, reason):
    found = standstill(active)
    assert (found.paused, found.reason) == (paused, reason)


def _followed(events, active, moment="03-03 09:00"):
    return [(e.do, e.reason, e.at) for e in follow(events, standstill(active), at(moment))]


def test_a_clock_follows_what_is_active():
    now = at("03-03 09:00")
    running = clock("start 03-02 09:00")
    paused = clock("start 03-02 09:00", "pause 03-02 10:00 a")
    assert _followed(running, ["a"]) == [("pause", "a", now)]
    assert _followed(running, [None]) == []
    assert _followed(paused, ["a"]) == []
    assert _followed(paused, ["a", None]) == [("resume", None, now)]


def test_a_changed_reason_is_a_resume_and_a_pause_that_charge_no_day():
    paused = clock("start 03-02 09:00", "pause 03-02 10:00 a")
    changed = follow(paused, standstill(["b"]), at("03-03 09:00"))
    assert [(e.do, e.reason) for e in changed] == [("resume", None), ("pause", "b")]
    assert reading("2 wd", (*paused, *changed), "03-09 09:00").used == 0


def test_stopped_and_unstarted_clocks_follow_nothing():
    stopped = clock("start 03-02 09:00", "stop 03-02 10:00")
    assert follow(stopped, standstill(["a"]), at("03-03 09:00")) == ()
    assert follow((), Standstill(paused=True, reasons=("a",)), at("03-03 09:00")) == ()


def test_a_host_whose_clock_lags_keeps_the_events_in_order():
    paused = clock("start 03-02 09:00", "pause 03-02 10:00 a")
    assert _followed(paused, [None], "03-02 09:59") == [("resume", None, at("03-02 10:00"))]
