"""An element that fails in any part of its work rests there, stored and loaded, and is retried."""

import pytest

from engine.cases.tokens.changes import Cancelled, Entered
from engine.cases.tokens.errors import BusinessError, NotWaiting
from engine.cases.tokens.moving import Target
from tests.integration.spiff.kit import Play, bpmn, each_once, flow, flows

ENDS = '<startEvent id="start"/><endEvent id="fin"/>'
TIMER = "<timerEventDefinition><{0}>{1}</{0}></timerEventDefinition>"


def boundary(name, timer, interrupting="true"):
    return (
        f'<boundaryEvent id="{name}" attachedToRef="a" cancelActivity="{interrupting}">'
        f"{timer}</boundaryEvent>"
    )


CHOICE = (
    '<exclusiveGateway id="bad"/><userTask id="b"/>' + flows("b fin") + flow("bad", "b", "ok = 1")
)
MAPPED = (
    "<extensionElements><camunda:inputOutput><camunda:inputParameter "
    'name="x">=count(for i in 1..ok * 1000000000 return i)</camunda:inputParameter>'
    "</camunda:inputOutput></extensionElements>"
)
LINES = '<multiInstanceLoopCharacteristics camunda:collection="ok"/>'
SEQUENCE = (
    '<multiInstanceLoopCharacteristics isSequential="true"><loopCardinality>2</loopCardinality>'
    "<completionCondition>ok</completionCondition></multiInstanceLoopCharacteristics>"
)

