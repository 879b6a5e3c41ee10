"""Calls: by position, by name, functions of the expression and of the caller."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from engine.feel import Function, NotApplicable, evaluate, parse, unary_tests


def test_arguments_by_name_may_stand_in_any_order():
    assert evaluate('substring(start position: 3, string: "foobar")', {}) == "obar"
    assert evaluate("(function(a, b) a - b)(b: 1, a: 3)", {}) == 2


def test_a_wrong_argument_name_is_null_with_a_warning():
    result = parse('substring(string: "foobar", from: 3)').result({})
    assert result.value is None
    assert "start position" in result.warnings[0].message


def test_a_function_remembers_where_it_was_defined():
    assert evaluate("{n: 10, add: function(x) x + n, r: add(1)}.r", {}) == 11


def test_a_function_may_call_itself():
    text = "{fac: function(n) if n < 2 then 1 else n * fac(n - 1), r: fac(10)}.r"
    assert evaluate(text, {}) == 3628800


def test_a_typed_parameter_refuses_other_values():
    assert evaluate("(function(a: number) a + 1)(1)", {}) == 2
    assert evaluate('(function(a: number) a + 1)("x")', {}) is None
    assert evaluate("(function(a: number) a + 1)([1])", {}) == 2


def test_an_external_function_is_null_and_never_run():
    text = 'function(x) external {java: {class: "java.lang.Math", method signature: "abs(int)"}}'
    result = parse(text).result({})
    assert result.value is None
    assert result.warnings[0].message == "external functions are never run"


def working_days_after(start: date, days: int) -> date:
    return start + timedelta(days=int(days) + 2)


CALLER = {
    "working days after": Function(call=working_days_after, parameters=("date", "number of days")),
    "due": Function(call=lambda checkpoint: {"supply-plan": date(2026, 3, 10)}.get(checkpoint)),
}


def test_a_caller_gives_functions_under_names_with_spaces():
    text = 'working days after(@"2026-03-10", 5)'
    assert evaluate(text, CALLER) == date(2026, 3, 17)
    text = 'working days after(number of days: 5, date: @"2026-03-10")'
    assert evaluate(text, CALLER) == date(2026, 3, 17)


def test_a_caller_function_takes_as_many_arguments_as_it_declares():
    due = Function(call=CALLER["due"].call, parameters=("checkpoint",))
    assert evaluate('due("supply-plan")', {"due": due}) == date(2026, 3, 10)
    result = parse('due("a", "b")').result({"due": due})
    assert result.value is None
    assert "takes (checkpoint)" in result.warnings[0].message


def test_a_caller_function_may_say_that_it_does_not_apply():
    def refuse(_checkpoint: object) -> object:
        message = "there is no such checkpoint"
        raise NotApplicable(message)

    result = parse('due("x")').result({"due": Function(call=refuse, parameters=("checkpoint",))})
    assert result.value is None
    assert result.warnings[0].message == "due(): there is no such checkpoint"


def test_another_exception_of_a_caller_function_passes_through():
    def broken() -> object:
        raise LookupError

    with pytest.raises(LookupError):
        evaluate("f()", {"f": Function(call=broken)})


def test_what_a_caller_function_returns_is_converted():
    assert evaluate("f() + 1", {"f": Function(call=lambda: 1)}) == 2
    assert evaluate("f()", {"f": Function(call=object)}) is None


def test_a_python_callable_is_no_function():
    assert evaluate("f(1)", {"f": print}) is None


@pytest.mark.parametrize(
    ("text", "value", "answer"),
    [
        ("-", 1, True),
        ("1", 1, True),
        ("1, 2", 2, True),
        ("not(1, 2)", 2, False),
        ("not(1, 2)", 3, True),
        ("< 10", 5, True),
        ("[1..10), 20", 10, False),
        ("> 5, = 3", 3, True),
        ("!= 3", 3, False),
        ('"gold", "silver"', "gold", True),
        ("? > 3 and ? < 5", 4, True),
        ('starts with(?, "HV-")', "HV-12", True),
        ("limit", 7, True),
        ("< limit", 6, True),
        ("> limit * 2", 15, True),
        ("null", None, True),
        ("1", None, False),
        ("true", False, False),
        ("false", False, True),
        ('< "a"', 1, None),
        ("[1, 2, 3]", 2, True),
        ("not(null)", 1, True),
        ("not(? > 3)", 4, False),
        ('@"2026-01-01"', date(2026, 1, 1), True),
        ('[@"2026-01-01"..@"2026-12-31"]', date(2026, 3, 10), True),
        ("-5", -5, True),
        ("[-5..-1]", -3, True),
        # A test holds when its expression is true (DMN 1.5, 7.3.11), though it ignores the input …
        ("true", 1, True),
        ("false", 1, False),
        ("limit > 5", "any", True),
        ("limit > 9", "any", False),
        ("limit > 5", None, True),
        ("limit > 5", [1, 2], True),
        ("limit between 1 and 9", None, True),
        ("not(limit > 5)", 1, False),
        # … but beside a boolean it is a value to compare with, as `true` is where nothing came.
        ("limit > 5", False, False),
        ("limit > 9", False, True),
        ("true", None, False),
        ("true", True, True),
    ],
)
def test_a_cell_of_a_decision_table(text, value, answer):
    assert unary_tests(text, value, {"limit": 7}) is answer
