"""What is typed into a task's form and not sent yet, through the pages."""

import pytest

from engine.api import TaskDraft
from tests.integration.web.cases.notes.sending import JSON


def save(browser, task, **body):
    values = {"values": {"remarks": "half"}, "mark": "a1", "person": "operations"} | body
    return browser.send(f"/tasks/{task}/draft", values)


def test_a_saved_draft_says_when(small, screen):
    reply = save(screen("operations"), small.task)

    assert (reply.status_code, reply.json) == (200, {"saved": "10:00", "replaced": None})
    found = small.engine.query(TaskDraft(actor="operations", task=small.task))
    assert found.values == {"remarks": "half"}


def test_two_windows_hear_of_each_other(small, screen):
    person = screen("operations")
    save(person, small.task)

    assert save(person, small.task, mark="b1").json == {"saved": "10:00", "replaced": "10:00"}
    assert person.get(f"/tasks/{small.task}/draft").json == {"mark": "b1", "saved": "10:00"}


def test_what_one_person_typed_never_becomes_anothers_draft(small, screen):
    reply = save(screen("development"), small.task, person="operations")

    assert reply.status_code == 409
    assert "is signed in here now" in reply.json["message"]
    assert small.engine.query(TaskDraft(actor="development", task=small.task)) is None


@pytest.mark.parametrize("mark", [None, "", "x" * 65, 5, [], {}])
def test_a_draft_without_a_mark_is_no_request_of_ours(small, screen, mark):
    assert save(screen("operations"), small.task, mark=mark).status_code == 400


def test_too_large_a_draft_is_refused_in_words(small, screen):
    reply = save(screen("operations"), small.task, values={"x": "y" * 300_000})

    assert reply.status_code == 422
    assert "So much cannot be kept as a draft" in reply.json["message"]


def test_a_draft_of_a_done_task_is_told_who_did_it(small, screen):
    person = screen("operations")
    done = person.send(f"/tasks/{small.task}/complete", {"values": {}, "draft": True})
    assert done.status_code == 200

    reply = save(person, small.task)
    assert reply.status_code == 409
    assert "Ma Chao completed this task" in reply.json["message"]


def test_completing_forgets_the_draft_at_once(small, screen):
    person = screen("operations")
    save(person, small.task)
    person.send(f"/tasks/{small.task}/complete", {"values": {}, "draft": True})

    with small.station.units.reading() as unit:
        assert unit.drafts.get(small.task, "operations") is None


def test_who_is_not_signed_in_saves_nothing_and_is_told_where_to_sign_in(small):
    address = f"/tasks/{small.task}/draft"
    reply = small.app.test_client().post(address, json={"values": {}}, headers=JSON)

    assert (reply.status_code, reply.json["sign_in"]) == (401, "/sign-in")
