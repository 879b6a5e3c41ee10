"""Arithmetic, comparison, ranges and `in` (DMN 1.5 section 10.3.2)."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal

import pytest

from engine.feel import Range, YearsMonths, evaluate

NULL = None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.1 + 0.2", Decimal("0.3")),
        ("1 / 3", Decimal("0.3333333333333333333333333333333333")),
        ("10 / 0", NULL),
        ("0 ** 0", 1),
        ("2 ** -1", Decimal("0.5")),
        ("(-8) ** (1/3)", NULL),
        ('"a" + "b"', "ab"),
        ('"a" + 1', NULL),
        ("true + 1", NULL),  # a boolean is not a number
        ("null + 1", NULL),
        ('-"a"', NULL),
        ('date("2012-12-25") - date("2012-12-24")', timedelta(days=1)),
        ('date("2012-01-31") + duration("P1M")', date(2012, 2, 29)),
        ('date("2012-12-24") + duration("PT36H")', date(2012, 12, 25)),
        ('duration("P1D") + date("2012-12-24")', date(2012, 12, 25)),
        ('date and time("2012-12-24T23:59:00") + @"PT1M" = @"2012-12-25T00:00:00"', True),
        ('time("23:59:00") + duration("PT2M")', time(0, 1)),
        ('time("00:01:00") - duration("PT2M")', time(23, 59)),
        ('time("10:30:00") - time("10:00:00")', timedelta(minutes=30)),
        ('duration("P1Y") + duration("P2M")', YearsMonths(14)),
        ('duration("P1Y") - duration("P14M")', YearsMonths(-2)),
        ('duration("P1Y") * 1.5', YearsMonths(18)),
        ('duration("P1D") / 2', timedelta(hours=12)),
        ('duration("P1D") / duration("PT1H")', 24),
        ('-duration("P1D")', timedelta(days=-1)),
        ('duration("P1D") + duration("P1M")', NULL),
        ('date("9999-12-31") + duration("P1D")', NULL),
        ('date("2012-12-24") + 1', NULL),
    ],
)
def test_arithmetic(text, value):
    assert evaluate(text, {}) == value


def test_adding_hours_in_a_zone_with_summer_time_moves_along_the_time_line():
    # Clocks in Paris jumped from 02:00 to 03:00 on 2021-03-28.
    text = 'string(@"2021-03-28T01:30:00@Europe/Paris" + @"PT1H")'
    assert evaluate(text, {}) == "2021-03-28T03:30:00@Europe/Paris"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 = 1.0", True),
        ('1 = "1"', NULL),
        ("null = null", True),
        ("1 = null", False),
        ("1 != null", True),
        ("true = true", True),
        ("true < false", NULL),
        ("null < 1", NULL),
        ('"a" < "b"', True),
        ("[1, 2] = [1, 2]", True),
        ("[1, 2] = [2, 1]", False),
        ("{a: 1, b: 2} = {b: 2, a: 1}", True),
        ("[1..3] = [1..3]", True),
        ("[1..3] = [1..3)", False),
        ("[1..3] = (1..3)", False),
        ('@"2020-01-01" < @"2020-01-02"', True),
        ('@"PT60M" = @"PT1H"', True),
        ('@"P1Y" = @"P12M"', True),
        ('@"P1Y" < @"P400D"', NULL),
        ('@"10:00:00+08:00" = @"02:00:00Z"', True),
        ('@"2020-01-01T08:00:00@Asia/Shanghai" = @"2020-01-01T00:00:00Z"', True),
        ('@"2020-01-01T08:00:00" < @"2020-01-01T00:00:00Z"', NULL),
        ("5 between 5 and 6", True),
        ("5 between 6 and 7", False),
        ('5 between "a" and 7', NULL),
    ],
)
def test_comparison(text, value):
    assert evaluate(text, {}) is value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5 in [5..7]", True),
        ("5 in (5..7]", False),
        ("5 in ]4..5[", False),
        ("5 in ]4..6[", True),
        ("5 in (1, 5, 9)", True),
        ("5 in (< 3, > 4)", True),
        ("5 in < 3", False),
        ("5 in != 3", True),
        ("5 in [1, 5]", True),
        ("5 in [[1..2], [4..6]]", True),
        ("[1, 2] in [[1, 2]]", True),
        ("5 in [null..7]", NULL),
        ('5 in ["a".."c"]', NULL),
        ("(< 5) = (< 5)", True),
        ("4 in (< 5)", True),
        ("{r: [1..5]}.r.start included", True),
        ("(> 5).end", NULL),
    ],
)
def test_ranges(text, value):
    assert evaluate(text, {}) is value


def test_a_range_is_a_value():
    assert evaluate("[1..a)", {"a": 3}) == Range(
        start=Decimal(1), end=Decimal(3), start_included=True, end_included=False
    )
    assert evaluate('[1.."a"]', {}) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("[1, 2, 3][item >= 2]", [2, 3]),
        ("[1, 2, 3][-1]", 3),
        ("[1, 2, 3][0]", NULL),
        ("[1, 2, 3][4]", NULL),
        ("[1, 2, 3][count([1, 2])]", 2),
        ("[{a: 1}, {a: 2}][a > 1].a", [2]),
        ("[{a: 1}, {b: 2}].a", [1, NULL]),
        ("5[1]", 5),
        ("null[1]", NULL),
        ("[][item > 1]", []),
        ("[{item: 1}, {item: 2}][item = 2]", [{"item": 2}]),
        ("{a: 1}.b", NULL),
        ("{a: 1, b: a + 1}.b", 2),
        ("{a: 1, a: 2}", NULL),
        ('{"a b": 1}.a b', 1),
        ("if null then 1 else 2", 2),
        ('if "x" then 1 else 2', NULL),
        ('@"2019-03-31".weekday', 7),
        ('@"P2DT20H14M".hours', 20),
        ('@"P13M".years', 1),
        ('@"13:10:30@Asia/Shanghai".timezone', "Asia/Shanghai"),
        ('@"13:10:30+08:00".time offset', timedelta(hours=8)),
    ],
)
def test_paths_filters_and_contexts(text, value):
    assert evaluate(text, {}) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("for i in 1..3 return i * i", [1, 4, 9]),
        ("for i in 3..1 return i", [3, 2, 1]),
        ("for i in [1..3) return i", [1, 2]),
        ("for x in [1, 2], y in [x, 10] return x * y", [1, 10, 4, 20]),
        ("for i in 0..4 return if i = 0 then 1 else i * partial[-1]", [1, 1, 2, 6, 24]),
        ('for d in @"2020-02-28"..@"2020-03-01" return d.day', [28, 29, 1]),
        ("for i in null return i", NULL),
        ("for i in 1..2.5 return i", NULL),
        ("some x in [1, 2] satisfies x > 1", True),
        ("every x in [1, 2] satisfies x > 1", False),
        ("every x in [] satisfies false", True),
        ("some x in [1, null] satisfies x > 1", NULL),
        ("some x in [null, 2] satisfies x > 1", True),
    ],
)
def test_loops(text, value):
    assert evaluate(text, {}) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 instance of number", True),
        ("true instance of number", False),
        ("null instance of number", False),
        ("null instance of Any", False),
        ("null instance of null", True),
        ("[1, 2] instance of list<number>", True),
        ('[1, "a"] instance of list<number>', False),
        ("{a: 1} instance of context<a: number>", True),
        ("{a: 1} instance of context<b: number>", False),
        ("[1..2] instance of range<number>", True),
        ("(function(x) x) instance of function<Any> -> Any", True),
        ("(function(x) x) instance of function<Any, Any> -> Any", False),
        ("(function(x: string) x) instance of function<string> -> Any", True),
        ("(function(x: string) x) instance of function<number> -> Any", False),
        ("(function(x: list) x) instance of function<list<number>> -> Any", True),
        ("abs instance of function<number> -> number", True),
        ('@"2020-01-01" instance of date', True),
        ('@"2020-01-01T00:00:00" instance of date and time', True),
        ('@"P1D" instance of days and time duration', True),
        ('@"P1D" instance of years and months duration', False),
    ],
)
def test_instance_of(text, value):
    assert evaluate(text, {}) is value
