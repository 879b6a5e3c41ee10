"""Which way tokens could go, and what is joined so that they could not."""

import pytest

from tests.unit.definitions.diagrams import found, process


def condition(text, extra=""):
    return (
        f'<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression"{extra}>{text}'
        "</bpmn:conditionExpression>"
    )


def choice(first="", second="", attributes="", kind="exclusiveGateway"):
    return process(
        f"""<bpmn:startEvent id="start" /><bpmn:{kind} id="x" name="Which?" {attributes} />
<bpmn:endEvent id="a" /><bpmn:endEvent id="b" />
<bpmn:sequenceFlow id="f0" sourceRef="start" targetRef="x" />
<bpmn:sequenceFlow id="fa" sourceRef="x" targetRef="a">{first}</bpmn:sequenceFlow>
<bpmn:sequenceFlow id="fb" sourceRef="x" targetRef="b">{second}</bpmn:sequenceFlow>"""
    )


def test_a_gateway_with_a_condition_and_a_default_decides():
    assert found(choice(condition("a &gt; 1"), "", 'default="fb"')) == []
    assert found(choice(condition("= a"), condition("= b"), "", "inclusiveGateway")) == [
        ("warning", "gateway-default", "x")
    ]


def test_a_gateway_that_cannot_decide_is_refused():
    assert found(choice()) == [("error", "gateway-undecided", "x")]
    assert found(choice("", "", 'default="fa"')) == [("error", "flow-undecided", "fb")]


def test_one_flow_without_a_condition_is_taken_when_no_other_is():
    assert found(choice(condition("a"))) == [("warning", "flow-otherwise", "fb")]


def test_an_inclusive_gateway_always_takes_flows_without_a_condition():
    always = ("warning", "flow-always", "fb")
    assert found(choice(condition("a"), kind="inclusiveGateway")) == [always]
    assert found(choice(kind="inclusiveGateway")) == [("warning", "flow-always", "fa"), always]


def test_a_default_flow_leaves_its_gateway():
    raw = choice(condition("a"), condition("b"), 'default="f0"')
    assert found(raw) == [("error", "default-elsewhere", "x")]


@pytest.mark.parametrize("kind", ["parallelGateway", "eventBasedGateway"])
def test_a_condition_nobody_asks_is_told(kind):
    assert ("warning", "condition-unasked", "fa") in found(choice(condition("a"), kind=kind))


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (condition("a &gt;"), "feel"),
        (condition("a is ${a}"), "juel"),
        (condition("${bean.run()}"), "juel"),
        (condition(""), "text-empty"),
        (condition("a", ' language="groovy"'), "language"),
        (condition("a", ' camunda:resource="x.groovy"'), "java"),
    ],
)
def test_a_condition_that_cannot_be_read_is_refused(body, code):
    assert found(choice(body, "", 'default="fb"')) == [("error", code, "fa")]


@pytest.mark.parametrize("language", ["feel", "FEEL", "http://www.omg.org/spec/FEEL/20140401"])
def test_feel_may_be_named_as_the_language(language):
    assert found(choice(condition("a", f' language="{language}"'), "", 'default="fb"')) == []


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ('<bpmn:task id="t" />', ("error", "start-none", "p")),
        (
            '<bpmn:subProcess id="u"><bpmn:task id="t" /></bpmn:subProcess>',
            ("error", "start-missing", "u"),
        ),
        (
            '<bpmn:startEvent id="a" /><bpmn:startEvent id="b" />',
            ("error", "start-twice", "b"),
        ),
        (
            '<bpmn:startEvent id="s" /><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="no" />',
            ("error", "flow-loose", "f"),
        ),
        (
            '<bpmn:startEvent id="s" /><bpmn:subProcess id="u"><bpmn:task id="t" />'
            '</bpmn:subProcess><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="t" />',
            ("error", "flow-border", "f"),
        ),
        (
            '<bpmn:startEvent id="s" /><bpmn:task id="t" />'
            '<bpmn:sequenceFlow id="f" sourceRef="t" targetRef="s" />',
            ("error", "flow-into", "f"),
        ),
        (
            '<bpmn:startEvent id="s" /><bpmn:endEvent id="e" /><bpmn:task id="t" />'
            '<bpmn:sequenceFlow id="f" sourceRef="e" targetRef="t" />',
            ("error", "flow-out-of", "f"),
        ),
        ('<bpmn:exclusiveGateway id="g" />', ("error", "leads-nowhere", "g")),
        ('<bpmn:parallelGateway id="g" />', ("warning", "leads-nowhere", "g")),
        ('<bpmn:task id="t" />', ("warning", "unreached", "t")),
        (
            '<bpmn:boundaryEvent id="b" attachedToRef="no"><bpmn:errorEventDefinition />'
            "</bpmn:boundaryEvent>",
            ("error", "boundary-loose", "b"),
        ),
        (
            '<bpmn:subProcess id="u" triggeredByEvent="true"><bpmn:startEvent id="s" />'
            "</bpmn:subProcess>",
            ("error", "start-of-event-sub-process", "u"),
        ),
        (
            '<bpmn:laneSet id="ls"><bpmn:lane id="l"><bpmn:flowNodeRef>no</bpmn:flowNodeRef>'
            "</bpmn:lane></bpmn:laneSet>",
            ("warning", "lane-of-nothing", "l"),
        ),
    ],
)
def test_what_is_joined_wrongly_is_named(inside, expected):
    assert expected in found(process(inside))
