"""What of its inputs a decision's answer can depend on, so that answers can be kept."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.decisions import load
from tests.unit.decisions.models import decision, definitions, input_data, literal, needs, table


def model(*parts):
    return load(definitions(*parts))


LIMITS = model(
    decision(
        "limits",
        table(
            ["checkpoint", "voltage"],
            ["value:number"],
            ['"reply" | < 10 => days * 2', '"reply" | - => 20', "- | - => grade.days"],
            policy="COLLECT",
        ),
        requires=needs(Decision=["days"]),
    ),
    decision("days", literal("if spare then 3 else 5")),
)
VALUES = st.none() | st.booleans() | st.integers(0, 12) | st.decimals(0, 12, places=1)
INPUTS = st.fixed_dictionaries(
    {"checkpoint": st.sampled_from(["reply", "plan"]), "voltage": VALUES},
    optional={
        "spare": VALUES,
        "grade": st.fixed_dictionaries({"days": VALUES}),
        "other": VALUES,
    },
)


def test_what_no_expression_reads_makes_no_difference():
    asked = {"checkpoint": "reply", "voltage": 10}
    assert LIMITS.depends_on(asked) == LIMITS.depends_on({**asked, "customer": "Taihe"})
    assert LIMITS.depends_on(asked) != LIMITS.depends_on({**asked, "spare": True})


@settings(deadline=None)
@given(INPUTS, INPUTS)
def test_where_that_is_the_same_the_answer_is(one, other):
    if LIMITS.depends_on(one) == LIMITS.depends_on(other):
        assert repr(LIMITS.evaluate("limits", one).value) == repr(
            LIMITS.evaluate("limits", other).value
        )


def test_values_that_compare_equal_and_are_written_otherwise_are_told_apart():
    seen = [LIMITS.depends_on({"voltage": v}) for v in (1, True, Decimal(1), Decimal("1.0"))]
    assert len(set(seen)) == 4


def test_a_name_that_is_spelled_with_blanks_counts_however_it_is_spelled():
    asked = model(input_data("line voltage"), decision("D", literal("line voltage"), needs()))
    assert asked.depends_on({"line  voltage": 1}) != asked.depends_on({"line  voltage": 2})


def test_an_answer_that_depends_on_the_time_depends_on_nothing_that_could_be_kept():
    assert model(decision("D", literal("today() > day"))).depends_on({"day": 1}) is None
    assert model(decision("D", literal('string(now()) + "x"'))).depends_on({}) is None


def test_an_answer_that_asks_another_model_is_not_kept_either():
    known = load(definitions(decision("D", literal("n")), target="urn:lib"))
    import_ = (
        '<import name="lib" namespace="urn:lib" '
        'importType="https://www.omg.org/spec/DMN/20191111/MODEL/"/>'
    )
    asking = load(definitions(import_, decision("E", literal("lib.D"))), [known])
    assert asking.depends_on({"n": 1}) is None
