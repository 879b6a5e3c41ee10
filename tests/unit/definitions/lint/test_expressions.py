"""Texts that are evaluated are FEEL, or JUEL that can be said in it; a fault has its place."""

import pytest

from engine.definitions.lint import lint
from tests.unit.definitions.diagrams import around, extended, found, user_task
from tests.unit.definitions.lint.test_flows import choice, condition


def only(raw):
    problems = lint("a.bpmn", raw)
    assert len(problems) == 1, problems
    return problems[0]


def test_a_wrong_expression_is_named_where_it_is_wrong():
    body = condition('a &gt; 10 &amp;&amp; tier = "gold"')
    raw = choice(body, "", 'default="fb"')
    problem = only(raw)
    line = raw.decode().splitlines()[problem.line - 1]
    assert line[problem.column - 1 :].startswith("&amp;")
    assert "expected" in str(problem)
    assert 'a > 10 && tier = "gold"' in str(problem)


def test_a_wrong_expression_on_a_later_line_is_named_there():
    problem = only(choice(condition("\n  a and\n  业扩 +* 2\n"), "", 'default="fb"'))
    line = choice(condition("\n  a and\n  业扩 +* 2\n"), "", 'default="fb"').decode().splitlines()
    assert line[problem.line - 1][problem.column - 1 :].startswith("* 2")


def test_a_wrong_attribute_is_named_where_it_is_wrong():
    raw = around(user_task(assignee="= manager +", dueDate="2026-01-01"))
    problem = only(raw)
    line = raw.decode().splitlines()[problem.line - 1]
    assert line[: problem.column - 1].endswith("= manager +")
    assert (problem.code, problem.data["of"]) == ("feel", "assignee")


JUEL_PLACES = [
    user_task(assignee="{}"),
    user_task(candidateGroups="a,{}"),
    user_task(dueDate="{}"),
    user_task(formRef="{}"),
    '<bpmn:callActivity id="x" calledElement="{}" />',
    '<bpmn:serviceTask id="x" camunda:type="external" camunda:topic="{}" />',
    '<bpmn:businessRuleTask id="x" camunda:decisionRef="{}" camunda:resultVariable="r" />',
    '<bpmn:callActivity id="x" calledElement="sub">'
    + extended('<camunda:in sourceExpression="{}" target="b" />')
    + "</bpmn:callActivity>",
    user_task(
        extended(
            '<camunda:inputOutput><camunda:inputParameter name="a">no. {}'
            "</camunda:inputParameter></camunda:inputOutput>"
        )
    ),
    '<bpmn:userTask id="x" camunda:assignee="ann"><bpmn:multiInstanceLoopCharacteristics '
    'camunda:collection="{}" /></bpmn:userTask>',
    '<bpmn:userTask id="x" camunda:assignee="ann"><bpmn:multiInstanceLoopCharacteristics>'
    "<bpmn:loopCardinality>3</bpmn:loopCardinality><bpmn:completionCondition>{}"
    "</bpmn:completionCondition></bpmn:multiInstanceLoopCharacteristics></bpmn:userTask>",
    '<bpmn:scriptTask id="x" scriptFormat="feel" camunda:resultVariable="r">'
    "<bpmn:script>{}</bpmn:script></bpmn:scriptTask>",
]


@pytest.mark.parametrize("element", JUEL_PLACES)
def test_juel_that_can_be_said_in_feel_passes_wherever_a_text_is_evaluated(element):
    assert found(around(element.format("${manager}"))) == []
    assert found(around(element.format("#{manager}"))) == []


@pytest.mark.parametrize("element", JUEL_PLACES)
def test_juel_that_cannot_is_refused_wherever_it_stands(element):
    raw = around(element.format("${bean.of(x)}"))
    problem = only(raw)
    assert (problem.code, problem.element, problem.is_error) == ("juel", "x", True)
    line = raw.decode().splitlines()[problem.line - 1]
    assert line[problem.column - 1 :].startswith("(x)")


