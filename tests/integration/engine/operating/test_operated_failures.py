"""What failed in a case is skipped, moved, cancelled, or mended by another version and retried."""

import pytest

from engine.api import (
    CancelCase,
    Deploy,
    ElementFailed,
    MigrateCase,
    MoveToken,
    RetryIncident,
    SkipElement,
    StartCase,
    Target,
    UserId,
)
from tests.integration.engine.operating.operated import act, stored, view

FLOW = '<sequenceFlow id="f{0}" sourceRef="{1}" targetRef="{2}"{3}'
CONDITION = "><conditionExpression>way = {}</conditionExpression></sequenceFlow>"
DIAGRAM = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="t">'
    '<process id="fork" name="Fork" isExecutable="true" camunda:historyTimeToLive="P1D">'
    '<startEvent id="begin"/><exclusiveGateway id="choose" name="Choose"/><endEvent id="end"/>'
    '<userTask id="left" camunda:assignee="manager"/>'
    '<userTask id="right" camunda:assignee="manager"/>'
    + FLOW.format(1, "begin", "choose", "/>")
    + FLOW.format(2, "choose", "left", CONDITION.format(1))
    + FLOW.format(3, "choose", "right", CONDITION.format(2))
    + FLOW.format(4, "left", "end", "/>")
    + FLOW.format(5, "right", "end", "/>")
    + "</process></definitions>"
)


def deploy(small, text):
    files = {"fork.bpmn": text.encode()}
    small.engine.execute(Deploy(actor=UserId("designer"), name="fork", files=files))


@pytest.fixture
def case(small):
    """A case that stands at its gateway: no flow applies."""
    deploy(small, DIAGRAM)
    start = StartCase(actor=UserId("manager"), process="fork", values={})
    return small.engine.execute(start).case


def failed(small, case):
    return [a.instance for a in stored(small, case).activities.values() if a.failed]


def incidents(small, case):
    with small.station.units.reading() as unit:
        return [(i.element, i.definition) for i in unit.incidents.of_case(case)]


def test_what_failed_is_skipped_with_the_variable_it_needed(small, case):
    (instance,) = failed(small, case)
    with pytest.raises(ElementFailed):
        act(small, SkipElement, case, instance=instance)
    act(small, SkipElement, case, instance=instance, variables={"way": 2})
    assert (list(small.open_tasks(case)), incidents(small, case)) == (["right"], [])


def test_a_case_is_moved_from_what_failed(small, case):
    cancel = tuple(failed(small, case))
    act(small, MoveToken, case, cancel=cancel, start=(Target(element="left"),))
    assert (list(small.open_tasks(case)), incidents(small, case)) == (["left"], [])


def test_a_case_that_failed_is_cancelled_with_its_incident(small, case):
    act(small, CancelCase, case)
    assert (view(small, case).line.state, incidents(small, case)) == ("cancelled", [])


def test_what_failed_goes_on_in_a_version_that_mends_it(small, case):
    mended = DIAGRAM.replace('name="Choose"', 'name="Choose" default="f3"').replace(
        FLOW.format(3, "choose", "right", CONDITION.format(2)),
        FLOW.format(3, "choose", "right", "/>"),
    )
    deploy(small, mended)
    (before,) = incidents(small, case)
    assert act(small, MigrateCase, case, process="fork", source=1, target=2) is True
    (after,) = incidents(small, case)
    assert (after[0], after[1]) == ("choose", stored(small, case).definition)
    assert after[1] != before[1]
    assert act(small, RetryIncident, case, instance=failed(small, case)[0]) is True
    assert (list(small.open_tasks(case)), incidents(small, case)) == (["right"], [])
