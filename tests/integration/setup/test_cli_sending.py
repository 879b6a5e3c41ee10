"""`yekuo message` and `yekuo signal` at work on a station's store."""

import pytest

from engine.api import CaseList, Deploy, StartCase, UserId

DIAGRAM = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
 xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="t">
  <message id="m" name="paid"/><signal id="s" name="storm"/>
  <process id="visit" name="Visit" isExecutable="true" camunda:historyTimeToLive="P30D">
    <startEvent id="begin"/><endEvent id="end"/>
    <receiveTask id="wait" name="Paid" messageRef="m"/>
    <intermediateCatchEvent id="calm"><signalEventDefinition id="sd" signalRef="s"/>
    </intermediateCatchEvent>
    <sequenceFlow id="f1" sourceRef="begin" targetRef="wait"/>
    <sequenceFlow id="f2" sourceRef="wait" targetRef="calm"/>
    <sequenceFlow id="f3" sourceRef="calm" targetRef="end"/>
  </process>
</definitions>
"""


@pytest.fixture
def opened(staffed):
    """Open the station anew; two cases wait for the message `paid`."""
    with staffed() as station:
        files = {"visit.bpmn": DIAGRAM.encode()}
        station.engine.execute(Deploy(actor=UserId("anna"), name="visit", files=files))
        for _ in range(2):
            station.engine.execute(StartCase(actor=UserId("bo"), process="visit", values={}))
    return staffed


def numbers(opened):
    with opened() as station:
        found = station.engine.query(CaseList(actor=UserId("bo"), language="en")).rows
        return [line.number for line in reversed(found)]


def test_a_message_goes_to_the_case_that_is_named(yekuo, opened):
    first, _second = numbers(opened)
    done = yekuo("message", "paid", "--as", "bo", "--reason", "bank", "--case", first,
                 "--set", "sum=120.10", "--set", "by=transfer")  # fmt: skip
    assert done.exit_code == 0, done.output
    assert f"case {first}" in done.output
    assert "took it" in done.output


def test_when_several_or_nobody_waits_nothing_is_sent(yekuo, opened):
    several = yekuo("message", "paid", "--as", "bo", "--reason", "bank")
    assert (several.exit_code, "2 wait" in several.output) == (1, True)
    nobody = yekuo("message", "unheard", "--as", "bo", "--reason", "bank")
    assert (nobody.exit_code, "nobody waits" in nobody.output) == (1, True)


def test_a_condition_that_is_true_begins_a_case_once_for_a_request(yekuo, staffed):
    start = '<startEvent id="begin"/>'
    true = '<startEvent id="begin"><conditionalEventDefinition><condition>level &gt; 3</condition>'
    true += "</conditionalEventDefinition></startEvent>"
    with staffed() as station:
        files = {"visit.bpmn": DIAGRAM.replace(start, true).encode()}
        station.engine.execute(Deploy(actor=UserId("anna"), name="visit", files=files))
    wish = ("condition", "--as", "bo", "--reason", "the river rises", "--request", "r1")
    low = yekuo(*wish, "--set", "level=3")
    assert (low.exit_code, low.output) == (0, "no condition is true; nothing began\n")
    said = [yekuo(*wish, "--set", "level=4").output for _ in range(2)]
    assert said[0] == said[1]
    assert f"case {numbers(staffed)[0]}" in said[0]
    none = yekuo(*wish, "--set", "level=4", "--process", "bill")
    assert (none.exit_code, "nothing begins by a condition" in none.output) == (1, True)


def test_a_signal_is_on_its_way_to_all_that_wait_once_for_a_request(yekuo, opened):
    for number in numbers(opened):
        yekuo("message", "paid", "--as", "bo", "--reason", "bank", "--case", number)
    said = [
        yekuo("signal", "storm", "--as", "bo", "--reason", "wind", "--request", "once").output
        for _ in range(2)
    ]
    assert said[0] == said[1] == "on its way to 2 that wait; 0 processes begin by it\n"
    with opened() as station:
        while station.worker.cycle():
            pass
        found = station.engine.query(CaseList(actor=UserId("bo"), language="en")).rows
    assert {line.state for line in found} == {"completed"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("--as", "anna", "--reason", "r"),
        ("--as", "nobody", "--reason", "r"),
        ("--as", "bo", "--reason", " "),
        ("--as", "bo", "--reason", "r", "--set", "novalue"),
        ("--as", "bo"),
        ("--reason", "r"),
    ],
)
def test_a_wish_that_makes_no_sense_exits_with_2(yekuo, opened, arguments):
    for command in (("message", "paid"), ("signal", "storm")):
        done = yekuo(*command, *arguments)
        assert done.exit_code == 2, done.output
        assert "Traceback" not in done.output
