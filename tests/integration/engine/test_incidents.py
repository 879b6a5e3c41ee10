"""What an element cannot do becomes an incident: what people did stays done, and it is retried."""

from itertools import pairwise

import pytest

from engine.api import (
    CaseDetail,
    CaseDiagram,
    Deploy,
    Forbidden,
    GoesRound,
    Incidents,
    NoIncident,
    RetryIncident,
    StartCase,
    UnknownCase,
)  # fmt: skip
from tests.integration.engine.test_topics import form

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="t">
<bpmn:process id="permit" name="Permit" isExecutable="true" camunda:historyTimeToLive="P30D">
<bpmn:startEvent id="asked" camunda:formRef="permit-request" />"""


def flow(source, target, condition=None):
    inner = "" if condition is None else (
        f'<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">{condition}'
        "</bpmn:conditionExpression>"
    )  # fmt: skip
    return (
        f'<bpmn:sequenceFlow id="{source}-{target}" sourceRef="{source}" targetRef="{target}">'
        f"{inner}</bpmn:sequenceFlow>"
    )


def flows(*path):
    return "".join(flow(*pair) for pair in pairwise(path))


def task(name, extra=""):
    return (
        f'<bpmn:userTask id="{name}" name="{name}" camunda:assignee="manager"'
        f' camunda:formRef="answer">{extra}</bpmn:userTask>'
    )


CHOICE = HEAD + (
    task("ask")
    + '<bpmn:exclusiveGateway id="tier" name="Which tier?" /><bpmn:endEvent id="done" />'
    + task("gold") + task("silver") + flows("asked", "ask", "tier")
    + flow("tier", "gold", 'tier = "gold"') + flow("tier", "silver", 'tier = "silver"')
    + flows("gold", "done") + flows("silver", "done")
    + "</bpmn:process></bpmn:definitions>"
)  # fmt: skip


class Playing:
    """A station with one small process of a test's own."""

    def __init__(self, small):
        self.small, self.engine = small, small.engine

    def deploy(self, xml):
        files = {
            "permit.bpmn": xml.encode(),
            "answer.form": form("answer", "tier", "text"),
            "permit-request.form": form("permit-request", "customer_name"),
        }
        self.engine.execute(Deploy(actor="designer", name="test", files=files))
        return self

    def start(self, **values):
        command = StartCase(actor="manager", process="permit", values=values)
        return self.engine.execute(command).case

    def detail(self, case, actor="director"):
        return self.engine.query(CaseDetail(actor=actor, case=case, language="en"))

    def incidents(self, case):
        return {line.element: line for line in self.detail(case).incidents}

    def retry(self, case, element, actor="manager", reason="mended"):
        instance = self.incidents(case)[element].instance
        wish = RetryIncident(actor=actor, case=case, instance=instance, reason=reason)
        return self.engine.execute(wish)


@pytest.fixture
def playing(small):
    return Playing(small)


@pytest.fixture
def stuck(playing):
    """A case at a gateway of which no flow applies."""
    playing.deploy(CHOICE)
    playing.case = playing.start()
    playing.done = playing.small.do(playing.case, "ask", "manager", tier="bronze")
    return playing


def test_the_task_stays_done_and_the_case_waits_at_the_element_that_failed(stuck):
    (line,) = stuck.detail(stuck.case).incidents
    assert (line.element, line.name, line.kind) == ("tier", "Which tier?", "element")
    assert 'tier = "gold"' in line.message
    assert stuck.done.failed == (line.instance,)
    assert stuck.done.case_ended is False
    assert stuck.detail(stuck.case).line.state == "open"
    kinds = stuck.small.kinds(stuck.case)
    assert kinds.index("task-completed") < kinds.index("incident-raised")


def test_the_diagram_shows_where_it_waits(stuck):
    shown = stuck.engine.query(CaseDiagram(actor="director", case=stuck.case, language="en"))
    assert [active.element for active in shown.active] == ["tier"]


