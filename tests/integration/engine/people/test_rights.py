"""What each person of the station gets when they try what is not theirs, through the door."""

from dataclasses import replace

import pytest

from engine.api import (
    BadPerson,
    ClaimTask,
    CompleteTask,
    Deploy,
    FireTimer,
    Forbidden,
    NotWaiting,
    PutPerson,
    ReleaseTask,
    Role,
    SendMessage,
    StartCase,
    TaskAlreadyClaimed,
    UnknownCase,
    UnknownTask,
    UserId,
)

STAFF = ("development", "operations")
LEADERS = ("director", "section-chief", "specialist")
MANAGERS = ("chief-manager", "senior-manager", "manager")
EVERYBODY = (*MANAGERS, *LEADERS, *STAFF, "dispatch", "marketing", "auditor", "designer")


def attempt(small, command):
    """Return the class of the refusal, or "done"."""
    try:
        small.engine.execute(command)
    except (Forbidden, UnknownCase, UnknownTask, NotWaiting, TaskAlreadyClaimed) as refusal:
        return type(refusal)
    return "done"


def refused(person):
    """A task of a case one sees is forbidden; of another it is as if there were none."""
    unseen = person in ("chief-manager", "senior-manager", "dispatch", "marketing")
    return UnknownTask if unseen else Forbidden


@pytest.mark.parametrize("person", EVERYBODY)
def test_who_may_claim_a_task_of_two_departments(small, case, person):
    task = small.open_tasks(case)["draft"]
    outcome = attempt(small, ClaimTask(actor=UserId(person), task=task))
    assert outcome == ("done" if person in STAFF else refused(person))


@pytest.mark.parametrize("person", EVERYBODY)
def test_who_may_do_a_task_that_is_a_managers(small, case, person):
    small.do(case, "draft", "development")
    task = small.open_tasks(case)["papers"]
    values = {"papers_on": "2026-02-10"}
    outcome = attempt(small, CompleteTask(actor=UserId(person), task=task, values=values))
    assert outcome == ("done" if person == "manager" else refused(person))


@pytest.mark.parametrize("person", EVERYBODY)
def test_nobody_gives_back_a_task_that_is_a_managers_alone(small, case, person):
    small.do(case, "draft", "development")
    task = small.open_tasks(case)["papers"]
    assert attempt(small, ReleaseTask(actor=UserId(person), task=task)) is refused(person)


@pytest.mark.parametrize("person", EVERYBODY)
def test_who_may_say_that_the_customer_withdraws(small, case, person):
    message = SendMessage(
        actor=UserId(person), case=case, message="customer-withdraws", reason="moved"
    )
    allowed = person in ("manager", *LEADERS)
    unseen = UnknownCase if person in ("chief-manager", "senior-manager") else Forbidden
    assert attempt(small, message) == ("done" if allowed else unseen)


@pytest.mark.parametrize("person", EVERYBODY)
def test_who_may_start_a_case(small, person):
    values = {"customer_name": "泰和", "applied_capacity_kva": 1}
    start = StartCase(actor=UserId(person), process="permit", values=values)
    allowed = person in (*MANAGERS, *LEADERS)
    assert attempt(small, start) == ("done" if allowed else Forbidden)


@pytest.mark.parametrize("person", EVERYBODY)
def test_only_designer_and_administrator_deploy(small, person):
    deploy = Deploy(actor=UserId(person), name="x", files={"f.form": FORM})
    assert attempt(small, deploy) == ("done" if person == "designer" else Forbidden)


@pytest.mark.parametrize("person", [*EVERYBODY, "admin"])
def test_no_person_fires_a_timer(small, case, person):
    assert attempt(small, FireTimer(actor=UserId(person), job=1, token=0)) is Forbidden


@pytest.mark.parametrize("person", EVERYBODY)
def test_only_the_administrator_enters_people(small, person):
    with small.station.units.reading() as unit:
        auditor = unit.people.get(UserId("auditor"))
    raised = PutPerson(actor=UserId(person), person=auditor)
    assert attempt(small, raised) is Forbidden


def test_nobody_can_be_entered_as_the_engine_itself(small):
    with small.station.units.reading() as unit:
        auditor = unit.people.get(UserId("auditor"))
    for wrong in (
        replace(auditor, id=UserId("system")),
        replace(auditor, roles=frozenset({Role.SYSTEM})),
        replace(auditor, id=UserId("")),
        replace(auditor, id=UserId("a\nb")),
    ):
        with pytest.raises(BadPerson):
            small.engine.execute(PutPerson(actor=UserId("admin"), person=wrong))


FORM = b'{"id": "f", "type": "default", "schemaVersion": 19, "components": []}'
