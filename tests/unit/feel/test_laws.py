"""Laws that hold for all values: three-valued logic, numbers, dates and durations."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.feel import YearsMonths, evaluate, parse

TRUTH = st.sampled_from([True, False, None])
WHOLE = st.integers(-(10**12), 10**12)
NUMBER = st.decimals(-(10**9), 10**9, allow_nan=False, allow_infinity=False, places=4)
DAY = st.dates(date(1900, 1, 1), date(2200, 12, 31))
SPAN = st.timedeltas(timedelta(days=-10_000), timedelta(days=10_000))
MONTHS = st.integers(-1200, 1200).map(YearsMonths)


def holds(text: str, **values: object) -> bool:
    return evaluate(text, values) is True


def value(text: str, **values: object) -> object:
    return evaluate(text, values)


@pytest.mark.parametrize(
    ("left", "right", "conjunction", "disjunction"),
    [  # DMN 1.5 table 49
        (True, True, True, True),
        (True, False, False, True),
        (True, None, None, True),
        (False, True, False, True),
        (False, False, False, False),
        (False, None, False, None),
        (None, True, None, True),
        (None, False, False, None),
        (None, None, None, None),
    ],
)
def test_the_table_of_three_valued_logic(left, right, conjunction, disjunction):
    assert value("a and b", a=left, b=right) is conjunction
    assert value("a or b", a=left, b=right) is disjunction


@settings(deadline=None)
@given(TRUTH, TRUTH, TRUTH)
def test_logic_obeys_de_morgan_distribution_and_association(a, b, c):
    assert value("not(a and b)", a=a, b=b) is value("not(a) or not(b)", a=a, b=b)
    assert value("not(a or b)", a=a, b=b) is value("not(a) and not(b)", a=a, b=b)
    assert value("a and (b or c)", a=a, b=b, c=c) is value("(a and b) or (a and c)", a=a, b=b, c=c)
    assert value("a and b and c", a=a, b=b, c=c) is value("a and (b and c)", a=a, b=b, c=c)
    assert value("a or b", a=a, b=b) is value("b or a", a=a, b=b)


@settings(deadline=None)
@given(st.lists(TRUTH, max_size=5))
def test_every_and_all_agree_with_and_some_and_any_with_or(items):
    assert value("all(l)", l=items) is value("every x in l satisfies x", l=items)
    assert value("any(l)", l=items) is value("some x in l satisfies x", l=items)


@settings(deadline=None)
@given(NUMBER, NUMBER, NUMBER)
def test_sums_are_exact(a, b, c):
    assert holds("a + b = b + a and (a + b) + c = a + (b + c)", a=a, b=b, c=c)
    assert holds("a + b - b = a and a - a = 0 and -(-a) = a", a=a, b=b)
    assert holds("a * (b + c) = a * b + a * c", a=a, b=b, c=c)


@settings(deadline=None)
@given(WHOLE, WHOLE.filter(bool))
def test_the_remainder_fits_its_division(a, b):
    assert holds("modulo(a, b) = a - b * floor(a / b)", a=a, b=b)
    assert modulo_sign_is_the_divisors(a, b)


def modulo_sign_is_the_divisors(a: int, b: int) -> bool:
    return value("modulo(a, b)", a=a, b=b) == a % b


@settings(deadline=None)
@given(NUMBER, NUMBER)
def test_numbers_are_ordered(a, b):
    answers = [value(text, a=a, b=b) for text in ("a < b", "a = b", "a > b")]
    assert answers.count(True) == 1
    assert value("a <= b", a=a, b=b) is (not answers[2])
    assert holds("(a in [a..b]) = (a <= b)", a=a, b=b)


@settings(deadline=None)
@given(NUMBER)
def test_rounding_brackets_a_number(a):
    assert holds("floor(a) <= a and a <= ceiling(a) and ceiling(a) - floor(a) <= 1", a=a)
    assert holds("abs(round half up(a, 0) - a) <= 0.5", a=a)
    assert holds("number(string(a)) = a", a=a)


@settings(deadline=None)
@given(st.floats(allow_nan=False, allow_infinity=False, width=32))
def test_a_float_means_the_decimal_it_prints(number):
    assert value("x", x=number) == Decimal(repr(number))


@settings(deadline=None)
@given(DAY, DAY)
def test_the_span_between_two_days_leads_from_one_to_the_other(a, b):
    assert holds("a + (b - a) = b and b - (b - a) = a", a=a, b=b)
    assert holds("date(string(a)) = a", a=a)
    assert value("(b - a).days", a=a, b=b) == (b - a).days


@settings(deadline=None)
@given(DAY, MONTHS)
def test_adding_months_lands_in_the_right_month(day, months):
    moved = value("day + months", day=day, months=months)
    assert isinstance(moved, date)
    total = (day.year * 12 + day.month - 1) + months.months
    assert (moved.year, moved.month) == (total // 12, total % 12 + 1)
    assert moved.day <= day.day


@settings(deadline=None)
@given(DAY, DAY)
def test_whole_months_between_two_days_do_not_overshoot(a, b):
    first, last = sorted((a, b))
    assert holds("a + years and months duration(a, b) <= b", a=first, b=last)


@settings(deadline=None)
@given(SPAN, SPAN, st.integers(1, 1000))
def test_spans_add_up_and_scale(a, b, n):
    assert holds("a + b = b + a and a + b - b = a and -(-a) = a", a=a, b=b)
    assert holds("a * n / n = a", a=a, n=n)
    assert holds("duration(string(a)) = a", a=a)


@settings(deadline=None)
@given(MONTHS)
def test_months_are_written_and_read_alike(months):
    assert holds("duration(string(m)) = m", m=months)
    assert holds('m = @"P1Y" * m.years + @"P1M" * m.months', m=months)


@settings(deadline=None)
@given(st.lists(NUMBER, max_size=20))
def test_sorting_keeps_every_element_in_order(numbers):
    assert value("sort(l, function(a, b) a < b)", l=numbers) == sorted(numbers)
    assert value("reverse(reverse(l)) = l", l=numbers) is True
    assert value("count(l)", l=numbers) == len(numbers)


@settings(deadline=None)
@given(st.text(max_size=30), st.text(min_size=1, max_size=3))
def test_a_string_is_its_parts(text, match):
    if match in text:
        assert holds("substring before(t, m) + m + substring after(t, m) = t", t=text, m=match)
    assert (
        holds('string join(for c in 1..string length(t) return substring(t, c, 1), "") = t', t=text)
        or not text
    )


@settings(deadline=None)
@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_with_a_position(text):
    from engine.feel import FeelLimitExceeded, FeelSyntaxError  # noqa: PLC0415 - this test alone

    try:
        parse(text)
    except (FeelSyntaxError, FeelLimitExceeded) as error:
        place = getattr(error, "position", 0)
    else:
        place = 0
    assert 0 <= place <= len(text)
