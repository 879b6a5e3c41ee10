"""ISO 8601 as timers use it."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from engine.feel import YearsMonths
from engine.spiff.values.cron import NotATime, cron_of
from engine.spiff.values.times import Cycle, Span, cycle_of, is_literal, moment_of, span_of

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("P10D", Span(exact=timedelta(days=10))),
        ("PT48H", Span(exact=timedelta(hours=48))),
        ("P1Y2M3DT4H5M6S", Span(months=14, exact=timedelta(days=3, hours=4, minutes=5, seconds=6))),
        ("P2W", Span(exact=timedelta(days=14))),
        ("PT0,5H", Span(exact=timedelta(minutes=30))),
        ("PT1.5S", Span(exact=timedelta(seconds=1.5))),
        (" P1M ", Span(months=1)),
        (timedelta(hours=1), Span(exact=timedelta(hours=1))),
        (YearsMonths(months=3), Span(months=3)),
    ],
)
def test_durations_are_read(text, span):
    assert span_of(text) == span


@pytest.mark.parametrize(
    "text",
    ["", "P", "PT", "P1", "1D", "P1DT", "PT1D", "P1H", "P-1D", "-P1D", "P1S", 5, None,
     "P" + "9" * 40 + "D", "P999999999D" + "T1H" * 2, timedelta(seconds=-1),
     True, YearsMonths(months=-1)],
)  # fmt: skip
def test_what_is_no_duration_is_refused(text):
    with pytest.raises(NotATime):
        span_of(text)


@pytest.mark.parametrize(
    ("start", "span", "end"),
    [
        ((2026, 1, 31), "P1M", (2026, 2, 28)),
        ((2028, 1, 31), "P1M", (2028, 2, 29)),
        ((2026, 12, 31), "P2M", (2027, 2, 28)),
        ((2024, 2, 29), "P1Y", (2025, 2, 28)),
        ((2026, 3, 31), "P1M1D", (2026, 5, 1)),
    ],
)
def test_months_are_calendar_months_that_end_with_the_month(start, span, end):
    assert span_of(span).after(datetime(*start, 9, tzinfo=SHANGHAI)) == datetime(
        *end, 9, tzinfo=SHANGHAI
    )


def test_a_duration_that_leaves_the_calendar_is_refused():
    with pytest.raises(NotATime, match="9999"):
        span_of("P9000Y").after(datetime(2026, 1, 1, tzinfo=UTC))
    with pytest.raises(NotATime, match="9999"):
        span_of("P99999999D").after(datetime(2026, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2026-02-10T10:00:00+08:00", datetime(2026, 2, 10, 2, tzinfo=UTC)),
        ("2026-02-10T10:00:00Z", datetime(2026, 2, 10, 10, tzinfo=UTC)),
        ("2026-02-10T10:00", datetime(2026, 2, 10, 2, tzinfo=UTC)),
        ("2026-02-10", datetime(2026, 2, 9, 16, tzinfo=UTC)),
        (date(2026, 2, 10), datetime(2026, 2, 9, 16, tzinfo=UTC)),
        (datetime(2026, 2, 10, 10, tzinfo=UTC), datetime(2026, 2, 10, 10, tzinfo=UTC)),
    ],
)
def test_moments_without_a_zone_are_the_stations(value, moment):
    assert moment_of(value, SHANGHAI) == moment


@pytest.mark.parametrize("value", ["", "soon", "2026-02-30", "2026-02-10T25:00", 5, None, [], {}])
def test_what_is_no_moment_is_refused(value):
    with pytest.raises(NotATime):
        moment_of(value, SHANGHAI)


def test_repetitions_are_read():
    hour = Span(exact=timedelta(hours=1))
    first = datetime(2026, 3, 1, 0, tzinfo=UTC)
    assert cycle_of("R3/PT1H", SHANGHAI) == Cycle(times=3, start=None, span=hour)
    assert cycle_of("R/PT1H", SHANGHAI) == Cycle(times=None, start=None, span=hour)
    assert cycle_of("R2/2026-03-01T08:00:00/PT1H", SHANGHAI) == Cycle(
        times=2, start=first, span=hour
    )
    assert cycle_of(timedelta(hours=1), SHANGHAI) == Cycle(times=None, start=None, span=hour)


@pytest.mark.parametrize("text", ["R3", "R3/", "R/PT0S", "R-1/PT1H", "R3/soon", "0 0 9 * *", 5])
def test_what_is_no_repetition_is_refused(text):
    with pytest.raises(NotATime):
        cycle_of(text, SHANGHAI)


@pytest.mark.parametrize(
    ("text", "literal"),
    [
        ("P10D", True),
        ("PT5M", True),
        ("R3/PT1H", True),
        ("2026-03-01", True),
        ("Papers", False),
        ("PT", True),
        ("PTXH", True),
        ("-PT5M", True),
        (" P10D ", True),
        ("PTotal", False),
        ("P1_wait", False),
        ("0 0 9 * * ?", True),
        ("Rank", False),
        ('due("x")', False),
        ("= accepted_at", False),
    ],
)
def test_an_iso_text_is_a_literal_and_all_else_is_feel(text, literal):
    assert is_literal(text) == literal


FRIDAY = datetime(2026, 3, 6, 10, 30, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("0 0 9 * * ?", (2026, 3, 7, 9, 0, 0)),
        ("0 0 9 ? * MON-FRI", (2026, 3, 9, 9, 0, 0)),
        ("0 0 9 ? * 2-6", (2026, 3, 9, 9, 0, 0)),
        ("0 0/15 * * * ?", (2026, 3, 6, 10, 45, 0)),
        ("30 30 10 * * ?", (2026, 3, 6, 10, 30, 30)),
        ("0 30 10 * * ?", (2026, 3, 7, 10, 30, 0)),
        ("0 0 0 29 2 ?", (2028, 2, 29, 0, 0, 0)),
        ("0 0 8,20 1 JAN,JUL ? 2027", (2027, 1, 1, 8, 0, 0)),
        ("0 0 9 L * ?", (2026, 3, 31, 9, 0, 0)),
        ("0 0 9 L-2 * ?", (2026, 3, 29, 9, 0, 0)),
        ("0 0 9 15W * ?", (2026, 3, 16, 9, 0, 0)),  # the 15th is a Sunday
        ("0 0 9 14W * ?", (2026, 3, 13, 9, 0, 0)),  # the 14th is a Saturday
        ("0 0 9 1W AUG ?", (2026, 8, 3, 9, 0, 0)),  # a Saturday, and never the month before
        ("0 0 9 LW MAY ?", (2026, 5, 29, 9, 0, 0)),  # the 31st is a Sunday
        ("0 0 9 ? * 6L", (2026, 3, 27, 9, 0, 0)),
        ("0 0 9 ? * MON#2", (2026, 3, 9, 9, 0, 0)),
        ("0 0 9 ? * 6#5", (2026, 5, 29, 9, 0, 0)),
        ("0 0 9 ? * L", (2026, 3, 7, 9, 0, 0)),
        ("0 0 9 10,L * ?", (2026, 3, 10, 9, 0, 0)),
    ],
)
def test_a_cron_text_names_its_next_moment_in_the_stations_zone(text, first):
    assert cron_of(text).first(FRIDAY) == datetime(*first, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    "text",
    ["0 0 24 * * ?", "0 60 9 * * ?", "0 0 9 0 * ?", "0 0 9 L-31 * ?",
     "0 0 9 32W * ?", "0 0 9 ? * 6#6", "0 0 9 ? * 8L",
     "0 0 9 XL * ?", "0 0 9 ? * FUNDAY",
     "0 0/0 9 * * ?", "0 0 9 30-20 * ?", "0 0 9 - * ?"],
)  # fmt: skip
def test_a_cron_text_that_cannot_be_read_is_refused(text):
    with pytest.raises(NotATime):
        cron_of(text)


def test_a_cron_text_whose_last_moment_is_over_is_refused():
    with pytest.raises(NotATime, match="no moment"):
        cron_of("0 0 9 1 1 ? 2020").first(FRIDAY)


def test_beats_missed_while_the_engine_stood_still_are_left_out():
    hourly, monthly = cycle_of("R/PT1H", SHANGHAI), cycle_of("R/P1M", SHANGHAI)
    last = FRIDAY - timedelta(days=3, minutes=10)
    assert hourly.after(last, FRIDAY) == datetime(2026, 3, 6, 11, 20, tzinfo=SHANGHAI)
    assert hourly.after(FRIDAY, FRIDAY) == FRIDAY + timedelta(hours=1)
    assert monthly.after(datetime(2026, 1, 6, 9, tzinfo=SHANGHAI), FRIDAY) == datetime(
        2026, 4, 6, 9, tzinfo=SHANGHAI
    )
