"""How texts are read: precedence, names, and what is said about a text that is no expression."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine.feel import FeelSyntaxError, evaluate, names_in, parse


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("-2 ** 2", 4),  # the sign binds more tightly (grammar rules 4 and 26)
        ("2 ** 3 ** 2", 64),  # from the left
        ("10 - 4 - 3", 3),
        ("2 * -3", -6),
        ("true or false and false", True),
        ("1 + 1 = 2 and 3 > 2", True),
        ("1 in [1..2] and true", True),
        ("5 between 1 and 10 and true", True),
        ("if 1 > 2 then 3 else 4 + 5", 9),
        ("[1, 2, 3][2] + 1", 3),
        (".5 + 1.5e1", Decimal("15.5")),
        ("1 /* one */ + 1 // two", 2),
        ("{a: {b: 2}}.a.b ** 2", 4),
        ("count([1, 2]) instance of number", True),
    ],
)
def test_operators_bind_as_the_grammar_says(text, value):
    assert evaluate(text, {}) == value


@pytest.mark.parametrize(
    ("text", "context", "value"),
    [
        ("working days + 1", {"working days": 4}, 5),
        ("pick-up date", {"pick-up date": 7}, 7),
        ("pick-up date", {"pick": 9, "up date": 2}, 7),
        ("a-b", {"a": 5, "b": 3}, 2),
        ("a-b", {"a": 5, "b": 3, "a-b": 9}, 9),
        ("foo+bar + 1", {"foo + bar": 1}, 2),
        ("order.pick-up date", {"order": {"pick-up date": 3}}, 3),
        ("bread and butter", {"bread and butter": 1, "bread": True, "butter": True}, 1),
        ("bread and butter", {"bread": True, "butter": True}, True),
        ("in  between", {"in between": 1}, None),
        ("客户容量 > 100", {"客户容量": 315}, True),
        ("🐎 + 1", {"🐎": 1}, 2),
        ("man's name", {"man's name": "x"}, "x"),
    ],
)
def test_the_longest_known_name_wins(text, context, value):
    if value is None:
        with pytest.raises(FeelSyntaxError):  # a name cannot begin with a keyword
            evaluate(text, context)
    else:
        assert evaluate(text, context) == value


def test_a_name_bound_inside_is_known_there_and_not_outside():
    assert evaluate("(function(a-b) a-b + 1)(2)", {}) == 3
    assert evaluate("for x-y in [1, 2] return x-y * 2", {}) == [2, 4]
    assert evaluate("[(function(a-b) a-b)(2), a-b]", {"a": 5, "b": 1}) == [2, 4]


@pytest.mark.parametrize(
    ("text", "position", "expected", "found"),
    [
        ("1 +", 3, "a value, a name or '('", "the end of the text"),
        ("(1 + 2", 6, "')'", "the end of the text"),
        ("if a then b", 11, "'else'", "the end of the text"),
        ("a b = = c", 6, None, None),
        ("[1, 2", 5, "']'", "the end of the text"),
        ("{a 1}", 1, "a name and ':'", "'a'"),
        ("1 2", 2, "an operator or the end of the text", "'2'"),
        ('"open', 0, "a closing quotation mark on the same line", "a string that does not end"),
        ("a # b", 2, "a value, a name or an operator", "the character '#'"),
        ("for in x return 1", 4, "the name of a loop variable", "'in'"),
        ("f(a: 1, 2)", 8, "the name of an argument and ':'", "'2'"),
        ("x instance of 3", 14, "the name of a type", "'3'"),
        ("@2020", 1, None, None),
        ("", 0, "a value, a name or '('", "the end of the text"),
    ],
)
def test_an_error_says_where_and_what_was_expected(text, position, expected, found):
    if text == "a b = = c":  # `= c` is a unary test: legal
        parse(text)
        return
    with pytest.raises(FeelSyntaxError) as caught:
        parse(text)
    assert caught.value.position == position
    if expected is not None:
        assert (caught.value.expected, caught.value.found) == (expected, found)


def test_an_error_is_a_sentence_with_line_and_column():
    with pytest.raises(FeelSyntaxError) as caught:
        parse("if a > 1\nthen 2")
    assert str(caught.value) == (
        "At line 2, column 7: expected 'else', but found the end of the text."
    )


def test_the_names_read_from_outside_are_known():
    text = "for x in orders return x.price * rate + {a: 1, b: a}.b + due(y)"
    assert names_in(text) == {"orders", "rate", "due", "y"}


def test_the_same_text_is_read_once():
    assert parse("a + 1") is parse("a + 1", ["plain", "names"])
    assert parse("a - b") is not parse("a - b", ["a - b"])