WAYS = {
    "leaving a gateway": (
        CHOICE + flows("start bad"), {"ok": 0}, {"ok": 1}, [], ["b"]
    ),
    "leaving a person's task": (
        '<userTask id="bad"/><userTask id="b"/>' + flows("start bad", "b fin")
        + flow("bad", "b", "ok = 1"), {"ok": 0}, {"ok": 1}, ["bad"], ["b"]
    ),
    "entering with a mapping": (
        f'<userTask id="bad">{MAPPED}</userTask>' + flows("start bad fin"),
        {"ok": 1}, {"ok": 0}, [], ["bad"]
    ),
    "offering a task": (
        '<userTask id="bad" camunda:assignee="= ok"/>' + flows("start bad fin"),
        {"ok": 5}, {"ok": "zhang"}, [], ["bad"]
    ),
    "arming a timer": (
        '<intermediateCatchEvent id="bad">' + TIMER.format("timeDuration", "ok")
        + "</intermediateCatchEvent>" + flows("start bad fin"),
        {"ok": 5}, {"ok": "PT1H"}, [], []
    ),
    "looking at a condition": (
        '<userTask id="a"/><boundaryEvent id="bad" attachedToRef="a"><conditionalEventDefinition>'
        "<condition>ok</condition></conditionalEventDefinition></boundaryEvent>"
        '<userTask id="b"/>' + flows("start a fin", "bad b fin"),
        {"ok": 5}, {"ok": True}, [], ["b"]
    ),
    "collecting": (
        f'<userTask id="bad">{LINES}</userTask>' + flows("start bad fin"),
        {"ok": 5}, {"ok": [1, 2]}, [], ["bad", "bad"]
    ),
    "going on with the next": (
        f'<userTask id="bad">{SEQUENCE}</userTask><userTask id="b"/>' + flows("start bad b fin"),
        {"ok": 5}, {"ok": False}, ["bad"], ["bad"]
    ),
    "stopping before the next": (
        f'<userTask id="bad">{SEQUENCE}</userTask><userTask id="b"/>' + flows("start bad b fin"),
        {"ok": 5}, {"ok": True}, ["bad"], ["b"]
    ),
    "leaving a sub-process": (
        '<subProcess id="bad"><startEvent id="s"/><userTask id="a"/><endEvent id="e"/>'
        + flows("s a e") + '</subProcess><userTask id="b"/>' + flows("start bad", "b fin")
        + flow("bad", "b", "ok = 1"), {"ok": 0}, {"ok": 1}, ["a"], ["b"]
    ),
    "deciding": (
        '<businessRuleTask id="bad" camunda:decisionRef="= ok"/><userTask id="b"/>'
        + flows("start bad b fin"), {"ok": 5}, {"ok": "known"}, [], ["b"]
    ),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("reload", [True, False])
def test_what_failed_waits_and_goes_on_when_it_is_mended(way, reload):
    body, broken, mended, done, then = WAYS[way]
    play = Play(bpmn(ENDS + body), reload=reload)
    play.host.decisions["known"] = 1
    play.start(**broken)
    for element in done:
        play.complete(element)
    play.fails_at("bad")
    assert not play.ended
    play.retry("bad").fails_at("bad")  # nothing was mended
    play.case.variables.update(mended)
    play.retry("bad")
    assert play.failures == []
    assert play.waiting == then
    each_once(play.host.changes)


def test_what_happened_and_had_no_effect_happens_on_retry_with_what_came_along():
    xml = bpmn(
        ENDS + '<userTask id="a"/><boundaryEvent id="bad" attachedToRef="a">'
        '<messageEventDefinition messageRef="m"/></boundaryEvent><userTask id="b"/>'
        + flows("start a fin", "b fin")
        + flow("bad", "b", "ok = 1"),
        roots='<message id="m" name="told"/>',
    )
    play = Play(xml).start(ok=0).receive("message", "told", papers="all")
    play.fails_at("bad")
    assert play.waiting == ["a"]
    assert play.case.variables == {"ok": 0, "papers": "all"}
    with pytest.raises(NotWaiting):  # it was told already
        play.receive("message", "told")
    play.case.variables["ok"] = 1
    assert play.retry("bad").waiting == ["b"]


def test_a_called_process_that_cannot_give_back_keeps_what_it_has():
    called = bpmn(
        '<startEvent id="s"/><userTask id="inner"/><endEvent id="e"/>' + flows("s inner e"),
        process="other",
    )
    xml = bpmn(
        ENDS + '<callActivity id="bad" calledElement="other"><extensionElements>'
        '<camunda:out source="found" target="first"/><camunda:out target="x" '
        'sourceExpression="count(for i in 1..9999999999 return i)"/>'
        "</extensionElements></callActivity>" + flows("start bad fin")
    )
    play = Play(xml, called).start().complete("inner", found=7)
    play.fails_at("bad")
    assert play.case.variables == {}  # not the first of two mappings either
    play.retry("bad").fails_at("bad")
    assert not play.ended


def test_an_error_nobody_catches_waits_and_the_work_is_done_again():
    xml = bpmn(
        ENDS + '<serviceTask id="bad" camunda:type="external" camunda:topic="ask"/>'
        '<userTask id="b"/>' + flows("start bad b fin")
    )
    play, asked = Play(xml), []

    def work(_variables):
        asked.append(1)
        if len(asked) == 1:
            raise BusinessError(code="no-line")
        return {"line": "L1"}

    play.host.topics["ask"] = work
    play.start().fails_at("bad", "no-line")
    assert play.retry("bad").waiting == ["b"]
    assert play.case.variables["line"] == "L1"


def test_a_failed_element_is_interrupted_like_any_other():
    xml = bpmn(
        ENDS + '<userTask id="a"/><exclusiveGateway id="bad"/><userTask id="x"/>'
        '<parallelGateway id="split"/><endEvent id="stop"><terminateEventDefinition/></endEvent>'
        + flows("start split a stop", "split bad", "x fin")
        + flow("bad", "x", "false")
    )
    play = Play(xml).start()
    play.fails_at("bad")
    play.complete("a")
    assert play.ended
    assert [c.at.element for c in play.host.changes if isinstance(c, Cancelled)] == ["bad"]


def test_a_failed_element_cannot_be_completed_or_fired():
    play = Play(bpmn(ENDS + '<userTask id="bad"/><task id="b"/>' + flows("start bad", "b fin")
                     + flow("bad", "b", "false"))).start()  # fmt: skip
    instance = play.task("bad")
    play.complete("bad").fails_at("bad")
    with pytest.raises(NotWaiting):
        play.complete_instance(instance)
    with pytest.raises(NotWaiting):
        play.case.retry(999)
    assert sum(isinstance(c, Entered) and c.at.element == "bad" for c in play.host.changes) == 1


def test_a_join_that_cannot_open_is_looked_at_again():
    xml = bpmn(
        ENDS + '<exclusiveGateway id="x" default="x-a"/><task id="a"/><userTask id="b"/>'
        '<parallelGateway id="join"/>' + flows("start x a join fin", "b join")
        + flow("x", "b", "false")
    )  # fmt: skip
    play = Play(xml).start()
    play.fails_at("join", "cannot come any more")
    play.retry("join").fails_at("join", "cannot come any more")


def test_what_a_called_process_set_and_took_back_it_does_not_give_back():
    mapping = '<camunda:outputParameter name="x">=5</camunda:outputParameter>'
    mapping = f"<extensionElements><camunda:inputOutput>{mapping}</camunda:inputOutput>"
    called = bpmn(
        f'<startEvent id="s"/><userTask id="inner">{mapping}</extensionElements></userTask>'
        '<endEvent id="e"/><endEvent id="other"/>' + flows("s inner") + flow("inner", "e", "ok"),
        process="other",
    )
    given = '<camunda:in variables="all"/><camunda:out variables="all"/>'
    xml = bpmn(
        ENDS + '<parallelGateway id="fork"/><userTask id="a"/><userTask id="b"/>'
        f'<callActivity id="call" calledElement="other"><extensionElements>{given}'
        "</extensionElements></callActivity>" + flows("start fork a fin", "fork call b fin")
    )
    play = Play(xml, called).start(x=1, ok=False).complete("inner")
    play.fails_at("inner")
    play.complete("a", x=2)
    play.move(play.open("inner"), Target(element="other", process="other"))
    assert play.waiting == ["b"]
    assert play.case.variables["x"] == 2
