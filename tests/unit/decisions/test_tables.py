"""Decision tables: hit policies, aggregations, defaults, and what the history is told."""

from datetime import date
from decimal import Decimal

import pytest

from engine.decisions import RuleHit, load
from engine.feel import Function, unary_tests
from tests.unit.decisions.models import decision, definitions, table


def asked(logic, **inputs):
    return load(definitions(decision("D", logic))).evaluate("D", inputs)


def answer(logic, **inputs):
    return asked(logic, **inputs).value


BANDS = ['< 10 => "low"', '[10..20] => "middle"', '> 20 => "high"']


@pytest.mark.parametrize(
    ("kva", "band"), [(9, "low"), (10, "middle"), (20, "middle"), (21, "high")]
)
def test_a_unique_table_gives_the_one_rule_that_matches(kva, band):
    assert answer(table(["kva:number"], ["band"], BANDS), kva=kva) == band


def test_a_unique_table_with_two_matching_rules_is_null_and_says_so():
    found = asked(table(["n"], ["x"], ["> 1 => 1", "> 2 => 2"]), n=3)
    assert found.value is None
    assert found.warnings[0].message == "2 rules match, but only one may"
    assert found.warnings[0].place.element_id == "table"


def test_no_matching_rule_is_null_and_says_so():
    found = asked(table(["n"], ["x"], ["1 => 1"]), n=3)
    assert (found.value, found.warnings[0].message) == (None, "no rule matches")


def test_the_default_stands_in_when_no_rule_matches():
    assert answer(table(["n"], ['x:string::"none"'], ['1 => "one"']), n=3) == "none"


def test_several_outputs_are_a_context():
    logic = table(["n"], ["days", "unit"], ['1 => 15 | "wd"'])
    assert answer(logic, n=1) == {"days": Decimal(15), "unit": "wd"}


def test_first_takes_the_first_rule_and_records_only_it():
    found = asked(table(["n"], ["x"], ["> 5 => 1", "> 1 => 2", "- => 3"], "FIRST"), n=3)
    assert found.value == 2
    assert found.tables[0].rules == (RuleHit(number=2, rule_id="rule-2"),)


@pytest.mark.parametrize(
    ("aggregation", "expected"),
    [("", [1, 2, 4]), ("SUM", 7), ("MIN", 1), ("MAX", 4), ("COUNT", 3)],
)
def test_collect_gives_every_output_or_their_aggregate(aggregation, expected):
    rules = ["> 0 => 1", "> 1 => 2", "> 100 => 3", "> 2 => 4"]
    attributes = f'aggregation="{aggregation}"' if aggregation else ""
    assert answer(table(["n"], ["x"], rules, "COLLECT", attributes), n=3) == expected


@pytest.mark.parametrize(("aggregation", "expected"), [("", []), ("COUNT", 0), ("SUM", None)])
def test_collect_without_a_match_is_empty(aggregation, expected):
    attributes = f'aggregation="{aggregation}"' if aggregation else ""
    assert answer(table(["n"], ["x"], ["> 9 => 1"], "COLLECT", attributes), n=3) == expected


def test_collect_with_several_outputs_is_a_list_of_contexts():
    logic = table(["n"], ["a", "b"], ["1 => 1 | 2", "- => 3 | 4"], "COLLECT")
    assert answer(logic, n=1) == [{"a": 1, "b": 2}, {"a": 3, "b": 4}]


def test_a_sum_of_texts_is_null():
    logic = table(["n"], ["x"], ['- => "a"'], "COLLECT", 'aggregation="SUM"')
    assert answer(logic, n=1) is None


def test_any_needs_equal_outputs():
    same = table(["n"], ["x"], ["> 1 => 7", "> 2 => 7"], "ANY")
    different = table(["n"], ["x"], ["> 1 => 7", "> 2 => 8"], "ANY")
    assert answer(same, n=3) == 7
    assert answer(different, n=3) is None


