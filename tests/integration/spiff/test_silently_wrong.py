"""What the library drops or runs wrongly without a word: here it either works or is refused.

The list is that of the library's version 3.2.0; what works is shown by a run, what is refused by
`check`, with the element's id and name.
"""

import pytest

from engine.spiff import Refusal, check
from tests.integration.spiff.kit import Play, bpmn, flow, flows

ENDS = '<startEvent id="start"/><endEvent id="fin"/>'
ROOTS = (
    '<message id="m1" name="papers"/><signal id="s1" name="storm"/>'
    '<error id="e1" errorCode="no"/><escalation id="x1" escalationCode="up"/>'
)


def refusals(body: str, *chains: str, more: str = "") -> list[tuple[str, str]]:
    found = check(bpmn(ENDS + body + flows(*chains) + more, roots=ROOTS))
    return [(one.element, one.reason) for one in found]


def only(body: str, *chains: str, more: str = "") -> tuple[str, str]:
    found = refusals(body, *chains, more=more)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ('<complexGateway id="x"/>', "complexGateway"),
        ('<adHocSubProcess id="x"/>', "adHocSubProcess"),
        ('<choreographyTask id="x"/>', "choreographyTask"),
        (
            '<intermediateThrowEvent id="x"><compensateEventDefinition waitForCompletion="false"/>'
            "</intermediateThrowEvent>",
            "does not wait",
        ),
        (
            '<intermediateThrowEvent id="x"><compensateEventDefinition activityRef="gone"/>'
            "</intermediateThrowEvent>",
            "not there",
        ),
        ('<task id="x" startQuantity="2"/>', "startQuantity 2"),
        ('<task id="x" completionQuantity="3"/>', "completionQuantity 3"),
        ('<task id="x"><standardLoopCharacteristics/></task>', "standard loop"),
        (
            '<task id="x"><multiInstanceLoopCharacteristics behavior="One" '
            'camunda:collection="l"/></task>',
            "behavior One",
        ),
        ('<task id="x"><multiInstanceLoopCharacteristics/></task>', "without a collection"),
        ('<receiveTask id="x" messageRef="m1" instantiate="true"/>', "instantiate"),
        ('<receiveTask id="x" messageRef="gone"/>', "which message"),
        ('<sendTask id="x"/>', "what work"),
        ('<serviceTask id="x"/>', "what work"),
        ('<serviceTask id="x" camunda:type="external"/>', "what work"),
        ('<serviceTask id="x" camunda:class="a.B"/>', "camunda:class"),
        ('<serviceTask id="x" camunda:delegateExpression="${a}"/>', "delegateExpression"),
        ('<businessRuleTask id="x"/>', "what work"),
        ('<businessRuleTask id="x" camunda:decisionRef="d" camunda:mapDecisionResult="odd"/>',
         "odd"),
        ('<businessRuleTask id="x" camunda:decisionRef="d" '
         'camunda:decisionRefBinding="version"/>', "binds"),
        ('<scriptTask id="x" scriptFormat="groovy"><script>1</script></scriptTask>', "groovy"),
        ('<scriptTask id="x"><script>1</script></scriptTask>', "no language"),
        ('<scriptTask id="x" scriptFormat="feel"/>', "FEEL text"),
        ('<callActivity id="x"/>', "which process"),
        ('<callActivity id="x" calledElement="p" camunda:variableMappingClass="a.B"/>',
         "variableMappingClass"),
        (
            '<task id="x"><extensionElements><camunda:inputOutput><camunda:inputParameter name="p">'
            '<camunda:script scriptFormat="groovy">1</camunda:script></camunda:inputParameter>'
            "</camunda:inputOutput></extensionElements></task>",
            "maps p by a script",
        ),
        (
            '<intermediateCatchEvent id="x"><messageEventDefinition/></intermediateCatchEvent>',
            "which message",
        ),
        ('<intermediateCatchEvent id="x"><timerEventDefinition/></intermediateCatchEvent>',
         "no time"),
        (
            '<intermediateCatchEvent id="x"><timerEventDefinition><timeDate>2026-02-30</timeDate>'
            "</timerEventDefinition></intermediateCatchEvent>",
            "2026-02-30",
        ),
        (
            '<intermediateCatchEvent id="x"><conditionalEventDefinition/></intermediateCatchEvent>',
            "no condition",
        ),
        (
            '<intermediateCatchEvent id="x"><messageEventDefinition messageRef="m1"/>'
            '<signalEventDefinition signalRef="s1"/></intermediateCatchEvent>',
            "more than one event",
        ),
        (
            '<intermediateThrowEvent id="x"><escalationEventDefinition/></intermediateThrowEvent>',
            "which escalation",
        ),
    ],
)  # fmt: skip
def test_what_is_not_executed_is_refused_by_name_and_reason(body, word):
    named = body.replace('id="x"', 'id="x" name="The odd one"', 1)
    found = check(bpmn(ENDS + named + flows("start x fin"), roots=ROOTS))
    assert len(found) == 1, found
    assert (found[0].element, found[0].name) == ("x", "The odd one")
    assert word in found[0].reason


