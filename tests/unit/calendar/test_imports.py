"""Day rows brought by an administrator."""

from datetime import date

import pytest

from engine.calendar.errors import BadDayRows
from engine.calendar.imports import MAX_CHARACTERS, read_day_rows


def test_csv_without_a_heading_is_read_in_the_documented_order():
    rows = read_day_rows("2027-01-01,n,元旦\n2027-01-03,y,调休\n2027-01-04,n\n")
    assert [(r.date, r.working, r.name) for r in rows] == [
        (date(2027, 1, 1), False, "元旦"),
        (date(2027, 1, 3), True, "调休"),
        (date(2027, 1, 4), False, ""),
    ]


def test_csv_with_a_heading_a_byte_order_mark_and_windows_lines():
    rows = read_day_rows("\ufeffname,date,working\r\n元旦,2027-01-01,休\r\n\r\n")
    assert [(r.date, r.working, r.name) for r in rows] == [(date(2027, 1, 1), False, "元旦")]


def test_json_rows_with_true_and_false():
    rows = read_day_rows(
        '[{"date":"2027-01-03","working":true},{"date":"2027-01-01","working":"n"}]'
    )
    assert [(r.date.day, r.working) for r in rows] == [(1, False), (3, True)]


def test_the_same_row_twice_is_one_row():
    assert len(read_day_rows("2027-01-01,n\n2027-01-01,n\n")) == 1


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("2027-01-01,n\n2027-01-01,y\n", 2, "given before"),
        ("2027-01-01,n\n2027-02-30,n\n", 2, "YYYY-MM-DD"),
        ("2027-01-01,perhaps\n", 1, "y or n"),
        ("2027-01-01\n", 1, "cells"),
        ("2027-01-01,n,a,b\n", 1, "cells"),
        ("0001-01-01,n\n", 1, "year"),
        ("date,worked\n2027-01-01,n", 1, "heading"),
        ('"2027-01-01,n\n', 1, "CSV"),
        ("", 0, "no day"),
        ("[]", 0, "no day"),
        ("[1]", 1, "object"),
        ('[{"date":"2027-01-01","working":true,"pay":3}]', 1, "object"),
        ('[{"date":20270101.5,"working":true}]', 1, "YYYY-MM-DD"),
        ('[{"date":"2027-01-01","working":true,"name":7}]', 1, "name"),
        ("[", 0, "not JSON"),
        ("[" * 100_000, 0, "not JSON"),
        ("x" * (MAX_CHARACTERS + 1), 0, "longer"),
    ],
)
def test_bad_rows_are_refused_with_their_line(text, line, problem):
    with pytest.raises(BadDayRows) as refused:
        read_day_rows(text)
    assert refused.value.line == line
    assert problem in refused.value.problem
