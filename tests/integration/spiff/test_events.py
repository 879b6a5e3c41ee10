"""Messages, signals, errors, escalations, conditions, links and event sub-processes."""

import pytest

from engine.cases.tokens.errors import NotWaiting
from engine.cases.tokens.moving import VariableChange
from tests.integration.spiff.kit import Play, bpmn, each_once, flow, flows

ENDS = '<startEvent id="start"/><endEvent id="fin"/>'
ROOTS = (
    '<message id="m1" name="papers"/><message id="m2" name="withdrawn"/>'
    '<signal id="s1" name="storm"/>'
    '<error id="e1" name="No line" errorCode="no-line"/><error id="e2" errorCode="other"/>'
    '<error id="e3" name="Plain"/>'
    '<escalation id="x1" escalationCode="urge"/>'
)


def event(tag: str, name: str, kind: str, attributes: str = "", more: str = "") -> str:
    refs = {
        "message": f'messageRef="{attributes}"',
        "signal": f'signalRef="{attributes}"',
        "error": f'errorRef="{attributes}"' if attributes else "",
        "escalation": f'escalationRef="{attributes}"' if attributes else "",
        "link": f'name="{attributes}"',
    }
    inner = f"<condition>{attributes}</condition>" if kind == "conditional" else ""
    return (
        f'<{tag} id="{name}" {more}><{kind}EventDefinition {refs.get(kind, "")}>{inner}'
        f"</{kind}EventDefinition></{tag}>"
    )


def main(body: str, *chains: str) -> bytes:
    return bpmn(ENDS + body + flows(*chains), roots=ROOTS)


def scope(body: str, *chains: str, name: str = "sub") -> str:
    return f'<subProcess id="{name}">{body}{flows(*chains)}</subProcess>'


def on(name: str, host: str, kind: str, ref: str, *, interrupting: bool = True) -> str:
    more = f'attachedToRef="{host}" cancelActivity="{str(interrupting).lower()}"'
    return event("boundaryEvent", name, kind, ref, more)


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


FAILING = '<startEvent id="s"/><userTask id="a"/>' + event("endEvent", "bad", "error", "e1")


def test_an_error_is_caught_at_the_border_of_the_sub_process():
    body = scope(FAILING + '<userTask id="b"/>', "s a bad", "s b")
    body += '<userTask id="mend"/>' + on("caught", "sub", "error", "e1")
    play = Play(main(body, "start sub fin", "caught mend fin")).start().complete("a")
    assert play.waiting == ["mend"]
    assert play.trace.endswith("-a +bad -bad +caught -caught xb xsub +mend")
    each_once(play.host.changes)


@pytest.mark.parametrize(("ref", "caught"), [("e1", True), ("e2", False), ("", True), ("e3", True)])
def test_an_error_is_caught_by_its_code_or_by_one_for_any(ref, caught):
    body = scope(FAILING, "s a bad") + '<userTask id="mend"/>' + on("c", "sub", "error", ref)
    play = Play(main(body, "start sub fin", "c mend fin")).start()
    if caught:
        assert play.complete("a").waiting == ["mend"]
    else:
        play.complete("a").fails_at("bad", "no-line")


def test_the_innermost_scope_catches_and_the_exact_code_comes_first():
    inner = (
        scope(FAILING, "s a bad") + on("any", "sub", "error", "") + on("this", "sub", "error", "e1")
    )
    inner += '<startEvent id="os"/><endEvent id="oe"/><userTask id="x"/><userTask id="y"/>'
    outer = scope(inner, "os sub oe", "any x", "this y", name="outer")
    body = outer + on("far", "outer", "error", "e1") + '<userTask id="z"/>'
    play = Play(main(body, "start outer fin", "far z")).start().complete("a")
    assert play.waiting == ["y"]