@pytest.mark.parametrize(
    "event",
    [
        "<cancelEventDefinition/>",
        "<signalEventDefinition/>",
        "<errorEventDefinition/>",
        '<messageEventDefinition messageRef="m1" camunda:type="external"/>',
    ],
)
def test_an_end_that_would_do_nothing_is_refused(event):
    body = f'<endEvent id="x">{event}</endEvent>'
    assert only(body, more=flows("start x"))[0] == "x"


BORDER = '<userTask id="a"/><boundaryEvent id="x" attachedToRef="a" {}>{}</boundaryEvent>'


@pytest.mark.parametrize(
    ("attributes", "event"),
    [
        ("", "<cancelEventDefinition/>"),
        ("", ""),
    ],
)
def test_a_boundary_event_that_could_not_act_is_refused(attributes, event):
    assert only(BORDER.format(attributes, event), "start a fin", "x fin")[0] == "x"


def test_a_compensation_that_could_not_be_is_refused():
    on = '<boundaryEvent id="x" attachedToRef="a"><compensateEventDefinition/></boundaryEvent>'
    task = '<userTask id="a"/><task id="undo" isForCompensation="true"/>'
    led = '<association id="l" sourceRef="x" targetRef="undo"/>'
    assert refusals(task + on + led, "start a fin") == []
    assert [one[0] for one in refusals(task + on, "start a fin")] == ["undo", "x"]
    assert only(task + on + led, "start a fin", "x fin")[0] == "x"
    assert only(task + on + led, "start a fin", "undo fin")[0] == "undo"
    plain = task.replace(' isForCompensation="true"', "")
    assert only(plain + on + led, "start a fin")[0] == "x"


def test_a_cancel_end_needs_a_transaction_that_can_be_cancelled():
    end = '<endEvent id="x"><cancelEventDefinition/></endEvent>'
    inner = '<startEvent id="s"/>' + end + flows("s x")
    on = '<boundaryEvent id="c" attachedToRef="t"><cancelEventDefinition/></boundaryEvent>'
    for tag, border, wrong in [
        ("transaction", on, []),
        ("transaction", "", ["x"]),
        ("subProcess", on, ["x", "c"]),
    ]:
        body = f'<{tag} id="t">{inner}</{tag}>' + border
        more = ["c fin"] if border else []
        assert [one[0] for one in refusals(body, "start t fin", *more)] == wrong


def test_an_exclusive_flow_without_a_condition_is_refused():
    body = '<exclusiveGateway id="g"/><task id="a"/>'
    found = refusals(body, "start g fin", "g a fin")
    assert [one[0] for one in found] == ["g-fin", "g-a"]


def test_a_condition_behind_a_parallel_gateway_is_not_asked():
    body = '<parallelGateway id="g"/><userTask id="a"/>'
    xml = bpmn(ENDS + body + flows("start g fin", "a fin") + flow("g", "a", "false"))
    assert check(xml) == []
    assert Play(xml).start().waiting == ["a"]


def test_behind_an_event_gateway_stand_events_alone():
    body = '<eventBasedGateway id="g"/><userTask id="a"/>'
    assert only(body, "start g a fin")[0] == "a"