def test_a_retry_without_a_mend_fails_again_and_says_so(stuck):
    assert stuck.retry(stuck.case, "tier") is False
    assert list(stuck.incidents(stuck.case)) == ["tier"]
    kinds = stuck.small.kinds(stuck.case)
    assert kinds.count("incident-raised") == 2
    assert kinds.count("incident-resolved") == 1


BROKEN_RULE = HEAD + (
    task("ask") + '<bpmn:businessRuleTask id="decide" name="Decide" camunda:decisionRef="level"'
    ' camunda:resultVariable="level" camunda:mapDecisionResult="singleEntry" />'
    + task("after") + '<bpmn:endEvent id="done" />'
    + flows("asked", "ask", "decide", "after", "done")
    + "</bpmn:process></bpmn:definitions>"
)  # fmt: skip
LEVEL = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="level-file" name="Level"
 namespace="urn:t"><decision id="level" name="Level"><decisionTable id="t" hitPolicy="{hit}">
<output id="o" name="level" typeRef="string" />
<rule id="r1"><outputEntry id="e1"><text>"a"</text></outputEntry></rule>
<rule id="r2"><outputEntry id="e2"><text>"b"</text></outputEntry></rule>
</decisionTable></decision></definitions>"""


def put_table(playing, hit):
    files = {"level.dmn": LEVEL.format(hit=hit).encode()}
    playing.engine.execute(Deploy(actor="designer", name="level", files=files))


def failing_rule(playing):
    """A case at a decision of which two rows matched, mended since; and the failed instance."""
    put_table(playing, "RULE ORDER")
    playing.deploy(BROKEN_RULE)
    case = playing.start()
    playing.small.do(case, "ask", "manager")
    failed = playing.incidents(case)["decide"]
    assert "one matched rule" in failed.message
    put_table(playing, "FIRST")
    return case, failed.instance


def test_two_matched_rows_wait_for_a_new_decision(playing):
    case, _ = failing_rule(playing)
    assert playing.retry(case, "decide", reason="one rule first") is True
    assert playing.incidents(case) == {}
    assert list(playing.small.open_tasks(case)) == ["after"]
    resolved = next(e for e in playing.small.events(case) if e.kind == "incident-resolved")
    assert resolved.data == {"how": "retried", "reason": "one rule first"}
    assert resolved.by.login == "manager"


HALF = HEAD + (
    task("ask", "<bpmn:extensionElements><camunda:inputOutput>"
         '<camunda:outputParameter name="first">=1</camunda:outputParameter>'
         '<camunda:outputParameter name="second">=count(for i in 1..99999999 return i)'
         "</camunda:outputParameter></camunda:inputOutput></bpmn:extensionElements>")
    + '<bpmn:endEvent id="done" />' + flows("asked", "ask", "done")
    + "</bpmn:process></bpmn:definitions>"
)  # fmt: skip


def test_no_half_of_what_a_failed_element_sets_is_left(playing):
    playing.deploy(HALF)
    case = playing.start()
    playing.small.do(case, "ask", "manager", text="mine")
    assert list(playing.incidents(case)) == ["ask"]
    with playing.small.station.units.reading() as unit:
        kept = unit.cases.look(case).variables
    assert "first" not in kept
    assert kept["text"] == "mine"
    assert playing.small.open_tasks(case) == {}
    assert playing.retry(case, "ask") is False


def test_another_managers_case_is_not_retried_and_a_stranger_knows_of_nothing(stuck):
    with pytest.raises(UnknownCase):
        stuck.retry(stuck.case, "tier", actor="senior-manager")
    for nobody in ("auditor", "designer", "development"):
        with pytest.raises(Forbidden):
            stuck.retry(stuck.case, "tier", actor=nobody)
    assert stuck.retry(stuck.case, "tier", actor="director") is False


def test_what_did_not_fail_cannot_be_retried(stuck):
    with pytest.raises(NoIncident):
        stuck.engine.execute(
            RetryIncident(actor="manager", case=stuck.case, instance=1, reason="again")
        )


def test_the_list_shows_each_his_own_and_pages_by_key(stuck):
    others = [stuck.start() for _ in range(3)]
    for case in others:
        stuck.small.do(case, "ask", "manager", tier="bronze")

    def listed(actor, **query):
        return stuck.engine.query(Incidents(actor=actor, language="en", **query))

    first = listed("manager", limit=3)
    second = listed("manager", limit=3, after=first.next)
    seen = [line.case for line in (*first.rows, *second.rows)]
    assert seen == [*reversed(others), stuck.case]
    assert second.next is None
    assert listed("senior-manager").rows == ()
    assert [line.may_retry for line in listed("auditor", limit=1).rows] == [False]
    assert [line.may_retry for line in listed("director", limit=1).rows] == [True]


CIRCLE = HEAD + (
    task("ask") + '<bpmn:exclusiveGateway id="m" /><bpmn:task id="a" />'
    '<bpmn:exclusiveGateway id="x" default="x-m" /><bpmn:endEvent id="done" />'
    + flows("asked", "ask", "m", "a", "x", "m") + flow("x", "done", "false")
    + "</bpmn:process></bpmn:definitions>"
)  # fmt: skip


def test_a_circle_that_never_rests_undoes_the_whole_command(playing):
    playing.deploy(CIRCLE)
    case = playing.start()
    before = playing.small.kinds(case)
    with pytest.raises(GoesRound):
        playing.small.do(case, "ask", "manager")
    assert playing.small.kinds(case) == before
    assert list(playing.small.open_tasks(case)) == ["ask"]


TIMER = HEAD + (
    task("ask") + '<bpmn:boundaryEvent id="late" name="Late" attachedToRef="ask"'
    ' cancelActivity="false"><bpmn:timerEventDefinition id="t"><bpmn:timeDuration>= span'
    "</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>"
    + task("urge") + '<bpmn:endEvent id="done" />' + flows("asked", "ask", "done")
    + flows("late", "urge", "done") + "</bpmn:process></bpmn:definitions>"
)  # fmt: skip


def test_a_boundary_timer_that_is_no_time_fails_alone_and_goes_with_its_task(playing):
    playing.deploy(TIMER)
    case = playing.start()
    assert list(playing.incidents(case)) == ["late"]
    assert list(playing.small.open_tasks(case)) == ["ask"]
    playing.small.do(case, "ask", "manager")
    assert playing.incidents(case) == {}
    assert playing.detail(case).line.state == "completed"
    resolved = next(e for e in playing.small.events(case) if e.kind == "incident-resolved")
    assert resolved.data["how"] == "left"


def test_a_retry_sent_twice_is_done_once_and_told_the_second_time(playing):
    case, instance = failing_rule(playing)
    wish = RetryIncident(actor="manager", case=case, instance=instance, reason="once")
    assert playing.engine.execute(wish) is True
    with pytest.raises(NoIncident):
        playing.engine.execute(wish)
    assert list(playing.small.open_tasks(case)) == ["after"]


def test_a_person_completes_other_tasks_while_an_incident_waits(playing):
    both = CHOICE.replace(
        '<bpmn:exclusiveGateway id="tier"',
        '<bpmn:parallelGateway id="split" />' + task("other") + '<bpmn:exclusiveGateway id="tier"',
    )
    both = both.replace(
        flow("ask", "tier"), flows("ask", "split", "tier") + flows("split", "other", "done")
    )
    playing.deploy(both)
    case = playing.start()
    playing.small.do(case, "ask", "manager")
    assert list(playing.incidents(case)) == ["tier"]
    playing.small.do(case, "other", "manager", tier="gold")
    assert playing.detail(case).line.state == "open"
    assert playing.retry(case, "tier") is True
    playing.small.do(case, "gold", "manager")
    assert playing.detail(case).line.state == "completed"
