"""`camunda:errorEventDefinition`: a report of work turns out to be an error the diagram catches.

Camunda 7, "External Tasks, Error Event Definitions": each rule is looked at in its order when work
is completed (with the variables it sets) and when it has failed; the first that is true throws.
"""

import pytest

from engine.api import ChangeVariables, CompleteWork, FailWork, RetryIncident
from engine.cases.work.ruling import LONGEST_DETAILS
from tests.integration.engine.test_incidents import HEAD, flows, task


def process(*rules):
    written = "".join(
        f'<camunda:errorEventDefinition id="r{number}" errorRef="{error}" expression="{text}" />'
        for number, (error, text) in enumerate(rules)
    )
    return HEAD + (
        '<bpmn:serviceTask id="meter" camunda:type="external"'
        f' camunda:topic="meters"><bpmn:extensionElements>{written}</bpmn:extensionElements>'
        "</bpmn:serviceTask>" + task("after") + task("mend") + task("again")
        + '<bpmn:boundaryEvent id="none" attachedToRef="meter"><bpmn:errorEventDefinition'
        ' errorRef="e1" camunda:errorMessageVariable="why" /></bpmn:boundaryEvent>'
        '<bpmn:boundaryEvent id="busy" attachedToRef="meter"><bpmn:errorEventDefinition'
        ' errorRef="e2" /></bpmn:boundaryEvent><bpmn:endEvent id="done" />'
        + flows("asked", "meter", "after", "done") + flows("none", "mend", "done")
        + flows("busy", "again", "done")
        + '</bpmn:process><bpmn:error id="e1" errorCode="no-meter" />'
        '<bpmn:error id="e2" errorCode="busy" /></bpmn:definitions>'
    )  # fmt: skip


@pytest.fixture
def ruled(working):
    def begin(*rules):
        working.deploy(process(*rules))
        working.case = working.start(customer_name="泰和纺织")
        (work,) = working.fetch()
        return work

    return begin


def held(working):
    with working.small.station.units.reading() as unit:
        return unit.cases.look(working.case).variables


def errors(working):
    return [e.data for e in working.small.events(working.case) if e.kind == "work-error"]


def test_completed_work_is_an_error_if_what_it_sets_says_so(working, ruled):
    work = ruled(("e1", "${found == false}"))
    working.report(CompleteWork, work, variables={"found": False})
    assert working.tasks() == ["mend"]
    assert [one["code"] for one in errors(working)] == ["no-meter"]
    assert held(working)["found"] is False  # what it set stays


def test_completed_work_to_which_no_rule_applies_is_done(working, ruled):
    work = ruled(("e1", "${found == false}"), ("e2", "${busy}"))
    working.report(CompleteWork, work, variables={"found": True})
    assert working.tasks() == ["after"]
    assert errors(working) == []


def test_the_first_rule_that_is_true_decides(working, ruled):
    work = ruled(("e2", "${n > 1}"), ("e1", "${n > 0}"))
    working.report(CompleteWork, work, variables={"n": 5})
    assert working.tasks() == ["again"]


def test_a_failure_is_an_error_by_its_message_which_the_diagram_keeps(working, ruled):
    work = ruled(("e1", "${externalTask.getErrorMessage() == 'no such meter'}"))
    working.report(FailWork, work, message="no such meter")
    assert working.tasks() == ["mend"]
    assert held(working)["why"] == "no such meter"


def test_a_failure_is_an_error_by_a_part_of_its_details(working, ruled):
    work = ruled(("e1", "${externalTask.getErrorDetails().contains('address error found')}"))
    working.report(FailWork, work, message="x", details="Trace: address error found at 3")
    assert working.tasks() == ["mend"]


def test_a_failure_to_which_no_rule_applies_is_tried_again(working, ruled):
    work = ruled(("e1", "${externalTask.errorDetails.contains('address')}"))
    working.report(FailWork, work, message="no answer", seconds=1)
    assert working.tasks() == []
    working.wait(seconds=1)
    (again,) = working.fetch()
    assert again.retries == work.retries - 1


def test_rules_see_who_works_on_what(working, ruled):
    work = ruled(
        ("e2", "${externalTask.workerId == 'w1' &amp;&amp; externalTask.topicName == 'meters'}")
    )
    working.report(CompleteWork, work)
    assert working.tasks() == ["again"]


def test_rules_in_feel_see_the_variables_of_the_case(working, ruled):
    work = ruled(("e1", "= customer_name = &quot;泰和纺织&quot;"))
    working.report(FailWork, work, message="x")
    assert working.tasks() == ["mend"]


def test_a_rule_that_cannot_be_computed_leaves_completed_work_to_a_person(working, ruled):
    work = ruled(("e1", "= limit"))
    working.report(CompleteWork, work, variables={"limit": "none"})
    assert working.tasks() == []
    (incident,) = working.incidents(working.case).values()
    assert "none" in incident.message
    mend = {"actor": "admin", "case": working.case, "reason": "mended"}
    working.engine.execute(ChangeVariables(**mend, values={"limit": False}))
    working.engine.execute(RetryIncident(**mend, instance=incident.instance))
    (again,) = working.fetch()
    working.report(CompleteWork, again)
    assert working.tasks() == ["after"]


def test_a_rule_that_cannot_be_computed_does_not_hide_a_failure(working, ruled):
    work = ruled(("e1", "= customer_name"))
    working.report(FailWork, work, message="no answer", retries=0)
    (incident,) = working.incidents(working.case).values()
    assert incident.message == "no answer"


def test_an_error_that_nothing_catches_is_an_incident(working, ruled):
    work = ruled(("nowhere", "${true}"))
    working.report(CompleteWork, work)
    (incident,) = working.incidents(working.case).values()
    assert "nowhere" in incident.message


def test_of_endless_details_only_the_beginning_is_looked_at(working, ruled):
    work = ruled(("e1", "${externalTask.errorDetails.endsWith('end')}"))
    working.report(FailWork, work, message="x", details="x" * LONGEST_DETAILS + "end", retries=0)
    assert working.tasks() == []