@pytest.mark.parametrize(
    "element",
    [
        user_task().replace("<bpmn:userTask", '<bpmn:businessRuleTask camunda:resultVariable="{}"'),
        '<bpmn:startEvent id="x" camunda:formRef="{}" />',
        '<bpmn:callActivity id="x" calledElement="s">'
        + extended('<camunda:in source="{}" target="b" />')
        + "</bpmn:callActivity>",
    ],
)
@pytest.mark.parametrize("text", ["${manager}", "= manager"])
def test_what_is_never_evaluated_cannot_be_an_expression(element, text):
    raw = around(element.format(text).replace("</bpmn:userTask>", "</bpmn:businessRuleTask>"))
    assert ("error", "not-computed", "x") in found(raw)


def test_a_value_cannot_have_text_around_it():
    raw = choice(condition("${a} and b"), "", 'default="fb"')
    problem = only(raw)
    line = raw.decode().splitlines()[problem.line - 1]
    assert line[problem.column - 1 :].startswith("and b")
    assert "fa: conditionExpression is written in JUEL and has no counterpart" in str(problem)


def test_the_business_key_of_a_called_process_is_not_asked_whatever_it_says():
    call = (
        '<bpmn:callActivity id="x" calledElement="sub">'
        + extended('<camunda:in businessKey="#{execution.processBusinessKey}" />')
        + "</bpmn:callActivity>"
    )
    assert found(around(call)) == [("warning", "hint", "x")]


def test_juel_that_says_nothing_feel_could_say_is_refused_where_it_stands():
    raw = choice(condition("${a.b() &gt; 3}"), "", 'default="fb"')
    problem = only(raw)
    line = raw.decode().splitlines()[problem.line - 1]
    assert problem.code == "juel"
    assert line.index("a.b()") < problem.column <= line.index("a.b()") + 6


def test_literals_need_not_be_feel():
    assert found(around(user_task(assignee="li ming +", priority="50"))) == []


def mapped(text, more=""):
    """What is found for a parameter `p` of this text; `more` is drawn before it."""
    mapping = f'<camunda:inputOutput>{more}<camunda:inputParameter name="p">{text}'
    return [
        (problem.code, dict(problem.data))
        for problem in lint(
            "a.bpmn",
            around(
                '<bpmn:userTask id="x" camunda:assignee="m">'
                + extended(mapping + "</camunda:inputParameter></camunda:inputOutput>")
                + "</bpmn:userTask>"
            ),
        )
    ]


SET = '<camunda:inputParameter name="kva">315</camunda:inputParameter>'


def test_a_mapping_that_begins_with_an_equals_sign_is_feel():
    assert [code for code, _ in mapped("= kva +")] == ["feel"]
    assert mapped("= kva + 1") == []
    assert mapped("${kva + 1}") == []


def test_a_number_is_a_number_and_needs_no_word():
    for text in ("315", "-0.5", "true", "null"):
        assert mapped(text) == []


def test_a_text_that_can_be_no_feel_is_a_text_and_is_said_to_be_one():
    ((code, data),) = mapped("Hello, world!")
    assert (code, data["of"], data["text"]) == ("mapping-text", "p", "Hello, world!")


def test_a_text_that_names_nothing_the_diagram_knows_is_told_with_its_names():
    ((code, data),) = mapped("kva + loss")
    assert (code, data["names"]) == ("mapping-open", "kva, loss")


def test_a_text_that_names_a_variable_of_the_diagram_is_feel_and_camunda_7_is_named():
    ((code, data),) = mapped("kva + loss", SET)
    assert (code, data["text"]) == ("mapping-computed", "kva + loss")


def test_a_text_that_is_too_long_is_refused():
    assert mapped("Hello, " + "x" * 150_000)[0][0] == "feel-limit"


def test_the_source_of_what_a_called_process_gets_is_read_alike():
    call = (
        '<bpmn:callActivity id="x" calledElement="sub">'
        + extended('<camunda:in sourceExpression="{}" target="b" />')
        + "</bpmn:callActivity>"
    )
    assert found(around(call.format("= a +"))) == [("error", "feel", "x")]
    assert found(around(call.format("a +"))) == [("warning", "mapping-text", "x")]
    assert found(around(call.format("b + 1"))) == [("warning", "mapping-computed", "x")]


def test_a_script_in_feel_may_be_a_parameter():
    script = '<camunda:script scriptFormat="feel">{}</camunda:script>'
    assert mapped(script.format("kva + 1")) == []
    assert [code for code, _ in mapped(script.format("kva +"))] == ["feel"]
