"""Work outside of a case that is brought to another version: it goes on once, as it stood."""

from datetime import timedelta

import pytest

from engine.api import (
    CannotMigrate,
    CompleteWork,
    Deploy,
    ExtendWork,
    FailWork,
    FetchWork,
    Incidents,
    MigrateCase,
    PlanMigration,
    ResumeCase,
    RetryIncident,
    StartCase,
    SuspendCase,
    ThrowWorkError,
    UserId,
    WorkGone,
)
from engine.cases.work.messages import ClaimedWork
from engine.dispatch.dispatcher import SYSTEM
from tests.integration.engine.operating.operated import WHY, act, jobs, last, view
from tests.support.together import at_once

ROBOT = UserId("admin")
DIAGRAM = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="t">'
    '<process id="bill" name="Bill" isExecutable="true" camunda:historyTimeToLive="P1D">'
    '<startEvent id="begin"/><endEvent id="end"/>'
    '<serviceTask id="send" name="Send" camunda:type="external" camunda:topic="send-bill"/>'
    '<userTask id="check" camunda:assignee="manager"/>'
    '<boundaryEvent id="bad" attachedToRef="send"><errorEventDefinition errorRef="e"/>'
    "</boundaryEvent>"
    '<sequenceFlow id="f1" sourceRef="begin" targetRef="send"/>'
    '<sequenceFlow id="f2" sourceRef="send" targetRef="check"/>'
    '<sequenceFlow id="f3" sourceRef="check" targetRef="end"/>'
    '<sequenceFlow id="f4" sourceRef="bad" targetRef="end"/></process>'
    '<error id="e" errorCode="no-address"/></definitions>'
)
RENAMED = DIAGRAM.replace('"send"', '"post"').replace('"Send"', '"Post"')
OTHER_TOPIC = DIAGRAM.replace("send-bill", "post-bill")
BY_HAND = DIAGRAM.replace(
    '<serviceTask id="send" name="Send" camunda:type="external" camunda:topic="send-bill"/>',
    '<userTask id="send" name="Send" camunda:assignee="manager"/>',
)


def deploy(small, text):
    files = {"bill.bpmn": text.encode()}
    small.engine.execute(Deploy(actor=UserId("designer"), name="bill", files=files))


@pytest.fixture
def case(small):
    deploy(small, DIAGRAM)
    start = StartCase(actor=UserId("manager"), process="bill", values={"amount": 3})
    return small.engine.execute(start).case


def fetch(small, worker="w", topic="send-bill"):
    wish = FetchWork(actor=ROBOT, worker=worker, topics=(topic,), seconds=60)
    return small.engine.execute(wish)


def report(small, kind, work, worker="w", **more):
    return small.engine.execute(kind(actor=ROBOT, job=work.job, worker=worker, **more))


def migrate(small, case, **mapping):
    return act(small, MigrateCase, case, process="bill", source=1, target=2, mapping=mapping)


def over(small, case):
    """Whether the work is done: the case waits for the task behind it, and nothing else does."""
    return list(small.open_tasks(case)) == ["check"] and jobs(small, case) == {}


def test_whoever_holds_the_work_reports_it_after_the_migration(small, case):
    (work,) = fetch(small)
    deploy(small, RENAMED)
    assert migrate(small, case, send="post") is True
    assert fetch(small, "another") == ()  # the lock stands
    report(small, ExtendWork, work, seconds=120)
    report(small, CompleteWork, work, token=work.token, variables={"posted": True})
    assert over(small, case)
    done = last(small, case, "work-completed")
    assert (done.element, done.data["values"]) == ("post", {"posted": True})
    with pytest.raises(WorkGone):
        report(small, CompleteWork, work)
    assert len([kind for kind in small.kinds(case) if kind == "work-completed"]) == 1


def test_what_the_one_who_holds_it_looks_up_is_of_the_new_version(small, case):
    (work,) = fetch(small)
    deploy(small, RENAMED)
    migrate(small, case, send="post")
    ask = ClaimedWork(actor=SYSTEM, job=work.job, token=work.token)
    seen = small.engine.query(ask)
    assert (seen.element, seen.definition != work.definition) == ("post", True)
    assert (seen.instance, seen.variables["amount"]) == (work.instance, 3)


