"""A case restarted that a message had begun, and one with whoever started it."""

import pytest

from engine.api import (
    CancelCase,
    Correlate,
    Deploy,
    Forbidden,
    MigrateCase,
    NotStartable,
    RestartCase,
    StartCase,
    UserId,
)
from tests.integration.engine.operating.operated import WHY, act, last, stored

HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="t">'
    '<process id="claim" name="Claim" isExecutable="true" camunda:historyTimeToLive="P1D">'
)
BY_MESSAGE = (
    HEAD + '<startEvent id="told" camunda:initiator="teller"><messageEventDefinition '
    'messageRef="m"/></startEvent><userTask id="look" camunda:candidateGroups="operations"/>'
    '<endEvent id="end"/><sequenceFlow id="f1" sourceRef="told" targetRef="look"/>'
    '<sequenceFlow id="f2" sourceRef="look" targetRef="end"/></process>'
    '<message id="m" name="claimed"/></definitions>'
)
PLAIN = BY_MESSAGE.replace('<messageEventDefinition messageRef="m"/>', "")


def deploy(small, text):
    files = {"claim.bpmn": text.encode()}
    small.engine.execute(Deploy(actor=UserId("designer"), name="claim", files=files))


def told(small):
    message = Correlate(
        actor=UserId("director"), message="claimed", reason=WHY, variables={"meter": "77"}
    )
    return small.engine.execute(message).case


def test_a_case_that_a_message_began_begins_by_it_again(small):
    deploy(small, BY_MESSAGE)
    case = told(small)
    act(small, CancelCase, case)
    new = act(small, RestartCase, case).case
    assert list(small.open_tasks(new)) == ["look"]
    now = stored(small, new)
    assert (now.variables["meter"], now.variables["teller"]) == ("77", "director")
    event = last(small, new, "case-started")
    assert (event.element, event.data["trigger"]) == ("told", "message")


def test_whoever_started_the_first_case_started_the_second(small):
    deploy(small, PLAIN)
    start = StartCase(actor=UserId("manager"), process="claim", values={})
    case = small.engine.execute(start).case
    act(small, CancelCase, case)
    now = stored(small, act(small, RestartCase, case).case)
    assert (now.variables["teller"], now.manager) == ("manager", "manager")


def test_a_version_without_that_start_cannot_begin_it(small):
    deploy(small, BY_MESSAGE)
    case = told(small)
    deploy(small, PLAIN.replace('"told"', '"plain"'))
    act(small, MigrateCase, case, process="claim", source=1, target=2)
    act(small, CancelCase, case)
    with pytest.raises(NotStartable):
        act(small, RestartCase, case)


def test_who_may_not_start_the_process_does_not_restart_a_case_of_it(small):
    starters = 'camunda:candidateStarterUsers="manager" camunda:historyTimeToLive'
    deploy(small, PLAIN.replace("camunda:historyTimeToLive", starters))
    start = StartCase(actor=UserId("manager"), process="claim", values={})
    case = small.engine.execute(start).case
    act(small, CancelCase, case)
    with pytest.raises(Forbidden):
        act(small, RestartCase, case)
    assert act(small, RestartCase, case, by="admin").case != case
