"""Types of a model: what values are fitted to, at inputs and at decisions."""

from datetime import UTC, datetime

import pytest

from engine.decisions import load
from tests.unit.decisions.models import TYPES, decision, definitions, input_data, literal, needs


@pytest.mark.parametrize(
    ("kind", "expression", "expected"),
    [
        ("number", '"a"', None),
        ("number", "[1]", 1),
        ("tTier", '"gold"', "gold"),
        ("tTier", '"copper"', None),
        ("tTiers", '["gold","gold"]', ["gold", "gold"]),
        ("tTiers", '"gold"', ["gold"]),
        ("tTiers", '["copper"]', None),
        ("tPerson", '{full name: "Li", age: 3}', {"full name": "Li", "age": 3}),
        ("tPerson", '{full name: "Li", age: "3"}', None),
        ("tPerson", '{full name: "Li"}', None),
        ("tPerson", '{full name: "Li", age: null}', {"full name": "Li", "age": None}),
        ("date and time", 'date("2026-02-10")', datetime(2026, 2, 10, tzinfo=UTC)),
        ("Any", "[1]", [1]),
        ("integer", "1", 1),
    ],
)
def test_a_decisions_value_is_fitted_to_its_type(kind, expression, expected):
    model = load(definitions(TYPES, decision("D", literal(expression), kind=kind)))
    assert model.problems == ()
    assert model.evaluate("D", {}).value == expected


def test_an_input_of_a_wrong_type_is_null_and_says_so():
    model = load(
        definitions(
            TYPES, input_data("t", "tTier"), decision("D", literal("t"), needs(Input=["t"]))
        )
    )
    assert model.evaluate("D", {"t": "gold"}).value == "gold"
    found = model.evaluate("D", {"t": "copper"})
    assert (found.value, found.warnings[0].message) == (None, "the value is not of the type tTier")


def test_instance_of_knows_the_models_types():
    model = load(definitions(TYPES, decision("D", literal('"gold" instance of tTier'))))
    assert model.evaluate("D", {}).value is True


def test_types_that_hold_themselves_are_checked_and_end():
    tree = (
        '<itemDefinition name="tNode"><itemComponent name="v"><typeRef>number</typeRef>'
        '</itemComponent><itemComponent name="next"><typeRef>tNode</typeRef></itemComponent>'
        "</itemDefinition>"
    )
    good = literal("{v: 1, next: {v: 2, next: null}}")
    bad = literal('{v: 1, next: {v: "2", next: null}}')
    model = load(
        definitions(tree, decision("Good", good, kind="tNode"), decision("Bad", bad, kind="tNode"))
    )
    assert model.evaluate("Good", {}).value is not None
    assert model.evaluate("Bad", {}).value is None


def test_a_type_that_cannot_be_read_is_a_problem_where_only_an_expression_names_it():
    bad = '<itemDefinition name="tBad"><typeRef>string</typeRef><allowedValues><text>"a</text>'
    bad += "</allowedValues></itemDefinition>"
    model = load(definitions(bad, decision("D", literal('"b" instance of tBad'))))
    (problem,) = model.problems
    assert (problem.code, problem.place.owner_name) == ("syntax", "tBad")
