"""What the linter is told of a table: gaps, overlaps, unreachable rules, misfitting cells."""

from time import perf_counter

import pytest

from engine.decisions import check_tables, load
from tests.unit.decisions.models import decision, definitions, table


def findings(inputs, outputs, rules, policy="UNIQUE", types=""):
    model = load(definitions(types, decision("D", table(inputs, outputs, rules, policy))))
    return check_tables(model)


def codes(*args, **more):
    return [(f.code, f.rules) for f in findings(*args, **more)]


def gaps(*args, **more):
    found = findings(*args, **more)
    return [tuple(c.text for c in f.cells) for f in found if f.code == "gap"]


def test_a_complete_table_without_overlap_is_clean():
    rules = ["< 10 => 1", "[10..20] => 2", "> 20 => 3"]
    assert findings(["n:number"], ["x"], rules) == ()


@pytest.mark.parametrize(
    ("rules", "gap"),
    [
        (["< 10 => 1", "> 10 => 2"], "10"),
        (["< 10 => 1", "> 20 => 2"], "[10..20]"),
        (["<= 10 => 1", ">= 20 => 2"], "(10..20)"),
        (["[0..5] => 1"], "< 0, > 5"),
        (["not(5) => 1"], "5"),
    ],
)
def test_a_gap_between_numbers_is_written_as_a_cell(rules, gap):
    assert gaps(["n:number"], ["x"], rules) == [(gap,)]


def test_a_gap_of_texts_names_the_missing_value_or_any_other():
    assert gaps(['v:string:"10","35"'], ["x"], ['"10" => 1']) == [('"35"',)]
    assert gaps(["v:string"], ["x"], ['"10" => 1', '"35" => 2']) == [('not("10", "35")',)]
    assert gaps(["v:boolean"], ["x"], ["true => 1"]) == [("false",)]


def test_a_gap_of_dates():
    rules = ['< date("2024-01-04") => 1', '> date("2024-01-04") => 2']
    assert gaps(["d:date"], ["x"], rules) == [('date("2024-01-04")',)]


def test_a_gap_over_several_columns_names_each():
    found = findings(["v:boolean", "n:number"], ["x"], ["true | - => 1", "false | > 3 => 2"])
    assert [[(c.column, c.text) for c in f.cells] for f in found] == [
        [("v", "false"), ("n", "<= 3")]
    ]


def test_a_default_output_closes_every_gap_and_collect_has_none():
    assert findings(["n:number"], ["x:number::0"], ["1 => 1"]) == ()
    assert findings(["n:number"], ["x"], ["1 => 1"], "COLLECT") == ()


def test_overlapping_rules_of_a_unique_table_are_named_with_their_cells():
    found = findings(["n:number", "v:boolean"], ["x"], ["<= 10 | - => 1", ">= 10 | true => 2"])
    overlaps = [f for f in found if f.code == "overlap"]
    assert [f.rules for f in overlaps] == [(1, 2)]
    assert [(c.rule, c.column, c.text) for c in overlaps[0].cells] == [
        (1, "n", "<= 10"),
        (1, "v", "-"),
        (2, "n", ">= 10"),
        (2, "v", "true"),
    ]
    assert (overlaps[0].decision_id, overlaps[0].table_id) == ("D", "table")


def test_rules_that_differ_in_one_column_do_not_overlap():
    rules = ["- | true => 1", "- | false => 2"]
    assert findings(["n:number", "v:boolean"], ["x"], rules) == ()


def test_overlap_is_no_fault_of_a_first_table():
    assert codes(["n:number"], ["x"], ["> 10 => 1", "- => 2"], policy="FIRST") == []


def test_a_rule_of_a_first_table_that_earlier_ones_cover_is_unreachable():
    rules = ["<= 10 => 1", "> 5 => 2", "[3..20] => 3", "- => 4"]
    # rules 1 and 2 take everything together, so 3 and 4 are never asked
    assert codes(["n:number"], ["x"], rules, policy="FIRST") == [
        ("unreachable", (3,)),
        ("unreachable", (4,)),
    ]


def test_a_cell_no_allowed_value_satisfies_makes_its_rule_unreachable():
    found = codes(["n:number:[0..10]"], ["x"], ["> 10 => 1", "<= 10 => 2"])
    assert ("unreachable", (1,)) in found


def test_values_outside_the_allowed_ones_are_named():
    found = findings(['v:string:"10","35"'], ['x:string:"a"'], ['"10" => "a"', '"53" => "b"'])
    misfits = [(f.code, f.rules, f.cells[0].column, f.cells[0].text) for f in found]
    assert ("not-allowed", (2,), "v", '"53"') in misfits
    assert ("not-allowed", (2,), "x", '"b"') in misfits


def test_values_of_a_wrong_type_are_named():
    found = codes(["n:number"], ["x:number"], ['"1" => 1', '- => "a"'], policy="FIRST")
    assert ("wrong-type", (1,)) in found
    assert ("wrong-output", (2,)) in found


def test_the_allowed_values_of_the_inputs_type_count_too():
    tier = (
        '<itemDefinition name="tTier"><typeRef>string</typeRef>'
        '<allowedValues><text>"gold","diamond"</text></allowedValues></itemDefinition>'
    )
    assert findings(["t:tTier"], ["x"], ['"gold" => 1', '"diamond" => 2'], types=tier) == ()
    assert codes(["t:tTier"], ["x"], ['"gold","diamond" => 1', '"old" => 2'], types=tier) == [
        ("not-allowed", (2,)),
        ("unreachable", (2,)),
    ]


def test_cells_that_are_more_than_plain_raise_no_false_alarm():
    rules = ["? * 2 > 10 => 1", "? * 2 <= 10 => 2"]
    assert findings(["n:number"], ["x"], rules) == ()
    assert findings(["s:string"], ["x"], ['< "m" => 1', '>= "m" => 2']) == ()
    assert findings(["n"], ["x"], ["1 => 1", '"a" => 2', "? > 3 => 3"]) == ()


def test_the_same_test_twice_overlaps_even_when_it_is_not_plain():
    assert codes(["n:number"], ["x"], ["? * 2 > 10 => 1", "? * 2 > 10 => 2"]) == [
        ("overlap", (1, 2))
    ]


def test_at_most_twenty_findings_of_a_kind_are_given():
    assert len(findings(["n:number"], ["x"], ["- => 1"] * 50)) == 20


def test_a_large_table_is_checked_quickly():
    rules = [
        f'"c{n % 20}" | [{n}..{n + 1}) | {"true" if n % 2 else "false"} => {n}' for n in range(300)
    ]
    began = perf_counter()
    findings(["c:string", "n:number", "b:boolean"], ["x"], rules)
    assert perf_counter() - began < 5


def test_a_table_too_large_to_compare_says_so():
    rules = [f"{n} => 1" for n in range(1_501)]
    assert ("not-checked", ()) in codes(["n:number"], ["x"], rules)


def test_a_table_too_tangled_to_tell_says_so():
    # rules that each bind other pairs of twelve columns leave more and more boxes between them
    columns = [f"c{n}:number" for n in range(12)]
    rules = []
    for n in range(1_000):
        cells = ["-"] * 12
        cells[n % 12], cells[(n * 5 + 1) % 12] = f"> {n}", f"< {n + 100}"
        rules.append(" | ".join(cells) + " => 1")
    began = perf_counter()
    found = codes(columns, ["x"], rules, policy="FIRST")
    assert "not-checked" in {code for code, _ in found}
    assert perf_counter() - began < 20
