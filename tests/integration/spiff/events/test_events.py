"""Events that are waited for: messages, signals, conditions; links, and messages thrown."""

import pytest

from engine.cases.tokens.errors import NotWaiting
from engine.cases.tokens.moving import VariableChange
from tests.integration.spiff.events.drawing import ENDS, ROOTS, event, main, on, scope
from tests.integration.spiff.kit import Play, bpmn, each_once, flow, flows


def test_a_message_is_awaited_by_name_and_brings_variables():
    play = Play(main(event("intermediateCatchEvent", "m", "message", "m1"), "start m fin")).start()
    assert play.subscriptions == [("message", "papers")]
    with pytest.raises(NotWaiting):
        play.case.receive("message", "withdrawn", {})
    for kind in ("signal", "timer", "error"):
        with pytest.raises(NotWaiting):
            play.case.receive(kind, "papers", {})
    assert play.receive("message", "papers", count=3).ended
    assert play.case.variables == {"count": 3}


def test_a_receive_task_waits_for_its_message():
    play = Play(main('<receiveTask id="r" messageRef="m1"/>', "start r fin")).start()
    assert not play.ended
    assert play.receive("message", "papers").ended


def test_a_message_goes_to_the_one_that_has_waited_longest():
    body = (
        '<parallelGateway id="f"/><receiveTask id="r1" messageRef="m1"/>'
        '<receiveTask id="r2" messageRef="m1"/>'
    )
    play = Play(main(body, "start f r1 fin", "f r2 fin")).start().receive("message", "papers")
    assert (play.open("r1"), len(play.open("r2"))) == ([], 1)


def test_a_signal_goes_to_all_that_wait():
    body = (
        '<parallelGateway id="f"/>'
        + event("intermediateCatchEvent", "s1", "signal", "s1")
        + event("intermediateCatchEvent", "s2", "signal", "s1")
    )
    assert Play(main(body, "start f s1 fin", "f s2 fin")).start().receive("signal", "storm").ended


def test_the_customer_withdraws_while_a_sub_process_runs():
    body = scope('<startEvent id="s"/><userTask id="a"/><endEvent id="e"/>', "s a e") + on(
        "withdraw", "sub", "message", "m2"
    )
    body += '<endEvent id="gone"/>'
    play = (
        Play(main(body, "start sub fin", "withdraw gone")).start().receive("message", "withdrawn")
    )
    assert play.ended
    assert play.trace == "+start -start +sub +withdraw +s -s +a -withdraw xa xsub +gone -gone"
    each_once(play.host.changes)


def test_a_message_that_does_not_interrupt_can_come_again():
    body = '<userTask id="a"/><userTask id="b"/>' + on(
        "m", "a", "message", "m1", interrupting=False
    )
    play = Play(main(body, "start a fin", "m b fin")).start()
    play.receive("message", "papers").receive("message", "papers")
    assert play.waiting == ["a", "b", "b"]
    play.complete("a")
    with pytest.raises(NotWaiting):
        play.case.receive("message", "papers", {})


def test_a_condition_is_looked_at_whenever_something_changes():
    body = '<parallelGateway id="f"/><userTask id="a"/><userTask id="b"/>' + event(
        "intermediateCatchEvent", "c", "conditional", "ready"
    )
    play = Play(main(body, "start f c fin", "f a fin", "f b fin")).start(ready=False)
    play.complete("a")
    assert play.open("c")
    play.complete("b", ready=True)
    assert play.ended


def test_a_condition_at_a_border_acts_each_time_it_becomes_true():
    body = '<userTask id="a"/><parallelGateway id="f"/><userTask id="set"/>'
    body += '<exclusiveGateway id="m"/><exclusiveGateway id="g" default="g-fin"/><userTask id="b"/>'
    body += on("c", "a", "conditional", "level &gt; 3", interrupting=False)
    xml = bpmn(
        ENDS + body + flows("start f a fin", "f m set g fin", "c b") + flow("g", "m", "true"),
        roots=ROOTS,
    )
    play = Play(xml).start(level=1)
    for level, urged in [(5, 1), (6, 1), (1, 1), (4, 2)]:
        play.complete("set", level=level)
        assert play.waiting.count("b") == urged
    each_once(play.host.changes)


def test_a_link_leads_on_elsewhere_on_the_page():
    body = (
        event("intermediateThrowEvent", "out", "link", "L")
        + event("intermediateCatchEvent", "in", "link", "L")
        + '<userTask id="a"/>'
    )
    play = Play(main(body, "start out", "in a fin")).start()
    assert play.waiting == ["a"]
    assert play.trace == "+start -start +out -out +in -in +a"


def test_a_shared_event_definition_is_followed():
    catching = (
        '<intermediateCatchEvent id="m"><eventDefinitionRef>shared</eventDefinitionRef>'
        "</intermediateCatchEvent>"
    )
    xml = bpmn(
        ENDS + catching + flows("start m fin"),
        roots=ROOTS + '<messageEventDefinition id="shared" messageRef="m1"/>',
    )
    assert Play(xml).start().subscriptions == [("message", "papers")]


def test_a_thrown_message_is_work_of_a_topic():
    throw = (
        '<endEvent id="out"><messageEventDefinition messageRef="m1" camunda:type="external" '
        'camunda:topic="send-papers"/></endEvent>'
    )
    play = Play(main(throw, "start out"))
    sent = []
    play.host.topics["send-papers"] = lambda seen: sent.append(dict(seen)) or {}
    assert play.start(x=1).ended
    assert sent == [{"x": 1}]


def test_a_race_between_a_message_and_another():
    body = (
        '<eventBasedGateway id="race"/><receiveTask id="r" messageRef="m1"/>'
        + event("intermediateCatchEvent", "w", "message", "m2")
        + '<userTask id="a"/><userTask id="b"/>'
    )
    play = Play(main(body, "start race r a fin", "race w b fin")).start()
    assert play.subscriptions == [("message", "papers"), ("message", "withdrawn")]
    assert play.receive("message", "papers").waiting == ["a"]
    with pytest.raises(NotWaiting):
        play.case.receive("message", "withdrawn", {})
    each_once(play.host.changes)


def test_a_condition_may_be_asked_when_a_variable_is_removed():
    border = (
        '<boundaryEvent id="c" attachedToRef="a" cancelActivity="false">'
        '<conditionalEventDefinition camunda:variableName="hold" camunda:variableEvents="delete">'
        "<condition>hold = null</condition></conditionalEventDefinition></boundaryEvent>"
    )
    body = '<userTask id="a"/><userTask id="b"/>' + border
    play = Play(main(body, "start a fin", "c b fin")).start(hold=True, other=1)
    for change in (VariableChange(values={"hold": False}), VariableChange(removed=("other",))):
        play.case.change(change)
        play.case.go_on()
    assert play.waiting == ["a"]
    play.case.change(VariableChange(removed=("hold",)))
    play.case.go_on()
    assert play.waiting == ["a", "b"]
