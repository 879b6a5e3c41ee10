"""Processes that begin by a message or a signal, and who may start one by hand."""

from datetime import timedelta

import pytest

from engine.api import (
    BadValue,
    CancelCase,
    DeploymentRefused,
    Forbidden,
    NobodyWaits,
    NotStartable,
    Processes,
    RestartCase,
    StartCase,
    StartForm,
    ThrowSignal,
)
from tests.support.drawing import chain, deploy, diagram, form, task
from tests.support.starts import END, MESSAGE, ROOTS, SIGNAL, began, begun_by, cases, send, timed
from tests.support.together import at_once

# ---- messages --------------------------------------------------------------------------------


def test_a_message_begins_a_case_with_its_variables_and_no_manager(small):
    deploy(small, main__bpmn=begun_by(MESSAGE.format("m")))
    made = send(small, variables={"load_kva": 12.5, "customer_name": "泰和纺织"})
    assert made.started
    (case,) = cases(small)
    assert (case.line.id, case.line.manager, case.line.customer) == (made.case, None, "泰和纺织")
    event = began(small, made.case)
    assert event.by.login == "director"
    assert event.data["values"] == {"load_kva": 12.5, "customer_name": "泰和纺织"}
    assert (event.data["trigger"], event.data["name"], event.element) == (
        "message", "arrived", "begun"
    )  # fmt: skip
    assert list(small.open_tasks(made.case)) == ["work"]


def test_a_process_begun_by_one_message_can_be_started_by_hand_as_in_camunda(small):
    deploy(small, main__bpmn=begun_by(MESSAGE.format("m")))
    case = small.engine.execute(StartCase(actor="manager", process="main", values={})).case
    event = began(small, case)
    assert (event.by.login, event.element) == ("manager", "begun")
    assert "trigger" not in event.data
    assert list(small.open_tasks(case)) == ["work"]
    small.engine.execute(CancelCase(actor="admin", case=case, reason="by mistake"))
    again = small.engine.execute(RestartCase(actor="admin", case=case, reason="after all")).case
    assert (began(small, again).element, list(small.open_tasks(again))) == ("begun", ["work"])


def test_where_several_events_begin_a_process_nobody_can_start_it_by_hand(small):
    left = f'<bpmn:startEvent id="left">{MESSAGE.format("m2")}</bpmn:startEvent>'
    came = f'<bpmn:startEvent id="came">{MESSAGE.format("m")}</bpmn:startEvent>'
    flows = chain("came", "a", "done") + chain("left", "a")
    deploy(small, main__bpmn=diagram(left + came + task("a") + END + flows, roots=ROOTS))
    with pytest.raises(NotStartable):
        small.engine.execute(StartCase(actor="manager", process="main", values={}))
    assert cases(small) == []


def test_each_start_event_of_a_process_begins_at_its_own_place(small):
    plain = '<bpmn:startEvent id="asked" />'
    left = f'<bpmn:startEvent id="left">{MESSAGE.format("m2")}</bpmn:startEvent>'
    came = f'<bpmn:startEvent id="came">{MESSAGE.format("m")}</bpmn:startEvent>'
    tasks = task("a") + task("b") + task("c") + END
    flows = chain("asked", "a", "done") + chain("came", "b", "done") + chain("left", "c", "done")
    deploy(small, main__bpmn=diagram(plain + left + came + tasks + flows, roots=ROOTS))
    by_hand = small.engine.execute(StartCase(actor="manager", process="main", values={})).case
    found = [by_hand, send(small).case, send(small, "left").case]
    assert [list(small.open_tasks(case)) for case in found] == [["a"], ["b"], ["c"]]


def test_the_newest_version_alone_waits_for_the_message(small):
    deploy(small, main__bpmn=begun_by(MESSAGE.format("m")))
    deploy(small, main__bpmn=begun_by(MESSAGE.format("m2")))
    with pytest.raises(NobodyWaits):
        send(small)
    assert began(small, send(small, "left").case).data["version"] == 2


