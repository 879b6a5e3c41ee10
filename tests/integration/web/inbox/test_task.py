import html
import json
import re

import pytest

from engine.api import CompleteTask, ReleaseTask, TaskId


def embedded(page, name):
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', page, re.S)
    return json.loads(found[1])


def test_the_page_holds_the_form_and_its_data_safely(screen):
    page = screen().page("/tasks/41-12")

    assert embedded(page, "task-form")["components"][0]["key"] == "approved_capacity_kva"
    assert embedded(page, "task-data")["remarks"] == "</script><b>"


def test_the_form_comes_in_the_readers_language(screen):
    schema = embedded(screen("manager", "zh").page("/tasks/41-12"), "task-form")

    assert schema["components"][0]["label"] == "批准容量（kVA）"


def test_a_clock_explains_itself(screen):
    page = html.unescape(screen().page("/tasks/42-9"))

    assert "30 working days (power group; binds every case; warns at 80%)" in page
    assert "供电监管办法 2009, Art. 11" in page
    assert "the strictest: it sets the due date" in page
    # 11 to 14 February are charged (the 14th is a make-up day), then the festival.
    assert "02-11 (Wed) – 02-14 (Sat)" in page
    assert "Spring Festival" in page
    assert "stood still: waited for the customer's papers" in page


def test_due_at_midnight_is_said_as_the_day_before(screen):
    # WARNED is due at 2026-03-07 00:00, which is 24:00 of Friday the 6th.
    assert "due 2026-03-06 (Fri)" in screen().page("/tasks/41-12")


def test_the_customer_and_earlier_answers_stand_beside_the_form(screen):
    page = screen().page("/tasks/41-12")

    for words in ("江南精密机械有限公司", "Diamond customer", "025-8412 3300", "1,600", "Li Wei"):
        assert words in page


def test_completing_says_so_and_leads_to_the_next_task_of_the_list(screen, engine):
    person = screen()

    reply = person.send(
        "/tasks/41-12/complete", {"values": {"approved_capacity_kva": 1250}, "view": "mine"}
    )

    assert reply.status_code == 200
    assert reply.json == {"redirect": "/inbox/mine/tasks/43-17"}
    done = engine.commands[-1]
    assert done == CompleteTask(
        actor="manager", task=TaskId(41, 12), values={"approved_capacity_kva": 1250}
    )
    note = person.page(reply.json["redirect"])
    assert "Done: Draft the supply plan. It cannot be undone;" in note
    assert 'href="/cases/41">see case HV-2026-0007</a>' in note


def test_completing_leads_first_to_my_next_task_of_the_same_case(screen):
    reply = screen().send("/tasks/42-9/complete", {"values": {"approved_capacity_kva": 1}})

    assert reply.json == {"redirect": "/tasks/42-10"}


def test_without_anything_left_in_the_case_its_own_page_leads_to_the_inbox(screen):
    reply = screen().send("/tasks/41-12/complete", {"values": {"approved_capacity_kva": 1}})

    assert reply.json == {"redirect": "/inbox/mine"}


@pytest.mark.parametrize(
    ("language", "summary", "sentence"),
    [
        ("en", "Some fields need your attention.", "Enter 20000 or less."),
        ("zh", "", "不得大于20000。"),
    ],
)
def test_a_refused_value_is_said_at_its_field(screen, engine, language, summary, sentence):
    reply = screen("manager", language).send(
        "/tasks/41-12/complete", {"values": {"approved_capacity_kva": 20001}}
    )

    assert reply.status_code == 422
    assert reply.json["errors"] == [{"field": "approved_capacity_kva", "message": sentence}]
    assert summary in reply.json["message"]
    assert engine.tasks[TaskId(41, 12)].state == "open"


def test_a_task_without_form_is_completed_by_a_plain_button(screen):
    person = screen()
    assert 'action="/tasks/42-10/complete"' in person.page("/tasks/42-10")

    reply = person.post("/tasks/42-10/complete", {"view": "mine"})

    assert reply.status_code == 303
    assert reply.location == "/inbox/mine/tasks/42-9"


def test_a_second_completion_is_told_who_did_it_and_when(screen, engine):
    person = screen()
    first = person.send("/tasks/42-9/complete", {"values": {"approved_capacity_kva": 1}})
    second = person.send("/tasks/42-9/complete", {"values": {"approved_capacity_kva": 2}})

    assert first.status_code == 200
    assert second.status_code == 409
    assert "Li Wei completed this task on 2026-03-05 (Thu) 10:00" in second.json["message"]
    completions = [each for each in engine.commands if isinstance(each, CompleteTask)]
    assert [each.values for each in completions] == [{"approved_capacity_kva": 1}]


def test_the_page_of_a_closed_task_says_who_closed_it(screen):
    page = screen().page("/tasks/44-40")

    assert "Chen Jing completed this task on 2026-02-06 (Fri) 11:05." in page
    assert "data-form-submit" not in page


def test_a_task_somebody_else_holds_can_be_read_not_done(screen):
    page = screen("director").page("/tasks/41-12")

    assert "Li Wei works on this task. What was entered so far stands below." in page
    assert "data-form-readonly" in page
    assert "data-form-submit" not in page


def test_two_people_take_the_same_task_and_the_second_is_told(screen):
    screen("manager").post("/tasks/45-8/claim")

    reply = screen("senior-manager").post("/tasks/45-8/claim")

    assert reply.status_code == 409
    assert "Li Wei has taken this task." in reply.text


def test_an_auditor_takes_nothing(screen):
    assert screen("auditor").post("/tasks/45-8/claim").status_code == 403


def test_a_task_can_be_given_back(screen, engine):
    person = screen()
    assert 'action="/tasks/41-12/release"' in person.page("/tasks/41-12")

    reply = person.post("/tasks/41-12/release")

    assert reply.location == "/tasks/41-12"
    assert engine.commands[-1] == ReleaseTask(actor="manager", task=TaskId(41, 12))


def test_a_request_made_by_hand_smuggles_nothing_into_a_task_without_a_form(screen, engine):
    reply = screen().send("/tasks/42-10/complete", {"values": {"manager": "intruder"}})

    assert reply.status_code == 200
    assert engine.commands[-1] == CompleteTask(actor="manager", task=TaskId(42, 10), values={})