def test_a_lock_that_ended_meanwhile_gives_the_work_to_the_next_and_the_old_report_is_void(
    small, case
):
    (mine,) = fetch(small)
    deploy(small, RENAMED)
    migrate(small, case, send="post")
    small.clock.advance(timedelta(seconds=60))
    (theirs,) = fetch(small, "another")
    assert (theirs.job, theirs.element, theirs.retries) == (mine.job, "post", mine.retries)
    for kind, more in (
        (CompleteWork, {}),
        (FailWork, {"message": "x"}),
        (ExtendWork, {"seconds": 9}),
    ):
        with pytest.raises(WorkGone):
            report(small, kind, mine, token=mine.token, **more)
    report(small, CompleteWork, theirs, "another")
    assert over(small, case)


def test_an_error_reported_after_the_migration_is_caught_by_the_new_diagram(small, case):
    (work,) = fetch(small)
    deploy(small, RENAMED)
    migrate(small, case, send="post")
    report(small, ThrowWorkError, work, code="no-address")
    assert view(small, case).line.state == "completed"
    assert last(small, case, "work-error").element == "post"


def test_work_that_waits_for_its_next_try_waits_on_with_the_tries_it_has_left(small, case):
    (work,) = fetch(small)
    report(small, FailWork, work, message="printer out of paper", retries=2, seconds=600)
    deploy(small, RENAMED)
    before = jobs(small, case)["send"]
    migrate(small, case, send="post")
    after = jobs(small, case)["post"]
    kept = ("id", "run_at", "retries", "error", "topic", "instance")
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]
    assert fetch(small) == ()
    small.clock.advance(timedelta(seconds=600))
    (again,) = fetch(small)
    assert (again.retries, again.error, again.element) == (2, "printer out of paper", "post")
    report(small, CompleteWork, again)
    assert over(small, case)


def incidents(small, case):
    page = small.engine.query(Incidents(actor=UserId("admin"), language="en", limit=50))
    return [line for line in page.rows if line.case == case]


def test_an_incident_of_work_goes_over_and_is_tried_again_there(small, case):
    (work,) = fetch(small)
    report(small, FailWork, work, message="no such printer", retries=0)
    deploy(small, RENAMED)
    migrate(small, case, send="post")
    (line,) = incidents(small, case)
    assert (line.element, line.message) == ("post", "no such printer")
    assert fetch(small) == ()
    act(small, RetryIncident, case, instance=line.instance)
    assert incidents(small, case) == []
    (again,) = fetch(small)
    assert (again.job, again.element) == (work.job, "post")
    report(small, CompleteWork, again)
    assert over(small, case)


def test_work_keeps_the_topic_it_began_with_and_the_plan_says_so(small, case):
    """As in Camunda 7: an external task that waits is not made anew by a migration."""
    deploy(small, OTHER_TOPIC)
    ask = PlanMigration(actor=UserId("director"), process="bill", source=1)
    (line,) = [one for one in small.engine.query(ask).lines if one.element == "send"]
    assert "topic" in line.changes
    migrate(small, case)
    assert fetch(small, topic="post-bill") == ()
    (work,) = fetch(small)
    report(small, CompleteWork, work)
    assert over(small, case)


def test_work_has_no_place_in_a_task_for_people_and_stays_where_it_is(small, case):
    (work,) = fetch(small)
    deploy(small, BY_HAND)
    with pytest.raises(CannotMigrate) as refused:
        migrate(small, case)
    assert refused.value.obstacles == (("send", "type"),)
    report(small, CompleteWork, work)
    assert over(small, case)


def test_work_of_a_suspended_case_is_done_in_the_new_version_when_it_goes_on(small, case):
    (work,) = fetch(small)
    act(small, SuspendCase, case)
    deploy(small, RENAMED)
    migrate(small, case, send="post")
    with pytest.raises(WorkGone):
        report(small, CompleteWork, work)
    assert fetch(small) == ()
    act(small, ResumeCase, case)
    (again,) = fetch(small)
    assert again.element == "post"
    report(small, CompleteWork, again)
    assert over(small, case)


def test_a_report_and_a_migration_at_the_same_time_both_count_once(small, case):
    (work,) = fetch(small)
    deploy(small, RENAMED)
    done = CompleteWork(actor=ROBOT, job=work.job, worker="w", token=work.token)
    moved = MigrateCase(
        actor=UserId("director"), case=case, process="bill", source=1, target=2,
        mapping={"send": "post"}, reason=WHY,
    )  # fmt: skip
    results = at_once(lambda: small.engine.execute(done), lambda: small.engine.execute(moved))
    assert [one for one in results if isinstance(one, Exception)] == []
    assert over(small, case)
    assert view(small, case).process_version == 2
    assert small.kinds(case).count("work-completed") == 1
