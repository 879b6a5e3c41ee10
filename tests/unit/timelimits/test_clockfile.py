"""Clocks in a JSON file: the exact form of the answers, and what is refused."""

import json
from datetime import UTC, datetime
from time import perf_counter

import pytest

from engine.calendar.seed import published_calendar
from engine.timelimits.clockfile import MAX_CHARACTERS, run
from engine.timelimits.errors import ClockFileError

NOW = datetime(2026, 3, 3, 4, 0, tzinfo=UTC)  # 12:00 in Shanghai


def event(at, do, **more):
    return {"at": at, "do": do, **more}


START = event("2026-02-10T10:00:00+08:00", "start")
PAUSE = event("2026-02-26T11:00:00+08:00", "pause", reason="customer")
RESUME = event("2026-03-03T09:00:00+08:00", "resume")
STOP = event("2026-03-13T16:00:00+08:00", "stop")


def clock(*events, **more):
    return {"limit": 15, "unit": "wd", "cutoff": None, "events": list(events), **more}


def answer(found):
    return json.loads(run(json.dumps(found), published_calendar(), NOW))


def refusal(text):
    with pytest.raises(ClockFileError) as refused:
        run(text if isinstance(text, str) else json.dumps(text), published_calendar(), NOW)
    return refused.value


def test_the_worked_example_is_written_exactly_in_the_documented_form():
    # due Mon 9 March 24:00 at first, Fri 13 March 24:00 in the end; 7 used by 26 February, then
    # 4, 5, 6, 9, 10, 11, 12, 13 March
    assert answer(clock(START, PAUSE, RESUME, STOP, now="2026-03-14T09:00:00+08:00")) == {
        "due": "2026-03-14T00:00:00+08:00",
        "original_due": "2026-03-10T00:00:00+08:00",
        "due_if_resumed_now": None,
        "used": 15,
        "left": 0,
        "state": "met",
        "provisional": False,
        "segments": [
            {
                "from": "2026-02-10T10:00:00+08:00",
                "to": "2026-02-26T11:00:00+08:00",
                "kind": "running",
                "reason": None,
            },
            {
                "from": "2026-02-26T11:00:00+08:00",
                "to": "2026-03-03T09:00:00+08:00",
                "kind": "paused",
                "reason": "customer",
            },
            {
                "from": "2026-03-03T09:00:00+08:00",
                "to": "2026-03-13T16:00:00+08:00",
                "kind": "running",
                "reason": None,
            },
        ],
    }


def test_a_paused_clock_has_no_due_but_the_one_it_would_have():
    found = answer(clock(START, PAUSE))
    assert (found["state"], found["due"]) == ("paused", None)
    # read on Tue 3 March: the same as resumed then
    assert found["due_if_resumed_now"] == "2026-03-14T00:00:00+08:00"
    assert found["segments"][-1]["to"] == "2026-03-03T12:00:00+08:00"


def test_a_list_gives_a_list():
    found = answer([clock(START), clock(START, unit="h", limit=1.5)])
    assert [each["due"] for each in found] == [
        "2026-03-10T00:00:00+08:00",
        "2026-02-10T11:30:00+08:00",
    ]
    assert answer([]) == []


def test_answers_are_in_the_stations_offset_whatever_the_file_uses():
    found = answer(clock(event("2026-02-10T02:00Z", "start"), unit="h", limit=2))
    assert found["due"] == "2026-02-10T12:00:00+08:00"


def test_cut_off_and_now_may_be_left_out():
    found = answer({"limit": 15, "unit": "wd", "events": [START]})
    # 11, 12, 13, 14, 24, 25, 26, 27, 28 February, 2, 3 March
    assert (found["used"], found["state"]) == (11, "running")


def test_a_cut_off_ends_the_day():
    assert answer(clock(START, cutoff="17:30"))["due"] == "2026-03-09T17:30:00+08:00"


def test_events_later_than_the_callers_now_are_read_as_at_the_last_of_them():
    assert answer(clock(START, STOP))["state"] == "breached"  # due 9 March, stopped 13 March


def test_a_year_not_announced_is_marked():
    assert answer(clock(event("2026-12-28T09:00:00+08:00", "start")))["provisional"] is True


