"""Tables against FEEL itself, and the checks of tables against trying every input."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.decisions import check_tables, load
from engine.feel import unary_tests
from tests.unit.decisions.models import decision, definitions, table

number = st.integers(0, 4).map(str)
comparison = st.tuples(st.sampled_from(["<", "<=", ">", ">=", "="]), number).map(" ".join)
interval = st.builds(
    "{}{}..{}{}".format, st.sampled_from("[(]"), number, number, st.sampled_from("])[")
)
part = st.one_of(number, comparison, interval)
numbers_cell = st.lists(part, min_size=1, max_size=3).map(", ".join)
numeric = st.one_of(numbers_cell, numbers_cell.map("not({})".format), st.just("-"))
texts = st.lists(st.sampled_from(['"a"', '"b"', '"c"']), min_size=1, max_size=2).map(", ".join)
textual = st.one_of(texts, texts.map("not({})".format), st.just("-"))
mixed = st.one_of(
    numeric, textual, st.sampled_from(["true", "false", "true, 1", '"a", 2', "? = 3"])
)

# every point and one value of every stretch between the points 0 to 4
NUMBERS = [Decimal(n) / 2 for n in range(-1, 10)]
TEXTS = ["a", "b", "c", "d"]
ODD = [True, False, None, ["a"], [1], {}]


def model(inputs, rules, policy):
    return load(definitions(decision("D", table(inputs, ["x"], rules, policy))))


def takes(cell, value):
    return cell == "-" or unary_tests(cell, value, {}) is True


@settings(max_examples=100, deadline=None)
@given(
    cells=st.lists(mixed, min_size=1, max_size=5), value=st.sampled_from([*NUMBERS, *TEXTS, *ODD])
)
def test_a_column_takes_what_feel_takes(cells, value):
    rules = [f"{cell} => {n}" for n, cell in enumerate(cells)]
    found = model(["v"], rules, "COLLECT").evaluate("D", {"v": value}).value
    assert found == [n for n, cell in enumerate(cells) if takes(cell, value)]


@st.composite
def two_columns(draw):
    rows = draw(st.lists(st.tuples(numeric, textual), min_size=1, max_size=5))
    hits = {
        (n, t): [i for i, (a, b) in enumerate(rows, start=1) if takes(a, n) and takes(b, t)]
        for n in NUMBERS
        for t in TEXTS
    }
    return [f"{a} | {b} => 1" for a, b in rows], hits, rows


@settings(max_examples=100, deadline=None)
@given(case=two_columns())
def test_gaps_and_overlaps_are_those_that_trying_every_input_finds(case):
    rules, hits, _ = case
    findings = check_tables(model(["n:number", "t:string"], rules, "UNIQUE"))
    found = {f.rules for f in findings if f.code == "overlap"}
    assert found == {(i, j) for each in hits.values() for i in each for j in each if i < j}
    gaps = [[cell.text for cell in f.cells] for f in findings if f.code == "gap"]
    for (n, t), each in hits.items():
        in_a_gap = any(takes(a, n) and takes(b, t) for a, b in gaps)
        assert in_a_gap == (not each), (n, t, gaps)


@settings(max_examples=100, deadline=None)
@given(case=two_columns())
def test_unreachable_rules_are_those_that_no_input_reaches_first(case):
    rules, hits, rows = case
    findings = check_tables(model(["n:number", "t:string"], rules, "FIRST"))
    reached = {each[0] for each in hits.values() if each}
    found = {rule for f in findings if f.code == "unreachable" for rule in f.rules}
    assert found == set(range(1, len(rows) + 1)) - reached
