"""Which elements are executed, which are refused, and which deserve a second look."""

import pytest

from engine.definitions.lint import Known, lint
from tests.unit.definitions.diagrams import (
    around,
    extended,
    found,
    process,
    properties,
    user_task,
)

MESSAGE = '<bpmn:message id="m" name="withdrawn" />'


def test_a_plain_diagram_is_without_fault():
    assert found(around(user_task(properties(timeLimit="reply", clockStop="customer")))) == []


@pytest.mark.parametrize(
    "element",
    [
        '<bpmn:complexGateway id="x" />',
        '<bpmn:adHocSubProcess id="x"><bpmn:startEvent id="s" /></bpmn:adHocSubProcess>',
        '<bpmn:callChoreography id="x" />',
        '<camunda:userTask id="x" />',
    ],
)
def test_an_element_that_is_not_executed_is_refused(element):
    assert ("error", "element-type") in [(s, code) for s, code, _ in found(around(element))]


def test_a_refusal_names_file_line_element_and_reason():
    raw = around('<bpmn:complexGateway id="x" name="Which way?" />')
    problem = next(p for p in lint("a.bpmn", raw) if p.code == "element-type")
    assert str(problem) == 'a.bpmn:10:1: "Which way?" (x): A complexGateway cannot be executed.'


def test_global_tasks_are_refused():
    raw = process('<bpmn:startEvent id="s" />', '<bpmn:globalUserTask id="g" />')
    assert ("error", "element-type", None) in found(raw)


@pytest.mark.parametrize(
    ("element", "code"),
    [
        ('<bpmn:task id="x" startQuantity="2" />', "quantity"),
        ('<bpmn:task id="x" completionQuantity="0" />', "quantity"),
        ('<bpmn:receiveTask id="x" instantiate="true" messageRef="m" />', "instantiate"),
        ('<bpmn:task id="x"><bpmn:standardLoopCharacteristics /></bpmn:task>', "standard-loop"),
        (
            '<bpmn:task id="x"><bpmn:standardLoopCharacteristics loopMaximum="-1" /></bpmn:task>',
            "loop-maximum",
        ),
        (
            '<bpmn:task id="x"><bpmn:multiInstanceLoopCharacteristics behavior="One" '
            'camunda:collection="= list" /></bpmn:task>',
            "loop-behavior",
        ),
        (
            '<bpmn:task id="x"><bpmn:multiInstanceLoopCharacteristics /></bpmn:task>',
            "loop-without-number",
        ),
        ('<bpmn:serviceTask id="x" camunda:class="a.B" />', "java"),
        ('<bpmn:serviceTask id="x" camunda:delegateExpression="bean" />', "java"),
        ('<bpmn:sendTask id="x" camunda:expression="${a.b()}" />', "juel"),
        ('<bpmn:serviceTask id="x" />', "work-unnamed"),
        ('<bpmn:serviceTask id="x" camunda:topic="t" />', "work-unnamed"),
        ('<bpmn:businessRuleTask id="x" />', "work-unnamed"),
        (user_task(formKey="camunda-forms:deployment:x.form", formRef="x"), "form-several"),
        (user_task(formRef="x", formRefBinding="versionTag"), "binding"),
        (user_task(formRef="x", formRefBinding="version"), "binding-version"),
        (
            user_task(formRef="x", formRefBinding="version", formRefVersion="a"),
            "form-version-number",
        ),
        (user_task(caseRef="c"), "attribute-elsewhere"),
        (user_task(extended('<camunda:taskListener event="create" />')), "listener"),
        (user_task(extended('<camunda:executionListener event="end" />')), "listener"),
        (user_task(extended("<camunda:connector />")), "connector"),
        (user_task(extended("<camunda:errorEventDefinition />")), "extension"),
        (user_task(extended("<zeebe:assignmentDefinition />")), "zeebe"),
        (
            user_task(
                extended(
                    '<camunda:inputOutput><camunda:inputParameter name="a"><camunda:script />'
                    "</camunda:inputParameter></camunda:inputOutput>"
                )
            ),
            "mapping-nested",
        ),
        (
            user_task(
                extended(
                    "<camunda:inputOutput><camunda:inputParameter>1</camunda:inputParameter>"
                    "</camunda:inputOutput>"
                )
            ),
            "mapping-name",
        ),
        ('<bpmn:scriptTask id="x" scriptFormat="groovy" />', "script-language"),
        ('<bpmn:scriptTask id="x" />', "script-language"),
        ('<bpmn:scriptTask id="x" scriptFormat="feel" />', "script-incomplete"),
        (
            '<bpmn:scriptTask id="x" scriptFormat="feel" camunda:resultVariable="r">'
            "<bpmn:script>1 +</bpmn:script></bpmn:scriptTask>",
            "feel",
        ),
    ],
)
def test_what_would_run_wrongly_is_refused(element, code):
    assert found(around(element, MESSAGE)) == [("error", code, "x")]


