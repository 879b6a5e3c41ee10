"""What has a place in another version and what has none; events that come and go; many cases."""

from datetime import timedelta

import pytest

from engine.api import (
    CancelCase,
    CannotMigrate,
    CaseDetail,
    CaseOver,
    Forbidden,
    MigrateCase,
    ResumeCase,
    StartCase,
    SuspendCase,
    TaskDetail,
    migrate_cases,
)
from tests.integration.engine.migrating.migrated import (
    PERMIT,
    RENAMED,
    changed,
    deploy,
    lines,
    migrate,
    obstacles,
    plan,
)
from tests.integration.engine.operating.operated import WHY, act, instance, jobs, stored, view

USER = '<bpmn:userTask id="draft" name="Draft" camunda:candidateGroups="development,operations">'
MANUAL = USER.replace("userTask", "receiveTask").replace(
    ' camunda:candidateGroups="development,operations"', ' messageRef="withdraws"'
)
DRAWN = USER + "<bpmn:incoming>r1</bpmn:incoming><bpmn:outgoing>r2</bpmn:outgoing></bpmn:userTask>"
RECEIVED = DRAWN.replace(USER, MANUAL).replace("/bpmn:userTask", "/bpmn:receiveTask")
LOOP = (
    "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>2</bpmn:loopCardinality>"
    "</bpmn:multiInstanceLoopCharacteristics>"
)
INNER = (
    '<bpmn:subProcess id="inside" name="Inside"><bpmn:incoming>r1</bpmn:incoming>'
    '<bpmn:outgoing>r2</bpmn:outgoing><bpmn:startEvent id="i1"><bpmn:outgoing>i2</bpmn:outgoing>'
    '</bpmn:startEvent><bpmn:sequenceFlow id="i2" sourceRef="i1" targetRef="draft" />'
    + DRAWN.replace("r1", "i2").replace("<bpmn:outgoing>r2</bpmn:outgoing>", "")
    + "</bpmn:subProcess>"
)
WRAPPED = changed(
    (DRAWN, INNER),
    ('targetRef="draft" />\n', 'targetRef="inside" />\n'),
    ('sourceRef="draft" targetRef="papers"', 'sourceRef="inside" targetRef="papers"'),
)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (changed((DRAWN, RECEIVED)), {"draft": "type"}),
        (changed((DRAWN, DRAWN.replace("</bpmn:userTask>", LOOP + "</bpmn:userTask>"))),
         {"draft": "multi-instance"}),
        (WRAPPED, {"draft": "scope"}),
        (changed(('<bpmn:messageEventDefinition id="withdrawn-message" messageRef="withdraws" />',
                  '<bpmn:signalEventDefinition id="withdrawn-signal" signalRef="gone" />'),
                 ('<bpmn:message id="withdraws"', '<bpmn:signal id="gone" name="gone" />'
                  '<bpmn:message id="withdraws"')),
         {"withdrawn-meanwhile": "event"}),
    ],
    ids=["type", "multi-instance", "scope", "event"],
)  # fmt: skip
def test_what_has_no_place_is_said_with_its_reason(small, case, text, problem):
    deploy(small, text)
    assert obstacles(small, case) == problem
    found = plan(small)
    assert {e: line.problem for e, line in lines(found).items() if line.problem} == problem
    assert (found.cases, found.blocked, found.ready) == ((case,), (case,), ())


BOUNDARY = (
    '<bpmn:boundaryEvent id="chase" name="Chase" cancelActivity="false" attachedToRef="reply">'
    "<bpmn:outgoing>c1</bpmn:outgoing><bpmn:timerEventDefinition><bpmn:timeDuration>P1D"
    "</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>"
    '<bpmn:sequenceFlow id="c1" sourceRef="chase" targetRef="chased" />'
    '<bpmn:endEvent id="chased" name="Chased"><bpmn:incoming>c1</bpmn:incoming></bpmn:endEvent>'
)
MESSAGE_START = PERMIT.index('<bpmn:boundaryEvent id="withdrawn-meanwhile"')
MESSAGE_END = PERMIT.index('<bpmn:sequenceFlow id="f2"')
OTHER_EVENTS = PERMIT[:MESSAGE_START] + BOUNDARY + PERMIT[MESSAGE_END:]


def test_events_drawn_no_more_end_and_new_ones_begin_to_wait(small, case):
    deploy(small, OTHER_EVENTS)
    found = lines(plan(small))
    assert found["withdrawn-meanwhile"].changes == ("ends",)
    assert (found["withdrawn-meanwhile"].to, found["withdrawn-meanwhile"].problem) == (None, None)
    assert found["reply"].changes == ("begins:chase",)
    migrate(small, case)
    assert view(small, case).messages == ()
    waiting = jobs(small, case)
    assert set(waiting) == {"nearly-late", "late", "chase"}
    assert waiting["chase"].due_at == small.clock.now() + timedelta(days=1)
    small.run_to("2026-02-11T10:00:01")
    assert "timer-fired" in small.kinds(case)


