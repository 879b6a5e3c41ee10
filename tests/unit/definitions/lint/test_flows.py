import pytest

from engine.definitions.lint import Known, lint
from tests.unit.definitions.diagrams import around, extended, found, process, user_task


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


def test_mappings_are_feel():
    call = (
        '<bpmn:callActivity id="x" calledElement="sub">'
        + extended('<camunda:in sourceExpression="a +" target="b" />')
        + "</bpmn:callActivity>"
    )
    assert found(around(call)) == [("error", "feel", "x")]


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


KNOWN = Known(
    forms=frozenset({"survey"}),
    decisions=frozenset({"tier"}),
    processes=frozenset({"part"}),
    files_beside=frozenset({"a.form"}),
)
DECIDE = (
    '<bpmn:businessRuleTask id="x" camunda:decisionRef="{}" camunda:resultVariable="r" '
    'camunda:mapDecisionResult="{}" />'
)
BOUND = (
    '<bpmn:businessRuleTask id="x" camunda:decisionRef="tier" camunda:resultVariable="r" '
    'camunda:decisionRefBinding="{}" {} />'
)


@pytest.mark.parametrize(
    ("element", "codes"),
    [
        (user_task(formRef="survey", formRefBinding="latest"), []),
        (user_task(formRef="= form"), []),
        (user_task(formRef="other"), ["form-unknown"]),
        (user_task(formRef="survey", formRefBinding="deployment"), ["form-not-beside"]),
        (user_task(formRef="survey", formRefBinding="version", formRefVersion="2"), []),
        (user_task(formKey="camunda-forms:deployment:a.form"), []),
        (user_task(formKey="camunda-forms:deployment:b.form"), ["form-file-not-beside"]),
        (DECIDE.format("tier", "singleEntry"), []),
        (DECIDE.format("other", "singleEntry"), ["decision-unknown"]),
        (DECIDE.format("tier", "best"), ["decision-result"]),
        (BOUND.format("deployment", ""), ["decision-not-beside"]),
        (BOUND.format("version", 'camunda:decisionRefVersion="3"'), []),
        (BOUND.format("version", ""), ["binding-version"]),
        (BOUND.format("versionTag", 'camunda:decisionRefVersionTag="= tag"'), []),
        (BOUND.format("newest", ""), ["binding"]),
        ('<bpmn:callActivity id="x" calledElement="part" />', []),
        ('<bpmn:callActivity id="x" calledElement="p" />', []),
        ('<bpmn:callActivity id="x" calledElement="other" />', ["called-unknown"]),
        ('<bpmn:callActivity id="x" />', ["called-missing"]),
        (
            '<bpmn:callActivity id="x" calledElement="part" '
            'camunda:calledElementBinding="newest" />',
            ["binding"],
        ),
        (
            '<bpmn:callActivity id="x" calledElement="part" '
            'camunda:calledElementBinding="version" />',
            ["binding-version"],
        ),
    ],
)
def test_what_is_referred_to_is_there(element, codes):
    assert [code for _, code, _ in found(around(element), KNOWN)] == codes
