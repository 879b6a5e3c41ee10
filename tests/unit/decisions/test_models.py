"""Models: requirement graphs, types, boxed expressions, knowledge, services, imports, versions."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from engine.decisions import DecisionFileError, UnknownDecision, load
from engine.feel import Budget, FeelLimitExceeded
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
        ('<?xml version="1.0" encoding="gb18030"?><a/>', "encoding"),
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


# --- types ---------------------------------------------------------------------------------------

TYPES = (
    '<itemDefinition name="tTier"><typeRef>string</typeRef>'
    '<allowedValues><text>"gold","diamond"</text></allowedValues></itemDefinition>'
    '<itemDefinition name="tPerson"><itemComponent name="full name"><typeRef>string</typeRef>'
    "</itemComponent><itemComponent name='age'><typeRef>number</typeRef></itemComponent>"
    "</itemDefinition>"
    '<itemDefinition name="tTiers" isCollection="true"><typeRef>tTier</typeRef></itemDefinition>'
)


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


# --- boxed expressions ---------------------------------------------------------------------------


def value_of(logic, **inputs):
    return load(definitions(decision("D", logic))).evaluate("D", inputs).value


def test_a_context_sees_its_earlier_entries_and_gives_its_result():
    entry = '<contextEntry><variable name="{}"/>{}</contextEntry>'
    entries = entry.format("a", literal("2")) + entry.format("b", literal("a * 3"))
    assert value_of(f"<context>{entries}</context>") == {"a": 2, "b": 6}
    last = f"<contextEntry>{literal('a + b')}</contextEntry>"
    assert value_of(f"<context>{entries}{last}</context>") == 8


def test_lists_and_relations():
    assert value_of(f"<list>{literal('1')}{literal('2')}</list>") == [1, 2]
    columns = '<column name="kv"/><column name="name"/>'
    row = f"<row>{literal('10')}{literal(chr(34) + 'A' + chr(34))}</row>"
    assert value_of(f"<relation>{columns}{row}</relation>") == [{"kv": 10, "name": "A"}]


def test_conditionals_filters_and_iterators():
    def box(tag, **parts):
        attributes = 'iteratorVariable="i"' if tag in ("for", "some", "every") else ""
        inner = "".join(f"<{t}>{literal(text)}</{t}>" for t, text in parts.items())
        return value_of(f"<{tag} {attributes}>{inner}</{tag}>")

    assert box("conditional", **{"if": "1 < 2", "then": '"a"', "else": '"b"'}) == "a"
    assert box("conditional", **{"if": "null", "then": '"a"', "else": '"b"'}) == "b"
    assert box("filter", **{"in": "[1,2,3]", "match": "item > 1"}) == [2, 3]
    assert box("filter", **{"in": "[{a: 1}, {a: 2}]", "match": "a = 2"}) == [{"a": 2}]
    assert box("for", **{"in": "[1..3]", "return": "i * i"}) == [1, 4, 9]
    assert box("for", **{"in": '[@"2026-03-01"..@"2026-03-02"]', "return": "i.day"}) == [1, 2]
    assert box("for", **{"in": "5", "return": "i"}) == [5]
    assert box("for", **{"in": "null", "return": "i"}) is None
    assert box("for", **{"in": "[1,2,3]", "return": "i + count(partial)"}) == [1, 3, 5]
    assert box("some", **{"in": "[1,2]", "satisfies": "i > 1"}) is True
    assert box("every", **{"in": "[1,2]", "satisfies": "i > 1"}) is False
    assert box("every", **{"in": '[1,"a"]', "satisfies": "i > 0"}) is None


# --- knowledge and services ----------------------------------------------------------------------


def knowledge(name, parameters, logic, requires=""):
    formal = "".join(f'<formalParameter name="{p}" typeRef="{t}"/>' for p, t in parameters)
    return (
        f'<businessKnowledgeModel id="{name}" name="{name}"><variable name="{name}"/>'
        f"<encapsulatedLogic>{formal}{logic}</encapsulatedLogic>{requires}</businessKnowledgeModel>"
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
IMPORT = f'<import namespace="urn:library" name="lib" importType="{NAMESPACES[2]}"/>'


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
