"""A clock explains itself, day by day."""

from datetime import time

from engine.calendar.seed import published_calendar
from engine.timelimits.explain import explain
from engine.timelimits.reading import read
from tests.unit.timelimits.clocks import at, clock, limit


def explained(text, events, now, cutoff=None):
    calendar = published_calendar().with_cutoff(cutoff)
    found = explain(read(limit(text), events, calendar, at(now)), events, calendar)
    days = [
        (f"{s.first:%m-%d}", f"{s.last:%m-%d}", str(s.kind), s.note, s.count) for s in found.days
    ]
    return found, days


def test_each_day_says_why_it_was_or_was_not_charged():
    events = clock("start 02-10 10:00", "pause 02-26 11:00 customer", "resume 03-03 09:00")
    found, days = explained("15 wd", events, "03-04 10:00")
    assert days == [
        ("02-10", "02-10", "start", "", 0),
        ("02-11", "02-14", "charged", "", 4),  # Sat 14 is a make-up day
        ("02-15", "02-23", "off", "spring-festival", 4),
        ("02-24", "02-26", "charged", "", 7),
        ("02-27", "03-03", "paused", "customer", 7),
        ("03-04", "03-06", "charged", "", 10),
        ("03-07", "03-08", "off", "", 10),  # a weekend has no name
        ("03-09", "03-13", "charged", "", 15),  # forecast, up to the due day
    ]
    assert found.calendar_version == published_calendar().version


def test_a_stopped_clock_is_explained_up_to_its_stop():
    _, days = explained("15 wd", clock("start 03-02 09:00", "stop 03-04 10:00"), "03-31 10:00")
    assert days == [("03-02", "03-02", "start", "", 0), ("03-03", "03-04", "charged", "", 2)]


def test_a_late_clock_is_explained_up_to_now():
    _, days = explained("1 wd", clock("start 03-02 09:00"), "03-05 10:00")
    assert days[-1] == ("03-03", "03-05", "charged", "", 3)


def test_a_paused_clock_is_explained_up_to_now_with_each_reason():
    events = clock(
        "start 03-02 09:00",
        "pause 03-03 10:00 papers",
        "resume 03-05 10:00",
        "pause 03-05 10:00 works",
    )
    _, days = explained("9 wd", events, "03-06 10:00")
    assert days == [
        ("03-02", "03-02", "start", "", 0),
        ("03-03", "03-03", "charged", "", 1),
        ("03-04", "03-04", "paused", "papers", 1),
        ("03-05", "03-06", "paused", "works", 1),
    ]


def test_calendar_days_have_no_days_off():
    _, days = explained("4 d", clock("start 02-13 09:00"), "02-13 10:00")
    assert days == [("02-13", "02-13", "start", "", 0), ("02-14", "02-17", "charged", "", 4)]


def test_the_cut_off_and_the_effective_start_are_told():
    found, days = explained("1 wd", clock("start 03-06 18:00"), "03-06 19:00", time(17))
    assert (found.cutoff, f"{found.effective_start:%m-%d}") == ("17:00", "03-09")
    assert days == [("03-09", "03-09", "start", "", 0), ("03-10", "03-10", "charged", "", 1)]


def test_days_of_a_year_not_announced_are_marked():
    found, _ = explained("5 wd", clock("start 12-30 09:00"), "12-30 10:00")
    # Thu 31 December; 1 January off; weekend; 4 to 7 January
    assert [(s.kind, s.note, s.provisional) for s in found.days] == [
        ("start", "", False),
        ("charged", "", False),
        ("off", "new-year", True),
        ("off", "", True),
        ("charged", "", True),
    ]


def test_hours_need_no_days():
    found, days = explained("2 h", clock("start 03-02 09:00"), "03-02 10:00")
    assert days == []
    assert len(found.reading.segments) == 1