RANKED = (["n"], ['x:string:"high","middle","low"'], ['> 0 => "low"', '> 1 => "high"'])


def test_priority_takes_the_output_listed_first():
    assert answer(table(*RANKED, "PRIORITY"), n=3) == "high"


def test_output_order_sorts_by_the_list_and_rule_order_does_not():
    assert answer(table(*RANKED, "OUTPUT ORDER"), n=3) == ["high", "low"]
    assert answer(table(*RANKED, "RULE ORDER"), n=3) == ["low", "high"]


def test_priorities_of_several_outputs_count_from_the_left():
    outputs = ['a:string:"x","y"', "b:number:2,1"]
    rules = ['- => "y" | 2', '- => "x" | 1', '- => "x" | 2']
    found = answer(table(["n"], outputs, rules, "OUTPUT ORDER"), n=1)
    assert [(each["a"], each["b"]) for each in found] == [("x", 2), ("x", 1), ("y", 2)]


def test_the_history_gets_decision_rules_inputs_and_output():
    found = asked(table(["voltage", "sources"], ["x"], ['"10" | 2 => 30']), voltage="10", sources=2)
    (use,) = found.tables
    assert (use.decision_id, use.decision_name, use.table_id) == ("D", "D", "table")
    assert use.inputs == (("voltage", "10"), ("sources", 2))
    assert (use.rules, use.output) == ((RuleHit(number=1, rule_id="rule-1"),), 30)


def test_an_input_outside_its_allowed_values_is_null_and_says_so():
    logic = table(['v:string:"10","35"'], ["x"], ["- => 1"])
    assert answer(logic, v="10") == 1
    found = asked(logic, v="20")
    assert found.value is None
    assert found.warnings[0].message == "the input is none of the allowed values"


@pytest.mark.parametrize(
    ("cell", "value", "matches"),
    [
        ('"a","b"', "b", True),
        ('not("a","b")', "b", False),
        ("true", True, True),
        ("true", 1, None),
        ("true, 2", 2, True),
        ("1", True, False),
        ("1.0", 1, True),
        ("1", "1", False),
        ("null", None, True),
        ("1", None, False),
        ("-", None, True),
        ("> 5, 2", 2, True),
        ("? * 2 = 8", 4, True),
        ('"a"', ["a"], None),
        ("[1..3)", 3, False),
        ('date("2026-02-10")', date(2026, 2, 10), True),
        ('"a \\" b"', 'a " b', True),
        ("limit", 7, True),
    ],
)
def test_a_cell_means_what_feel_says(cell, value, matches):
    """The quick way through plain cells gives the same as FEEL's own unary tests."""
    found = answer(table(["v"], ["x"], [f"{cell} => 1"]), v=value, limit=7)
    by_feel = True if cell == "-" else unary_tests(cell, value, {"limit": 7})
    assert found == (1 if by_feel else None)
    if matches is not None:
        assert (found == 1) is matches


def test_a_table_of_a_thousand_rules_with_columns_of_every_kind():
    rules = [f'"c{n % 7}" | {n} | > {n - 1} => {n}' for n in range(1000)]
    logic = table(["c", "n", "m"], ["x"], rules)
    assert answer(logic, c="c4", n=11, m=11) == 11
    assert answer(logic, c="c5", n=11, m=11) is None


@pytest.mark.parametrize("rule", ["1 => 1 | 2", "1 | 2 => 1"])
def test_a_rule_with_a_cell_too_many_makes_the_table_null(rule):
    found = asked(table(["n"], ["x"], [rule, "2 => 2"]), n=1)
    assert (found.value, found.warnings[0].message) == (None, "the table is incomplete")


def test_functions_of_the_caller_are_seen_in_cells():
    due = Function(call=lambda name: f"due of {name}", parameters=("checkpoint",))
    assert answer(table(["n"], ["x"], ['1 => due("reply")']), n=1, due=due) == "due of reply"
