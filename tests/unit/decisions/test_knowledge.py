"""Knowledge models, decision services, and both from imported models."""

import pytest

from engine.decisions import load
from engine.feel import Budget, FeelLimitExceeded
from tests.unit.decisions.models import (
    DMN13,
    TYPES,
    decision,
    definitions,
    input_data,
    knowledge,
    literal,
    needs,
    table,
)


def test_a_knowledge_model_is_a_function_and_an_invocation_binds_by_name():
    model = load(
        definitions(
            knowledge("Fee", [("kva", "number"), ("rate", "number")], literal("kva * rate")),
            decision("A", literal("Fee(100, 2)"), needs(Knowledge=["Fee"])),
            decision(
                "B",
                f"<invocation>{literal('Fee')}"
                f'<binding><parameter name="rate"/>{literal("3")}</binding>'
                f'<binding><parameter name="kva"/>{literal("100")}</binding></invocation>',
                needs(Knowledge=["Fee"]),
            ),
            decision("C", literal('Fee("a", 2)'), needs(Knowledge=["Fee"])),
        )
    )
    assert [model.evaluate(name, {}).value for name in "ABC"] == [200, 300, None]


def test_a_table_inside_a_knowledge_model_is_in_the_history():
    model = load(
        definitions(
            knowledge("Band", [("n", "number")], table(["n"], ["x"], ["> 1 => 7"])),
            decision("A", literal("Band(2)"), needs(Knowledge=["Band"])),
        )
    )
    found = model.evaluate("A", {})
    assert (found.value, found.tables[0].decision_id) == (7, "Band")


def test_a_knowledge_model_may_call_itself_but_not_for_ever():
    step = "if n = 0 then 0 else n + F(n - 1)"
    model = load(
        definitions(
            knowledge("F", [("n", "number")], literal(step)),
            decision("A", literal("F(10)"), needs(Knowledge=["F"])),
            decision("B", literal("F(-1)"), needs(Knowledge=["F"])),
        )
    )
    assert model.evaluate("A", {}).value == 55
    with pytest.raises(FeelLimitExceeded):
        model.evaluate("B", {})


def test_calls_that_double_are_stopped_by_the_budget():
    model = load(
        definitions(
            knowledge("F", [("n", "number")], literal("if n = 0 then 1 else F(n - 1) + F(n - 1)")),
            decision("A", literal("F(40)"), needs(Knowledge=["F"])),
        )
    )
    with pytest.raises(FeelLimitExceeded) as stopped:
        model.evaluate("A", {}, budget=Budget(steps=20_000))
    assert stopped.value.limit == "steps"


def test_a_chain_of_decisions_too_long_to_follow_is_stopped():
    links = [decision("D0", literal("0"))]
    links += [
        decision(f"D{n}", literal(f"D{n - 1}"), needs(Decision=[f"D{n - 1}"]))
        for n in range(1, 2000)
    ]
    model = load(definitions(*links))
    assert model.evaluate("D50", {}).value == 0
    with pytest.raises(FeelLimitExceeded):
        model.evaluate("D1999", {})


def test_a_function_in_another_language_is_never_run():
    logic = '<functionDefinition kind="Java"><context/></functionDefinition>'
    model = load(definitions(decision("D", logic)))
    assert [problem.code for problem in model.problems] == ["not-executed"]
    assert model.evaluate("D", {}).value is None


SERVICE = definitions(
    input_data("n", "number"),
    decision("Base", literal("100"), kind="number"),
    decision("Sum", literal("n + Base"), needs(Input=["n"], Decision=["Base"])),
    '<decisionService id="S" name="S"><variable name="S"/><outputDecision href="#Sum"/>'
    '<inputDecision href="#Base"/><inputData href="#n"/></decisionService>',
    decision("Caller", literal("S(1, 2)"), needs(Knowledge=["S"])),
    decision("Wrong", literal('S(1, "a")'), needs(Knowledge=["S"])),
)


def test_a_service_takes_its_inputs_in_place_of_the_decisions():
    model = load(SERVICE)
    assert model.evaluate("Sum", {"n": 5}).value == 105
    assert model.evaluate("S", {"n": 5, "Base": 7}).value == 12
    assert model.evaluate("Caller", {}).value == 3
    assert model.evaluate("Wrong", {}).value is None


# --- imports -------------------------------------------------------------------------------------

LIBRARY = definitions(
    TYPES,
    input_data("n", "number"),
    decision("Twice", literal("n * 2"), needs(Input=["n"])),
    knowledge("Hello", [("who", "string")], literal('"Hello " + who')),
    target="urn:library",
)
IMPORT = f'<import namespace="urn:library" name="lib" importType="{DMN13}"/>'


def test_an_imported_models_elements_stand_under_its_name():
    required = needs(Decision=["Twice"], Knowledge=["Hello"]).replace("#", "urn:library#")
    model = load(
        definitions(
            IMPORT,
            decision("D", literal('lib.Hello("Li") + string(lib.Twice)'), required, "string"),
            decision("T", literal('"gold"'), kind="lib.tTier"),
            decision("U", literal('"copper"'), kind="lib.tTier"),
        ),
        [load(LIBRARY)],
    )
    assert model.problems == ()
    assert model.evaluate("D", {"n": 3}).value == "Hello Li6"
    assert model.evaluate("D", {"lib": {"n": 4}}).value == "Hello Li8"
    assert model.evaluate("T", {}).value == "gold"
    assert model.evaluate("U", {}).value is None


def test_an_import_that_was_not_given_is_a_problem():
    (problem,) = load(definitions(IMPORT)).problems
    assert (problem.code, problem.detail) == ("missing-reference", "urn:library")
