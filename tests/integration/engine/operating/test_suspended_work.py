"""Work outside that belongs to a suspended case: nobody gets it, what was fetched is void."""

import pytest

from engine.api import (
    CompleteWork,
    Deploy,
    FailWork,
    FetchWork,
    ResumeCase,
    StartCase,
    SuspendCase,
    UserId,
    WorkGone,
)
from tests.integration.engine.operating.operated import act, view

DIAGRAM = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="t">'
    '<process id="bill" name="Bill" isExecutable="true" camunda:historyTimeToLive="P1D">'
    '<startEvent id="begin"/><endEvent id="end"/>'
    '<serviceTask id="send" name="Send" camunda:type="external" camunda:topic="send-bill"/>'
    '<sequenceFlow id="f1" sourceRef="begin" targetRef="send"/>'
    '<sequenceFlow id="f2" sourceRef="send" targetRef="end"/></process></definitions>'
)


@pytest.fixture
def case(small):
    files = {"bill.bpmn": DIAGRAM.encode()}
    small.engine.execute(Deploy(actor=UserId("designer"), name="bill", files=files))
    start = StartCase(actor=UserId("manager"), process="bill", values={})
    return small.engine.execute(start).case


def fetched(small):
    wish = FetchWork(actor=UserId("admin"), worker="w", topics=("send-bill",))
    return small.engine.execute(wish)


def test_work_fetched_before_the_suspension_is_done_again_after_it(small, case):
    (work,) = fetched(small)
    act(small, SuspendCase, case)
    for report in (
        CompleteWork(actor=UserId("admin"), job=work.job, worker="w"),
        CompleteWork(actor=UserId("admin"), job=work.job, worker="w", token=work.token),
        FailWork(actor=UserId("admin"), job=work.job, worker="w", message="no"),
    ):
        with pytest.raises(WorkGone):
            small.engine.execute(report)
    assert fetched(small) == ()
    act(small, ResumeCase, case)
    (again,) = fetched(small)
    small.engine.execute(CompleteWork(actor=UserId("admin"), job=again.job, worker="w"))
    assert view(small, case).line.state == "completed"
