"""A case whose work is done outside, and a robot that does it."""

from datetime import timedelta

import pytest

from engine.api import (
    FetchWork,
    PutPerson,
    Role,
    User,
    UserId,
)  # fmt: skip
from engine.bootstrap.station import STATION
from engine.dispatch.dispatcher import SYSTEM
from tests.integration.engine.test_incidents import HEAD, Playing, flows, task

ROBOT = UserId("robot")


def process(cycle="", extra=""):
    retry = f"<camunda:failedJobRetryTimeCycle>{cycle}</camunda:failedJobRetryTimeCycle>"
    inside = f"<bpmn:extensionElements>{retry}</bpmn:extensionElements>" if cycle else ""
    return HEAD + (
        task("ask")
        + '<bpmn:serviceTask id="meter" name="Set the meter" camunda:type="external"'
        f' camunda:topic="meters">{inside}</bpmn:serviceTask>' + task("after") + task("mend")
        + '<bpmn:boundaryEvent id="no-meter" attachedToRef="meter"><bpmn:errorEventDefinition'
        ' errorRef="e1" camunda:errorMessageVariable="why" /></bpmn:boundaryEvent>'
        '<bpmn:boundaryEvent id="late" attachedToRef="meter"><bpmn:timerEventDefinition id="t">'
        "<bpmn:timeDuration>P2D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>"
        + '<bpmn:endEvent id="done" />' + flows("asked", "ask", "meter", "after", "done")
        + flows("no-meter", "mend", "done") + flows("late", "mend") + extra
        + '</bpmn:process><bpmn:error id="e1" errorCode="no-meter" /></bpmn:definitions>'
    )  # fmt: skip


class Working(Playing):
    def begin(self, **how):
        self.deploy(process(**how))
        self.case = self.start(customer_name="泰和纺织")
        self.small.do(self.case, "ask", "manager", text="10 kV")
        return self

    def fetch(self, worker="w1", topics=("meters",), **more):
        wish = FetchWork(actor=ROBOT, worker=worker, topics=topics, **more)
        return self.engine.execute(wish)

    def report(self, kind, work, worker="w1", **more):
        return self.engine.execute(kind(actor=ROBOT, job=work.job, worker=worker, **more))

    def tasks(self):
        return list(self.small.open_tasks(self.case))

    def wait(self, **span):
        self.small.clock.advance(timedelta(**span))


@pytest.fixture
def working(small):
    robot = User(
        id=ROBOT,
        station=STATION,
        name="Robot",
        roles=frozenset({Role.WORKER}),
    )
    small.engine.execute(PutPerson(actor=SYSTEM, person=robot))
    return Working(small)