def test_two_processes_cannot_begin_by_the_same_message(small):
    deploy(small, main__bpmn=begun_by(MESSAGE.format("m")))
    with pytest.raises(DeploymentRefused) as refused:
        deploy(small, other__bpmn=begun_by(MESSAGE.format("m"), key="other"))
    assert [(p.code, p.element) for p in refused.value.problems if p.is_error] == [
        ("start-taken", "begun")
    ]
    deploy(small, main__bpmn=begun_by(MESSAGE.format("m2")))
    deploy(small, other__bpmn=begun_by(MESSAGE.format("m"), key="other"))
    assert send(small).started


@pytest.mark.parametrize(
    ("start", "code"),
    [
        ('<bpmn:errorEventDefinition id="c" />', "event-kind"),
        ('<bpmn:messageEventDefinition id="c" messageRef="computed" />', "start-name"),
        (timed("timeDate", "= missing"), "start-timer"),
        (timed("timeCycle", "= 3"), "start-timer"),
    ],
)  # fmt: skip
def test_a_start_that_nobody_could_know_of_is_refused_by_name(small, start, code):
    body = f'<bpmn:startEvent id="begun">{start}</bpmn:startEvent>' + task("work") + END
    roots = '<bpmn:message id="computed" name="= word" />'
    drawn = diagram(body + chain("begun", "work", "done"), roots=roots)
    with pytest.raises(DeploymentRefused) as refused:
        deploy(small, main__bpmn=drawn)
    assert (code, "begun") in [(p.code, p.element) for p in refused.value.problems]


# ---- signals ---------------------------------------------------------------------------------


def test_a_signal_begins_one_case_of_each_process_that_waits_for_it(small):
    deploy(small, one__bpmn=begun_by(SIGNAL, key="one"), two__bpmn=begun_by(SIGNAL, key="two"))
    thrown = small.engine.execute(
        ThrowSignal(actor="director", signal="alarm", reason="storm", variables={"level": 3})
    )
    assert (thrown.waiting, thrown.beginning) == (0, 2)
    assert cases(small) == []
    small.run_to("2026-02-10T10:05")
    assert sorted(case.process for case in cases(small)) == ["one", "two"]
    for case in cases(small):
        event = began(small, case.line.id)
        assert event.data["values"] == {"level": 3}
        assert (event.data["trigger"], event.data["name"]) == ("signal", "alarm")


# ---- who may start ---------------------------------------------------------------------------


def guarded(attributes, start='<bpmn:startEvent id="begun" camunda:formRef="ask" />'):
    body = start + task("work", assignee="= starter") + END + chain("begun", "work", "done")
    return diagram(body, attributes=attributes, roots=ROOTS)


def listed(station, actor):
    return "main" in [
        line.key for line in station.engine.query(Processes(actor=actor, language="en"))
    ]


@pytest.mark.parametrize(
    ("attributes", "may"),
    [
        ("", {"manager", "director"}),
        ('camunda:candidateStarterUsers="director, nobody"', {"director"}),
        ('camunda:candidateStarterGroups="customer-managers"', {"manager"}),
    ],
)
def test_only_those_a_process_names_may_start_it(small, attributes, may):
    start = '<bpmn:startEvent id="begun" camunda:formRef="ask" camunda:initiator="starter" />'
    deploy(small, main__bpmn=guarded(attributes, start), ask__form=form("ask", "x"))
    for login in ("manager", "director"):
        allowed = login in may
        assert listed(small, login) is allowed
        command = StartCase(actor=login, process="main", values={"x": "1"})
        if allowed:
            case = small.engine.execute(command).case
            (line,) = small.inbox(login)
            assert line.case == case  # `= starter` is the initiator
            small.do(case, "work", login)
        else:
            with pytest.raises(Forbidden):
                small.engine.execute(command)
            with pytest.raises(Forbidden):
                small.engine.query(StartForm(actor=login, process="main", language="en"))


def test_a_message_opens_no_way_around_who_may_start(small):
    start = f'<bpmn:startEvent id="begun">{MESSAGE.format("m")}</bpmn:startEvent>'
    deploy(small, main__bpmn=guarded('camunda:candidateStarterUsers="director"', start))
    with pytest.raises(Forbidden):
        send(small, actor="manager")
    assert cases(small) == []


