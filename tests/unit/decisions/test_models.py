"""Models: files and their versions, requirement graphs, and what cannot be executed."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from engine.decisions import DecisionFileError, UnknownDecision, load
from tests.unit.decisions.models import (
    decision,
    definitions,
    input_data,
    literal,
    needs,
    table,
)

# --- files ---------------------------------------------------------------------------------------

NAMESPACES = [
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
    "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "https://www.omg.org/spec/DMN/20230324/MODEL/",
]


@pytest.mark.parametrize("namespace", NAMESPACES)
def test_every_version_from_1_1_to_1_5_is_read(namespace):
    model = load(definitions(decision("D", literal("1 + 1")), namespace=namespace))
    assert model.evaluate("D", {}).value == 2


@pytest.mark.parametrize(
    ("xml", "reason"),
    [
        ("", "empty"),
        ("<definitions", "not-xml"),
        ("<definitions xmlns='urn:other'/>", "not-dmn"),
        ("<bpmn/>", "not-dmn"),
        ("x" * 5_000_001, "too-large"),
        (f'<definitions xmlns="{NAMESPACES[2]}">' + "<a>" * 200 + "</a>" * 200, "not-xml"),
        (definitions("<a>" * 200 + "</a>" * 200), "too-deep"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><a/>', "dtd"),
        ('<?xml version="1.0" encoding="koi8-r"?><a/>', "encoding"),
        (b"<a>\xff</a>", "encoding"),
        ("<?xml version='1.0'?><!-- c -->\n<!doctype a><a/>", "dtd"),
    ],
)
def test_what_is_no_dmn_file_is_refused(xml, reason):
    with pytest.raises(DecisionFileError) as refused:
        load(xml)
    assert refused.value.reason == reason


def test_an_external_entity_is_refused_before_it_is_read():
    with pytest.raises(DecisionFileError) as refused:
        load(b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>')
    assert refused.value.reason == "dtd"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_another_encoding_cannot_hide_a_document_type(encoding):
    with pytest.raises(DecisionFileError):
        load('<!DOCTYPE a [<!ENTITY b "c">]><a/>'.encode(encoding))


# --- graphs --------------------------------------------------------------------------------------


def test_a_decision_is_found_by_id_or_by_name():
    model = load(definitions(decision("Time limit", literal("15"))))
    assert model.evaluate("Time_limit", {}).value == model.evaluate("Time limit", {}).value == 15
    assert model.decisions == (("Time_limit", "Time limit"),)
    with pytest.raises(UnknownDecision) as refused:
        model.evaluate("Tier", {})
    assert refused.value.known == ("Time_limit",)


def test_a_decision_sees_the_inputs_and_decisions_it_requires():
    model = load(
        definitions(
            input_data("Contract Capacity", "number"),
            decision("Fee", literal("Contract Capacity * 2"), needs(Input=["Contract_Capacity"])),
            decision("Total fee", literal("Fee + 1"), needs(Decision=["Fee"])),
        )
    )
    assert model.evaluate("Total fee", {"Contract Capacity": 315}).value == 631
    assert model.inputs_of("Total fee") == ("Contract Capacity",)
    assert model.problems == ()


def test_an_input_that_is_declared_is_seen_only_where_it_is_required():
    model = load(definitions(input_data("n"), decision("D", literal("n"))))
    assert model.evaluate("D", {"n": 1}).value is None


def test_names_the_model_does_not_declare_are_seen_everywhere():
    model = load(
        definitions(
            decision("A", literal("season")), decision("B", literal("A"), needs(Decision=["A"]))
        )
    )
    assert model.evaluate("B", {"season": "winter"}).value == "winter"


def test_a_required_decision_is_asked_once():
    model = load(
        definitions(
            decision("Base", table(["n"], ["x"], ["- => 1"])),
            decision("A", literal("Base"), needs(Decision=["Base"])),
            decision("B", literal("Base"), needs(Decision=["Base"])),
            decision("C", literal("A + B"), needs(Decision=["A", "B"])),
        )
    )
    found = model.evaluate("C", {"n": 1})
    assert (found.value, [use.decision_id for use in found.tables]) == (2, ["Base"])


def test_a_name_with_an_operator_in_it_is_one_name():
    model = load(
        definitions(
            input_data("pick-up date"),
            decision("D", literal("pick-up date"), needs(Input=["pick-up_date"])),
        )
    )
    assert model.evaluate("D", {"pick-up date": date(2026, 2, 10)}).value == date(2026, 2, 10)


def test_decisions_that_require_each_other_are_a_problem_and_null():
    model = load(
        definitions(
            decision("A", literal("B"), needs(Decision=["B"])),
            decision("B", literal("A"), needs(Decision=["A"])),
        )
    )
    assert {problem.code for problem in model.problems} == {"cycle"}
    assert model.evaluate("A", {}).value is None


@pytest.mark.parametrize(
    ("part", "code", "element", "detail"),
    [
        (decision("D", literal("1 +")), "syntax", "literalExpression", "expected"),
        (decision("D", ""), "no-logic", "decision", "no logic"),
        (
            decision("D", literal("1"), needs(Input=["gone"])),
            "missing-reference",
            "decision",
            "gone",
        ),
        (decision("D", literal("1"), kind="tNothing"), "unknown-type", "variable", "tNothing"),
        (
            decision("D", table(["n"], ["x"], ["1 => 1"], "MAYBE")),
            "hit-policy",
            "decisionTable",
            "MAYBE",
        ),
        (decision("D", table(["n"], ["x"], ["1 | 2 => 1"])), "cells", "rule", "rule 1"),
        (decision("D", table(["n"], ["x"], ["1 => (1"])), "syntax", "outputEntry", "expected"),
        (decision("D", table(["n"], ["x"], ["[1.. => 1"])), "syntax", "inputEntry", "expected"),
        (decision("D", literal("1")) * 2, "duplicate-name", "decision", "D"),
        (
            decision(
                "D",
                '<literalExpression expressionLanguage="python"><text>1</text></literalExpression>',
            ),
            "not-executed",
            "literalExpression",
            "python",
        ),
        (
            '<import importType="urn:x" namespace="urn:y" name="y"/>',
            "not-executed",
            "import",
            "urn:x",
        ),
    ],
)
def test_what_cannot_be_executed_is_a_problem_that_names_its_element(part, code, element, detail):
    (problem, *_) = load(definitions(part)).problems
    assert (problem.code, problem.place.element) == (code, element)
    assert detail in problem.detail


def test_a_decision_that_cannot_be_read_is_null_and_says_so():
    found = load(definitions(decision("D", literal("1 +")))).evaluate("D", {})
    assert (found.value, found.warnings[0].message) == (None, "the expression cannot be read")


def test_a_warning_names_the_expression_it_comes_from():
    found = load(definitions(decision("D", literal('1 + "a"')))).evaluate("D", {})
    assert found.value is None
    assert found.warnings[0].place.owner_name == "D"


# --- expressions ---------------------------------------------------------------------------------


def test_now_is_the_callers():
    found = load(definitions(decision("D", literal("today()")))).evaluate(
        "D", {}, now=datetime(2026, 2, 10, 4, tzinfo=UTC)
    )
    assert found.value == date(2026, 2, 10)


def test_numbers_are_exact():
    found = load(definitions(decision("D", literal("x + 0.2")))).evaluate("D", {"x": 0.1})
    assert found.value == Decimal("0.3")


@pytest.mark.parametrize("place", ["<definitions ", "<inputExpression ", "<inputEntry", "<output"])
@pytest.mark.parametrize("language", ["juel", "javascript", "http://www.jcp.org/en/jsr/detail"])
def test_another_language_is_refused_wherever_it_is_named(place, language):
    xml = definitions(decision("D", table(["n"], ["x"], ["1 => 1"])))
    model = load(xml.replace(place, f'{place.strip()} expressionLanguage="{language}" ', 1))
    (problem,) = model.problems
    assert (problem.code, problem.detail) == ("not-executed", f"the expression language {language}")


@pytest.mark.parametrize(
    "language", ["feel", "FEEL", "http://www.omg.org/spec/FEEL/20140401", f"{NAMESPACES[4]}"]
)
def test_feel_may_be_named_wherever_a_language_is(language):
    language = language.replace("MODEL", "FEEL")
    xml = definitions(decision("D", table(["n"], ["x"], ["1 => 1"])))
    model = load(xml.replace("<inputEntry>", f'<inputEntry expressionLanguage="{language}">', 1))
    assert not model.problems