def test_an_error_leaves_a_called_process_for_its_caller():
    callee = bpmn(FAILING + flows("s a bad"), process="callee", roots=ROOTS)
    body = '<callActivity id="call" calledElement="callee"/><userTask id="mend"/>'
    body += on("c", "call", "error", "")
    play = Play(main(body, "start call fin", "c mend fin"), callee).start().complete("a")
    assert play.waiting == ["mend"]
    each_once(play.host.changes)


def test_an_escalation_that_does_not_interrupt_lets_both_go_on():
    body = scope(
        '<startEvent id="s"/>'
        + event("intermediateThrowEvent", "up", "escalation", "x1")
        + '<userTask id="a"/><endEvent id="e"/>',
        "s up a e",
    )
    body += on("c", "sub", "escalation", "x1", interrupting=False) + '<userTask id="tell"/>'
    play = Play(main(body, "start sub fin", "c tell fin")).start()
    assert sorted(play.waiting) == ["a", "tell"]
    each_once(play.host.changes)


def test_an_escalation_that_interrupts_ends_the_scope():
    body = scope('<startEvent id="s"/>' + event("endEvent", "up", "escalation", "x1"), "s up")
    body += on("c", "sub", "escalation", "") + '<userTask id="tell"/>'
    play = Play(main(body, "start sub fin", "c tell fin")).start()
    assert play.waiting == ["tell"]
    assert "xsub" in play.trace


def test_an_escalation_nobody_catches_goes_on():
    throw = event("intermediateThrowEvent", "up", "escalation", "x1")
    play = Play(main(throw + '<userTask id="a"/>', "start up a fin")).start()
    assert play.waiting == ["a"]


def esp(kind: str, ref: str, *, interrupting: bool) -> str:
    more = f'isInterrupting="{str(interrupting).lower()}"'
    return (
        '<subProcess id="esp" triggeredByEvent="true">'
        + event("startEvent", "es", kind, ref, more)
        + '<userTask id="react"/><endEvent id="ee"/>'
        + flows("es react ee")
        + "</subProcess>"
    )


def test_an_interrupting_event_sub_process_takes_the_place_of_the_rest():
    body = '<userTask id="a"/>' + esp("message", "m2", interrupting=True)
    play = Play(main(body, "start a fin")).start()
    assert play.subscriptions == [("message", "withdrawn")]
    play.receive("message", "withdrawn", why="moved")
    assert play.waiting == ["react"]
    assert play.trace == "+es +start -start +a xa +esp -es +react"
    assert play.complete("react").ended
    assert play.case.variables == {"why": "moved"}
    each_once(play.host.changes)


def test_an_event_sub_process_that_does_not_interrupt_may_run_several_times():
    body = '<userTask id="a"/>' + esp("message", "m2", interrupting=False)
    play = Play(main(body, "start a fin")).start()
    play.receive("message", "withdrawn").receive("message", "withdrawn")
    assert play.waiting == ["a", "react", "react"]
    play.complete("a").complete("react")
    assert not play.ended
    assert play.complete("react").ended
    each_once(play.host.changes)


def test_an_event_sub_process_is_not_started_when_its_event_never_comes():
    body = '<userTask id="a"/>' + esp("message", "m2", interrupting=True)
    play = Play(main(body, "start a fin")).start().complete("a")
    assert play.ended
    assert play.trace.endswith("+fin -fin xes")


def test_an_event_sub_process_catches_an_error_of_its_scope():
    inner = FAILING + esp("error", "e1", interrupting=True)
    play = Play(main(scope(inner, "s a bad") + "", "start sub fin")).start()
    assert play.subscriptions == []
    assert play.complete("a").waiting == ["react"]
    assert play.complete("react").ended
    each_once(play.host.changes)


def test_a_triggered_event_sub_process_leaves_the_definition_as_it_was():
    body = '<userTask id="a"/>' + esp("message", "m2", interrupting=True)
    first = Play(main(body, "start a fin")).start().receive("message", "withdrawn")
    second = Play(main(body, "start a fin"))
    second.runner, second.files = first.runner, first.files
    assert second.start().complete("a").ended


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