def test_a_process_that_is_not_listed_can_still_be_started_by_name(small):
    attributes = 'camunda:isStartableInTasklist="false"'
    start = '<bpmn:startEvent id="begun" camunda:formRef="ask" camunda:initiator="starter" />'
    deploy(small, main__bpmn=guarded(attributes, start), ask__form=form("ask", "x"))
    assert not listed(small, "manager")
    assert small.engine.execute(StartCase(actor="manager", process="main", values={"x": "1"})).case


def test_nobody_is_the_initiator_of_what_began_at_its_time(small):
    start = f'<bpmn:startEvent id="begun" camunda:initiator="starter">{timed("timeDuration", "PT1H")}</bpmn:startEvent>'  # noqa: E501
    deploy(
        small,
        main__bpmn=guarded("", start).replace(
            b'"= starter"',
            b"\"= if starter = null then 'director' else starter\"".replace(b"'", b"&quot;"),
        ),
    )
    small.run_to("2026-02-10T12:00")
    (line,) = small.inbox("director")
    assert line.element == "work"


# ---- at the same time, and odd input -----------------------------------------------------------


def test_two_deployments_at_once_leave_the_start_events_of_the_newest_version(small):
    def deploys(assignee):
        return lambda: deploy(small, main__bpmn=begun_by(MESSAGE.format("m"), assignee=assignee))

    made = at_once(deploys("director"), deploys("specialist"), deploys("manager"))
    assert sorted(d.definitions[0].version for d in made) == [1, 2, 3]
    assert began(small, send(small).case).data["version"] == 3


def test_of_two_processes_deployed_at_once_one_alone_gets_the_message(small):
    made = at_once(
        lambda: deploy(small, one__bpmn=begun_by(MESSAGE.format("m"), key="one")),
        lambda: deploy(small, two__bpmn=begun_by(MESSAGE.format("m"), key="two")),
    )
    assert sum(isinstance(one, DeploymentRefused) for one in made) == 1
    assert send(small).started


def test_a_deployment_and_a_due_time_do_not_get_in_each_others_way(small):
    deploy(small, main__bpmn=begun_by(timed("timeCycle", "R9/PT1H")))
    for turn in range(4):
        small.clock.advance(timedelta(hours=1))
        newer = begun_by(timed("timeCycle", "R9/PT1H"), assignee=f"person-{turn}")
        at_once(
            lambda: small.station.worker.cycle(),
            lambda newer=newer: deploy(small, main__bpmn=newer),
        )
        small.station.worker.cycle()
        assert len(cases(small)) == turn + 1


def test_a_business_key_comes_from_the_starter_or_from_the_field_that_names_it(small):
    fields = (
        '<bpmn:extensionElements><camunda:formData businessKey="order">'
        '<camunda:formField id="order" label="Order" type="string" />'
        "</camunda:formData></bpmn:extensionElements>"
    )
    wait = '<bpmn:receiveTask id="wait" messageRef="m" />'
    body = f'<bpmn:startEvent id="begun">{fields}</bpmn:startEvent>' + wait + END
    deploy(small, main__bpmn=diagram(body + chain("begun", "wait", "done"), roots=ROOTS))

    def start(order, key=None):
        values = {"order": order}
        command = StartCase(actor="manager", process="main", values=values, business_key=key)
        return small.engine.execute(command).case

    first, second = start("A-1"), start("A-2", "B-2")
    assert send(small, business_key="A-1").case == first
    with pytest.raises(NobodyWaits):
        send(small, business_key="A-2")
    assert send(small, business_key="B-2").case == second
    with pytest.raises(BadValue):
        start("A-3", "x" * 201)


def test_a_name_longer_than_can_be_kept_is_refused(small):
    drawn = begun_by(MESSAGE.format("m")).replace(b'name="arrived"', b'name="' + b"x" * 201 + b'"')
    with pytest.raises(DeploymentRefused) as refused:
        deploy(small, main__bpmn=drawn)
    assert ("event-name-long", "m") in [(p.code, p.element) for p in refused.value.problems]