@pytest.mark.parametrize(
    ("found", "place", "problem"),
    [
        (clock(START, unit="week"), "clock, unit", "unknown unit week"),
        (clock(START, unit=7), "clock, unit", "unknown unit 7"),
        (clock(START, limit=-1), "clock, limit", "-1 is refused, must be above 0"),
        (clock(START, limit=0), "clock, limit", "0 is refused"),
        (clock(START, limit="15"), "clock, limit", "must be a number"),
        (clock(START, limit=True), "clock, limit", "must be a number"),
        (clock(START, limit=None), "clock, limit", "must be a number, not null"),
        (clock(START, limit=1.5), "clock, limit", "whole number"),
        (clock(START, limit=10**9), "clock, limit", "more than"),
        (clock(START, cutoff="25:00"), "clock, cutoff", "HH:MM"),
        (clock(START, cutoff="9:00"), "clock, cutoff", "HH:MM"),
        (clock(START, cutoff=17), "clock, cutoff", "HH:MM"),
        (clock(START, now="2026-02-09T10:00:00+08:00"), "clock, now", "before the last event"),
        (clock(START, now="tomorrow"), "clock, now", "must be written"),
        (clock(), "clock, events", "no event"),
        (clock(events="start"), "clock, events", "must be a list"),
        (clock(START, warn=1), "clock", 'unknown key "warn"'),
        ({"limit": 15, "events": [START]}, "clock", '"unit" is missing'),
        (7, "clock", "must be an object"),
        ([clock(START), []], "clock 2", "must be an object"),
        (clock(START, {"do": "stop"}), "clock, event 2", '"at" is missing'),
        (clock(START, STOP | {"by": "me"}), "clock, event 2", 'unknown key "by"'),
        (clock(START, STOP | {"do": "halt"}), "clock, event 2, do", "unknown verb halt"),
        (clock(START, STOP | {"reason": 3}), "clock, event 2, reason", "must be a text"),
        (clock(PAUSE), "clock, event 1", "before the clock is started"),
        (clock(START, RESUME), "clock, event 2", "the clock is running"),
        (clock(START, STOP, STOP), "clock, event 3", "the clock is stopped"),
        (clock(START, RESUME, PAUSE), "clock, event 3", "out of order"),
        ([clock(START), clock(STOP, START)], "clock 2, event 2", "out of order"),
        (clock(event("2026-02-10T10:00:00", "start")), "clock, event 1, at", "no time zone"),
        (clock(event("2026-02-10", "start")), "clock, event 1, at", "must be written"),
        (clock(event("2026-02-30T10:00:00+08:00", "start")), "clock, event 1, at", "no date"),
        (clock(event("2026-02-10T24:00:00+08:00", "start")), "clock, event 1, at", "no date"),
        (clock(event("2026-02-10T10:00:00+99:00", "start")), "clock, event 1, at", "no date"),
        (clock(event("0001-01-01T00:00:00+08:00", "start")), "clock", "outside the years"),
        (clock(event("9999-12-31T23:00:00-08:00", "start")), "clock", "outside the years"),
        ("{", "file, line 1, column 2", "not JSON"),
        ("", "file, line 1, column 1", "not JSON"),
        ('{"limit": NaN}', "file", "NaN is not a number"),
        ('{"limit": 1, "limit": 2}', "file", "stands twice"),
        ("[" * 200_000, "file", "nested too deeply"),
        (" " * (MAX_CHARACTERS + 1), "file", "longer than"),
        ('{"limit": ' + "9" * 100_000 + ', "unit": "wd", "events": []}', "clock, limit", "more"),
        ('{"limit": 1e999999999999, "unit": "wd", "events": []}', "clock, limit", "more"),
    ],
)
def test_a_bad_file_is_refused_with_its_place(found, place, problem):
    error = refusal(found)
    assert error.place == place
    assert problem in error.problem
    assert error.sentence() == f"{place}: {error.problem}."


def test_what_a_refusal_quotes_is_kept_short():
    assert len(refusal(clock(START, unit="x" * 10_000)).sentence()) < 150


def test_many_clocks_over_centuries_are_quick():
    # 500 clocks of 299 years with different cut-offs share the layout of their years; laying it
    # out for each would take minutes
    old = event("1900-02-10T10:00:00+08:00", "start")
    file = [
        clock(old, cutoff=f"{n % 24:02}:{n % 60:02}", now="2199-01-01T00:00:00+08:00")
        for n in range(500)
    ]
    began = perf_counter()
    answers = answer(file)
    assert perf_counter() - began < 5
    assert all(each["state"] == "overdue" for each in answers)