def test_a_parallel_event_gateway_is_refused():
    body = (
        '<eventBasedGateway id="g" eventGatewayType="Parallel"/>'
        '<receiveTask id="a" messageRef="m1"/>'
    )
    assert only(body, "start g a fin")[0] == "g"


def test_a_flow_across_the_border_of_a_sub_process_is_refused():
    sub = (
        '<subProcess id="sub"><startEvent id="s"/><userTask id="a"/><endEvent id="e"/>'
        + flows("s a e") + "</subProcess>"
    )  # fmt: skip
    assert only(sub, "start sub fin", "a fin") == ("a-fin", "crosses the border of a sub-process")


def test_starts_and_ends_are_what_they_are_called():
    assert only('<userTask id="a"/>', "start a fin", "a start")[0] == "a-start"
    assert only('<userTask id="a"/>', "start a fin a")[0] == "fin-a"


@pytest.mark.parametrize("count", [0, 2])
def test_a_sub_process_begins_in_one_place(count):
    starts = "".join(f'<startEvent id="s{n}"/>' for n in range(count))
    chains = [f"s{n} a" for n in range(count)]
    sub = f'<subProcess id="sub">{starts}<userTask id="a"/>{flows(*chains)}</subProcess>'
    assert only(sub, "start sub fin")[0] == "sub"


@pytest.mark.parametrize(
    "event",
    [
        '<errorEventDefinition errorRef="e1"/>',
        '<escalationEventDefinition escalationRef="e1"/>',
    ],
)
def test_a_process_that_starts_by_what_nobody_outside_can_tell_it_is_refused(event):
    start = f'<startEvent id="by">{event}</startEvent>'
    assert only(start + '<userTask id="a"/>', "start a fin", "by a")[0] == "by"


def test_an_event_sub_process_that_nothing_starts_is_refused():
    sub = (
        '<subProcess id="sub" triggeredByEvent="true"><startEvent id="s"/><userTask id="a"/>'
        + flows("s a") + "</subProcess>"
    )  # fmt: skip
    assert only('<userTask id="b"/>' + sub, "start b fin")[0] == "sub"


def test_a_link_that_leads_nowhere_is_refused():
    throw = (
        '<intermediateThrowEvent id="x"><linkEventDefinition name="L"/></intermediateThrowEvent>'
    )
    assert only(throw, more=flows("start x"))[0] == "x"


def test_everything_wrong_is_told_at_once():
    found = refusals('<serviceTask id="a"/><scriptTask id="b"/>', "start a b fin")
    assert [one[0] for one in found] == ["a", "b"]


def test_a_file_that_is_right_has_no_refusals():
    assert check(bpmn(ENDS + '<userTask id="a"/>' + flows("start a fin"))) == []


def test_a_refusal_is_plain_data():
    found = check(bpmn(ENDS + '<complexGateway id="x" name="Odd"/>'))
    assert found[0] == Refusal(
        element="x", name="Odd", reason="is a complexGateway, which cannot be executed"
    )


def test_a_signal_reaches_an_event_gateway_and_a_message_is_not_passed_over():
    body = (
        '<eventBasedGateway id="g"/><receiveTask id="r" messageRef="m1"/>'
        '<intermediateCatchEvent id="s"><signalEventDefinition signalRef="s1"/>'
        "</intermediateCatchEvent>"
    )
    xml = bpmn(ENDS + body + flows("start g r fin", "g s fin"), roots=ROOTS)
    assert check(xml) == []
    play = Play(xml).start()
    assert not play.ended
    assert play.receive("signal", "storm").ended


def test_a_boundary_event_in_a_running_sub_process_acts_at_once():
    sub = (
        '<subProcess id="sub"><startEvent id="s"/><userTask id="a"/><task id="next"/>'
        '<userTask id="b"/><endEvent id="e"/>' + flows("s a next b e") + "</subProcess>"
        '<boundaryEvent id="gone" attachedToRef="sub"><messageEventDefinition messageRef="m1"/>'
        "</boundaryEvent>"
    )
    xml = bpmn(ENDS + sub + flows("start sub fin", "gone fin"), roots=ROOTS)
    play = Play(xml).start().receive("message", "papers")
    assert play.ended
    assert "next" not in play.trace
