"""Signals thrown and caught inside one case: a broadcast to all that wait."""

import pytest

from engine.cases.tokens.changes import SignalThrown
from engine.spiff import check
from tests.integration.spiff.kit import Play, bpmn, each_once, flows

ENDS = '<startEvent id="start"/><endEvent id="fin"/>'
STORM = '<signal id="s1" name="storm"/>'


def play(body: str, *chains: str, **given) -> Play:
    xml = bpmn(ENDS + body + flows(*chains), roots=STORM)
    assert check(xml) == []
    return Play(xml).start(**given)


def event(tag: str, name: str, more: str = "") -> str:
    return f'<{tag} id="{name}" {more}><signalEventDefinition signalRef="s1"/></{tag}>'


def thrown(case: Play) -> list[tuple[str, str, dict]]:
    return [
        (c.at.element, c.name, dict(c.variables))
        for c in case.host.changes
        if isinstance(c, SignalThrown)
    ]


@pytest.mark.parametrize("order", [("f throw fin", "f c1 e1"), ("f c1 e1", "f throw fin")])
def test_a_branch_beside_catches_it_whichever_is_drawn_first(order):
    body = (
        '<parallelGateway id="f"/><endEvent id="e1"/>'
        + event("intermediateThrowEvent", "throw")
        + event("intermediateCatchEvent", "c1")
    )
    case = play(body, "start f", *order)
    assert case.ended
    assert thrown(case) == [("throw", "storm", {})]
    each_once(case.host.changes)


def test_nobody_need_wait_for_it_and_it_is_not_kept():
    body = event("intermediateThrowEvent", "throw") + event("intermediateCatchEvent", "c1")
    case = play(body, "start throw c1 fin")
    assert case.subscriptions == [("signal", "storm")]
    assert case.receive("signal", "storm").ended


def test_all_that_wait_catch_it():
    body = (
        '<parallelGateway id="f"/><userTask id="t"/><task id="a"/><task id="b"/>'
        + event("intermediateCatchEvent", "c1")
        + event("intermediateCatchEvent", "c2")
        + event("endEvent", "throw")
    )
    case = play(body, "start f c1 a fin", "f c2 b", "f t throw")
    assert case.complete("t").ended
    assert {"-c1", "-c2", "-a", "-b", "-throw"} <= set(case.trace.split())


def test_one_that_interrupts_what_threw_it_ends_the_thrower_as_well():
    inside = (
        '<startEvent id="s"/><userTask id="t"/>' + event("intermediateThrowEvent", "throw")
        + '<userTask id="never"/>' + flows("s t throw never")
    )  # fmt: skip
    body = f'<subProcess id="sub">{inside}</subProcess><task id="after"/>' + event(
        "boundaryEvent", "caught", 'attachedToRef="sub"'
    )
    case = play(body, "start sub", "caught after fin").complete("t")
    assert case.ended
    assert case.trace == (
        "+start -start +sub +caught +s -s +t -t +throw -throw -caught xsub +after -after +fin -fin"
    )


def test_an_interrupting_event_sub_process_of_the_throwers_own_scope_ends_the_thrower():
    aside = event("startEvent", "heard") + '<userTask id="cope"/>' + flows("heard cope")
    body = (
        '<userTask id="t"/>' + event("intermediateThrowEvent", "throw") + '<userTask id="never"/>'
        + f'<subProcess id="esp" triggeredByEvent="true">{aside}</subProcess>'
    )  # fmt: skip
    case = play(body, "start t throw never fin").complete("t")
    assert case.waiting == ["cope"]
    assert case.complete("cope").ended
    each_once(case.host.changes)


def test_it_is_thrown_even_if_its_scope_ends_in_the_same_step():
    inside = (
        '<startEvent id="s"/><parallelGateway id="f"/>' + event("endEvent", "throw")
        + '<endEvent id="stop"><terminateEventDefinition/></endEvent>'
        + flows("s f throw", "f stop")
    )  # fmt: skip
    around = (
        '<parallelGateway id="g"/><endEvent id="e"/>' + event("intermediateCatchEvent", "c1")
        + f'<subProcess id="sub">{inside}</subProcess>'
    )  # fmt: skip
    case = play(around, "start g sub fin", "g c1 e")
    assert case.ended
    assert [name for _, name, _ in thrown(case)] == ["storm"]
    each_once(case.host.changes)


def test_one_that_does_not_interrupt_leaves_the_thrower_on_its_way():
    aside = (
        event("startEvent", "heard", 'isInterrupting="false"')
        + '<userTask id="cope"/>' + flows("heard cope")
    )  # fmt: skip
    body = (
        event("intermediateThrowEvent", "throw") + '<userTask id="next"/>'
        + f'<subProcess id="esp" triggeredByEvent="true">{aside}</subProcess>'
    )  # fmt: skip
    case = play(body, "start throw next fin")
    assert sorted(case.waiting) == ["cope", "next"]
    assert case.complete("next").complete("cope").ended


def test_variables_go_along_as_the_diagram_says():
    throw = (
        '<intermediateThrowEvent id="throw"><signalEventDefinition signalRef="s1">'
        '<extensionElements><camunda:in source="x" target="y"/>'
        '<camunda:in sourceExpression="= x + 1" target="z"/></extensionElements>'
        "</signalEventDefinition></intermediateThrowEvent>"
    )
    body = '<parallelGateway id="f"/><endEvent id="e1"/>' + throw
    body += event("intermediateCatchEvent", "c1")
    case = play(body, "start f throw fin", "f c1 e1", x=4)
    assert case.ended
    assert case.case.variables == {"x": 4, "y": 4, "z": 5}
    assert thrown(case) == [("throw", "storm", {"y": 4, "z": 5})]
