"""A type error is null, and the warning says where and why."""

from __future__ import annotations

import pytest

from engine.feel import parse


@pytest.mark.parametrize(
    ("text", "position", "message"),
    [
        ("1 + amount", 4, 'nothing is named "amount" here'),
        ('1 + "a"', 2, "cannot add a number and a string (+)"),
        ("1 / 0", 2, "dividing by zero has no result"),
        ('"a" > 1', 4, "cannot compare a string with a number (>)"),
        ('true and "yes"', 5, "'and' joins conditions, not a string"),
        ("{a: 1}.b", 6, 'a context here has no "b"'),
        ("[1, 2][3]", 6, "a list of 2 has no element 3"),
        ('substring("a")', 0, None),
        ('date("2026-02-30")', 0, "date(): there is no day 2026-02-30"),
        ('@"tomorrow"', 0, '"tomorrow" is not a date such as 2026-03-10'),
        ("due(1)", 0, "due(): there is no such function"),
        ('if "x" then 1 else 2', 0, "'if' takes a condition, not a string"),
        ('not("x")', 0, "not(): takes a boolean, not a string"),
        ("1 instance of tariff", 14, 'there is no type "tariff"'),
        ("[1..null]", 0, "an end of a range is null"),
        ("for i in null return i", 0, "a loop cannot go over null"),
    ],
)
def test_a_null_says_why(text, position, message):
    result = parse(text).result({})
    assert result.value is None
    if message is not None:
        assert (position, message) in [(w.position, w.message) for w in result.warnings]
    assert result.warnings


def test_a_value_without_trouble_has_no_warnings():
    assert parse('a > 10 and tier = "gold"').result({"a": 42, "tier": "gold"}).warnings == ()


def test_warnings_do_not_pile_up():
    result = parse("for i in 1..5000 return i + null").result({})
    assert len(result.warnings) == 100
