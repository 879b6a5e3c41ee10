"""Texts that may be meant as they are written, or as FEEL."""

import pytest

from engine.feel import evaluate
from engine.feel.plain import Meaning, Names, plain

KNOWN = Names(variables=frozenset({"kva", "order", "supply-plan"}), functions=frozenset({"due"}))


@pytest.mark.parametrize("text", ["5", "-1.5", "0", "true", "false", "null"])
def test_numbers_and_yes_and_no_are_values(text):
    assert plain(text, KNOWN).meaning is Meaning.VALUE


@pytest.mark.parametrize(
    "text",
    [
        "kva", "kva + 1", "order.lines", "supply-plan", "unknown * kva", '"a text"', "[1, 2]",
        "{a: 1}", "today()", 'due("reply")', "sum(unknown)", "if unknown > 1 then 2 else 3",
        "unknown > 3", "unknown[1]", "for i in 1..3 return i", '@"2026-03-10"',
    ],
)  # fmt: skip
def test_what_names_something_known_or_can_be_nothing_else_is_feel(text):
    found = plain(text, KNOWN)
    assert (found.meaning, found.feel) == (Meaning.COMPUTED, text)


@pytest.mark.parametrize(
    "text",
    [
        "Hello, world!", "https://example.com/a", "a@b.c", "10 kV", "50%", "in progress", "A+",
        "007", "2026-03-10", "010-6512-3456", "10/2", "date", "string", "date-time",
        'say "yes"', "a\\b",
        "[" * 5000,
    ],
)  # fmt: skip
def test_what_can_be_no_feel_or_names_nothing_is_the_text_itself(text):
    found = plain(text, KNOWN)
    assert found.meaning is Meaning.TEXT
    assert len(text) > 1000 or evaluate(found.feel, {}) == text


@pytest.mark.parametrize(
    "text",
    [
        "approved", "hello world", "john.doe", "sales/north", "Max and Moritz", "高压 新装", "PT1H",
        "made in China", "Note (draft)", "not ok", "True",
    ],
)  # fmt: skip
def test_words_are_the_text_itself_unless_there_is_a_variable_they_name(text):
    found = plain(text, KNOWN)
    assert found.meaning is Meaning.OPEN
    assert evaluate(found.feel, {}) == text


def test_words_that_name_a_variable_when_they_are_evaluated_are_its_value():
    assert evaluate(plain("approved").feel, {"approved": False}) is False
    assert evaluate(plain("hello world").feel, {"hello world": 3}) == 3
    assert evaluate(plain("amount * 2").feel, {"amount": 4}) == 8
    assert evaluate(plain("amount").feel, {"amount": None}) is None  # there, and null
