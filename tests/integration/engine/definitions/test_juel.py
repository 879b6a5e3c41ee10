"""A diagram as it was written for Camunda 7 is deployed and runs, its JUEL executed as FEEL."""

from __future__ import annotations

import pytest

from engine.api import CaseDetail, Deploy, DeploymentRefused

FLOW = '<bpmn:sequenceFlow id="{0}-{1}" sourceRef="{0}" targetRef="{1}">{2}</bpmn:sequenceFlow>'
CONDITION = (
    '<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">{}</bpmn:conditionExpression>'
)
HIGH = CONDITION.format("${applied_capacity_kva &gt;= 315 &amp;&amp; !empty customer_name}")
OFTEN = (
    '<bpmn:multiInstanceLoopCharacteristics isSequential="true" camunda:collection="${teams}" '
    'camunda:elementVariable="team"><bpmn:completionCondition>'
    "${nrOfCompletedInstances == 2}</bpmn:completionCondition>"
    "</bpmn:multiInstanceLoopCharacteristics>"
)


def mapping(**texts):
    inside = "".join(
        f'<camunda:inputParameter name="{name}">{text}</camunda:inputParameter>'
        for name, text in texts.items()
    )
    return (
        "<bpmn:extensionElements><camunda:inputOutput>"
        f"{inside}</camunda:inputOutput></bpmn:extensionElements>"
    )


def diagram(condition=HIGH):
    flows = [
        ("asked", "teams-known", ""),
        ("teams-known", "which", ""),
        ("which", "visit", condition),
        ("which", "done", ""),
        ("visit", "wait", ""),
        ("wait", "call", ""),
        ("call", "done", ""),
    ]
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="t">
<bpmn:process id="permit" name="Permit" isExecutable="true" camunda:historyTimeToLive="P30D">
<bpmn:startEvent id="asked" camunda:formRef="permit-request" />
<bpmn:scriptTask id="teams-known" scriptFormat="feel" camunda:resultVariable="teams">
 <bpmn:script>["development", "operations", "director"]</bpmn:script></bpmn:scriptTask>
<bpmn:exclusiveGateway id="which" default="which-done" />
<bpmn:userTask id="visit" name="Visit"
 camunda:assignee="${{label == 'A Visit to you' ? manager : null}}"
 camunda:candidateGroups="${{team}}" camunda:priority="${{10 + loopCounter * 5}}">
 {mapping(label="A ${'Visit'} to #{you}you")}
 {OFTEN}</bpmn:userTask>
<bpmn:intermediateCatchEvent id="wait"><bpmn:timerEventDefinition id="t">
 <bpmn:timeDuration xsi:type="bpmn:tFormalExpression"
 >PT${{applied_capacity_kva / 1000}}H</bpmn:timeDuration>
</bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>
<bpmn:callActivity id="call" calledElement="${{'in' == 'out' ? 'permit' : 'inner'}}">
 <bpmn:extensionElements>
 <camunda:in businessKey="#{{execution.processBusinessKey}}" />
 <camunda:in sourceExpression="${{applied_capacity_kva % 3}}" target="rest" />
 <camunda:out sourceExpression="#{{rest * 10}}" target="tenfold" />
 </bpmn:extensionElements></bpmn:callActivity>
<bpmn:endEvent id="done" />
{"".join(FLOW.format(*flow) for flow in flows)}
</bpmn:process>
<bpmn:process id="inner" isExecutable="true" camunda:historyTimeToLive="P30D">
<bpmn:startEvent id="in" /><bpmn:endEvent id="out" /><bpmn:userTask id="look"
 camunda:assignee="${{rest == 2 ? 'manager' : 'director'}}" />
{FLOW.format("in", "look", "")}{FLOW.format("look", "out", "")}
</bpmn:process></bpmn:definitions>""".encode()


def deploy(station, raw):
    return station.engine.execute(
        Deploy(actor="designer", name="from Camunda 7", files={"permit.bpmn": raw})
    )


def lines(station, case):
    detail = station.engine.query(CaseDetail(actor="director", case=case, language="en"))
    return {line.element: line for line in detail.tasks}


def test_a_diagram_of_camunda_7_runs_as_it_was_meant(small):
    assert len(deploy(small, diagram()).definitions) == 2
    case = small.start(applied_capacity_kva=2000)

    first = lines(small, case)["visit"]
    small.do(case, "visit", "manager")
    second = lines(small, case)["visit"]
    assert first.id != second.id
    assert [first.assignee.login, second.assignee.login] == ["manager", "manager"]
    small.do(case, "visit", "manager")

    assert not lines(small, case), "two of three visits are enough, and then two hours pass"
    small.run_to("2026-02-10T11:59")
    assert not lines(small, case)
    small.run_to("2026-02-10T12:01")
    assert lines(small, case)["look"].assignee.login == "manager", "2000 leaves a rest of 2 by 3"


def test_a_small_one_takes_the_default_flow(small):
    deploy(small, diagram())
    case = small.start(applied_capacity_kva=100)
    assert not lines(small, case)


def test_what_cannot_be_translated_is_refused_with_its_place_and_nothing_is_deployed(small):
    raw = diagram(CONDITION.format("${customers.isHigh(customer_name)}"))
    with pytest.raises(DeploymentRefused) as refused:
        deploy(small, raw)
    (problem,) = [found for found in refused.value.problems if found.is_error]
    line = raw.decode().splitlines()[problem.line - 1]
    assert (problem.file, problem.element, problem.code) == ("permit.bpmn", "which-visit", "juel")
    assert line[problem.column - 1 :].startswith("(customer_name)")
    assert "Calls of functions and methods" in str(problem)