def test_a_timer_that_has_acted_does_not_begin_to_wait_again(small, case):
    small.clock.set(small.station.queue.next_run())
    small.station.worker.cycle()
    assert set(jobs(small, case)) == {"late"}
    deploy(small, RENAMED)
    migrate(small, case, draft="write")
    assert set(jobs(small, case)) == {"late"}


def test_a_message_of_another_name_is_awaited_by_that_name(small, case):
    deploy(small, changed(('name="customer-withdraws"', 'name="withdrawn"')))
    assert lines(plan(small))["withdrawn-meanwhile"].changes == ("message",)
    migrate(small, case)
    assert [name for name, _ in view(small, case).messages] == ["withdrawn"]


def test_a_new_form_alone_is_asked_after_the_migration(small, case):
    small.do(case, "draft", "development")
    text = changed(('camunda:formRef="permit-papers"', 'camunda:formRef="permit-request"'))
    deploy(small, text)
    assert lines(plan(small))["papers"].changes == ("form",)
    task = small.open_tasks(case)["papers"]
    migrate(small, case)
    seen = small.engine.query(TaskDetail(actor="manager", task=task, language="en"))
    assert seen.form.key == "permit-request"


def test_many_cases_are_migrated_each_for_itself(small):
    cases = [small.start() for _ in range(4)]
    deploy(
        small,
        changed(
            ('id="papers" name', 'id="documents" name'),
            ('targetRef="papers"', 'targetRef="documents"'),
            ('sourceRef="papers"', 'sourceRef="documents"'),
        ),
    )
    small.do(cases[1], "draft", "development")
    act(small, CancelCase, cases[2])
    found = plan(small)
    assert found.cases == (cases[0], cases[1], cases[3])
    assert (found.target, found.blocked) == (2, (cases[1],))
    assert [(line.element, line.tokens, line.cases) for line in found.lines if line.problem] == [
        ("papers", 1, 1)
    ]
    wishes = [
        MigrateCase(actor="director", case=one, process="permit", source=1, target=2, reason=WHY)
        for one in cases
    ]
    report = migrate_cases(small.engine.execute, wishes)
    assert report.migrated == (cases[0], cases[3])
    assert [(one, type(error)) for one, error in report.refused] == [
        (cases[1], CannotMigrate),
        (cases[2], CaseOver),
    ]
    again = migrate_cases(small.engine.execute, [wishes[0], wishes[3]])
    assert (again.migrated, again.unchanged) == ((), (cases[0], cases[3]))


@pytest.mark.parametrize("person", ["manager", "development", "auditor", "designer"])
def test_who_does_not_answer_for_the_station_migrates_nothing(small, case, person):
    deploy(small, RENAMED)
    with pytest.raises(Forbidden):
        migrate(small, case, by=person, draft="write")
    if person == "designer":
        assert plan(small, by=person).cases == (case,)
    else:
        with pytest.raises(Forbidden):
            plan(small, by=person)


def test_a_suspended_case_is_migrated_and_stays_suspended(small, case):
    deploy(small, OTHER_EVENTS)
    act(small, SuspendCase, case)
    migrate(small, case)
    assert view(small, case).line.state == "suspended"
    assert small.station.queue.next_run() is None
    act(small, ResumeCase, case)
    assert small.station.queue.next_run() is not None


CALLER = PERMIT[: PERMIT.index("<bpmn:process")] + (
    '<bpmn:process id="whole" name="Whole" isExecutable="true" camunda:historyTimeToLive="P30D">'
    '<bpmn:startEvent id="begin"><bpmn:outgoing>w1</bpmn:outgoing></bpmn:startEvent>'
    '<bpmn:sequenceFlow id="w1" sourceRef="begin" targetRef="ask" />'
    '<bpmn:callActivity id="ask" name="Ask" calledElement="permit"><bpmn:extensionElements>'
    '<camunda:in variables="all" /><camunda:out variables="all" /></bpmn:extensionElements>'
    "<bpmn:incoming>w1</bpmn:incoming><bpmn:outgoing>w2</bpmn:outgoing></bpmn:callActivity>"
    '<bpmn:sequenceFlow id="w2" sourceRef="ask" targetRef="end" />'
    '<bpmn:endEvent id="end"><bpmn:incoming>w2</bpmn:incoming></bpmn:endEvent>'
    "</bpmn:process></bpmn:definitions>"
)


def test_a_called_process_is_migrated_in_the_case_that_called_it(small):
    deploy(small, CALLER, name="whole.bpmn")
    started = StartCase(actor="manager", process="whole", values={})
    case = small.engine.execute(started).case
    deploy(small, RENAMED)
    assert plan(small).cases == (case,)
    assert migrate(small, case, draft="write") is True
    assert list(small.open_tasks(case)) == ["write"]
    now = stored(small, case)
    assert now.process == "whole"
    assert now.activities[instance(small, case, "ask")].definition == now.definition
    small.do(case, "write", "development")
    small.do(case, "papers", "manager", papers_on="2026-02-10")
    small.do(case, "deliver", "manager")
    seen = small.engine.query(CaseDetail(actor="director", case=case, language="en"))
    assert seen.line.state == "completed"