@pytest.mark.parametrize(
    "element",
    [
        '<bpmn:serviceTask id="x" camunda:type="external" camunda:topic="t" />',
        '<bpmn:scriptTask id="x" scriptFormat="feel" camunda:resultVariable="r">'
        "<bpmn:script>1 + 1</bpmn:script></bpmn:scriptTask>",
        '<bpmn:receiveTask id="x" messageRef="m" />',
        '<bpmn:task id="x">'
        + extended(
            '<camunda:inputOutput><camunda:inputParameter name="a"><camunda:list><camunda:value>1'
            '</camunda:value><camunda:map><camunda:entry key="k">= b</camunda:entry></camunda:map>'
            "</camunda:list></camunda:inputParameter></camunda:inputOutput>"
        )
        + "</bpmn:task>",
        '<bpmn:userTask id="x"><bpmn:potentialOwner><bpmn:resourceAssignmentExpression>'
        "<bpmn:formalExpression>user(li), metering</bpmn:formalExpression>"
        "</bpmn:resourceAssignmentExpression></bpmn:potentialOwner></bpmn:userTask>",
        '<bpmn:manualTask id="x" /><bpmn:textAnnotation id="t"><bpmn:text>x</bpmn:text>'
        "</bpmn:textAnnotation>",
        '<bpmn:task id="x"><bpmn:multiInstanceLoopCharacteristics isSequential="true" '
        'camunda:collection="= list" camunda:elementVariable="item"><bpmn:completionCondition>'
        "= done</bpmn:completionCondition></bpmn:multiInstanceLoopCharacteristics></bpmn:task>",
        '<bpmn:subProcess id="x"><bpmn:startEvent id="s" /><bpmn:endEvent id="e" />'
        '<bpmn:sequenceFlow id="g" sourceRef="s" targetRef="e" /></bpmn:subProcess>',
    ],
)
def test_what_is_executed_is_let_through(element):
    assert found(around(element, MESSAGE)) == []


@pytest.mark.parametrize(
    ("element", "code"),
    [
        (user_task(asyncBefore="true"), "hint"),
        (user_task(formKey="embedded:app:x.html"), "form-key-embedded"),
        (user_task(formKey="camunda-forms:app:x.form"), "form-key-app"),
        (user_task(formKey="/forms/x.html"), "form-key"),
        (user_task(formKey="${key}"), "form-key"),
        (user_task(assigneee="li"), "attribute"),
        ('<bpmn:task id="x" camunda:assignee="li" />', "attribute"),
        (user_task(extended("<camunda:field />")), "hint"),
        (user_task(extended('<camunda:in variables="all" />')), "hint"),
        ('<bpmn:receiveTask id="x" />', "receive-unnamed"),
        (
            '<bpmn:scriptTask id="x" scriptFormat="feel"><bpmn:script>1</bpmn:script>'
            "</bpmn:scriptTask>",
            "script-unused",
        ),
        (
            '<bpmn:intermediateThrowEvent id="x"><bpmn:messageEventDefinition />'
            "</bpmn:intermediateThrowEvent>",
            "message-unsent",
        ),
        (user_task(jobPriority="3"), "hint"),
        (user_task(extended("<camunda:failedJobRetryTimeCycle />")), "hint"),
        (
            '<bpmn:callActivity id="x" calledElement="part">'
            + extended('<camunda:in businessKey="= number" />')
            + "</bpmn:callActivity>",
            "hint",
        ),
        (user_task(properties(timelimit="x")), "property-unknown"),
        (user_task(properties(stage="connection")), "property-place"),
        (user_task(properties(timeLimit="")), "property-empty"),
        (user_task(extended('<bioc:x xmlns:bioc="http://b" />')), "extension-foreign"),
        (user_task(candidateGroups=""), "nobody"),
    ],
)
def test_what_deserves_a_second_look_is_a_warning(element, code):
    assert found(around(element)) == [("warning", code, "x")]


def test_names_in_other_languages_are_known_everywhere():
    named = properties(**{"name:zh": "x"})
    inside = (
        f'<bpmn:startEvent id="start">{named}</bpmn:startEvent><bpmn:endEvent id="end" />'
        f'<bpmn:sequenceFlow id="f" sourceRef="start" targetRef="end">{named}</bpmn:sequenceFlow>'
        f'<bpmn:laneSet id="ls"><bpmn:lane id="l">{named}</bpmn:lane></bpmn:laneSet>'
    )
    assert found(process(inside)) == []


def test_an_instruction_in_another_language_is_known_one_in_no_language_is_not():
    written = "<bpmn:documentation>Ask first.</bpmn:documentation>"
    chinese = properties(**{"documentation:zh": "先询问。"})
    assert found(around(user_task(written + chinese))) == []
    odd = properties(**{"documentation:": "x"})
    assert found(around(user_task(odd))) == [("warning", "property-unknown", "x")]


def test_a_topic_nobody_works_on_is_a_warning():
    raw = around('<bpmn:serviceTask id="x" camunda:type="external" camunda:topic="t" />')
    assert found(raw, Known(topics=frozenset({"t"}))) == []
    assert found(raw, Known(topics=frozenset())) == [("warning", "topic-unknown", "x")]


def test_what_camunda_8_adds_without_effect_is_a_warning():
    raw = around(user_task(extended("<zeebe:userTask />")))
    assert [one for one in found(raw) if one[1].startswith("zeebe")] == [
        ("warning", "zeebe-hint", "x")
    ]


def test_a_loop_that_camunda_7_passes_by_is_executed_and_told():
    loop = '<bpmn:standardLoopCharacteristics loopMaximum="3" />'
    raw = around(f'<bpmn:task id="x">{loop}</bpmn:task>')
    assert found(raw) == [("warning", "loop-here-alone", "x")]
