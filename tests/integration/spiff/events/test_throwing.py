"""Errors and escalations that are thrown, and event sub-processes that take over in a scope."""

import pytest

from tests.integration.spiff.events.drawing import FAILING, ROOTS, esp, event, main, on, scope
from tests.integration.spiff.kit import Play, bpmn, each_once, flows


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
