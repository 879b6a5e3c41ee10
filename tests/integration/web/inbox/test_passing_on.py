"""Handing over, following up, sending back and changing a task, page by page."""

import re

import pytest

from engine.api import ClaimTask, CompleteTask, SuspendCase, TaskDetail
from tests.integration.engine.operating.operated import act, last
from tests.integration.web.screen import Screen


@pytest.fixture
def small(small):
    small.case = small.start()
    small.task = small.open_tasks(small.case)["draft"]
    return small


@pytest.fixture
def screen(small):
    return lambda login, language="en": Screen(small.app, login, language)


def task(small, actor="director"):
    return small.engine.query(TaskDetail(actor=actor, task=small.task, language="en"))


def seen(page):
    return re.search(r'name="seen" value="(\d+)"', page)[1]


def test_the_menu_of_a_task_offers_what_its_reader_may_do(small, screen):
    page = screen("development").page(f"/tasks/{small.task}")
    assert all(words in page for words in ("Hand over…", "Follow up…", "Send back…"))
    assert "Reassign or change…" not in page
    leader = screen("director").page(f"/tasks/{small.task}")
    assert "Reassign or change…" in leader
    assert "Hand over…" not in leader
    assert "Hand over…" not in screen("auditor").page(f"/tasks/{small.task}")


def test_a_task_is_handed_over_and_its_new_holder_reads_why(small, screen):
    person = screen("development")
    page = person.page(f"/tasks/{small.task}/hand-over")
    assert ">Ma Chao<" in page
    assert "dispatch" not in page
    reply = person.post(
        f"/tasks/{small.task}/hand-over", {"assignee": "operations", "reason": "<b>you</b> know it"}
    )
    assert (reply.status_code, reply.headers["Location"]) == (303, "/inbox")
    assert task(small).line.assignee.login == "operations"
    assert "&lt;b&gt;you&lt;/b&gt; know it" in screen("operations").page(f"/tasks/{small.task}")


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"assignee": ""}, "Choose a colleague."),
        ({"assignee": "dispatch"}, "cannot be “dispatch”"),
        ({"assignee": "nobody<i>"}, "cannot be “nobody&lt;i&gt;”"),
        ({"assignee": "operations", "reason": "y" * 2500}, "in at most 2000 characters"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(small, screen, form, says):
    reply = screen("development").post(
        f"/tasks/{small.task}/hand-over", {"reason": "kept words"} | form
    )
    assert reply.status_code == 422
    assert says in reply.text
    assert 'aria-invalid="true"' in reply.text
    assert form.get("reason", "kept words") in reply.text
    assert task(small).line.assignee is None


def test_a_day_to_come_back_is_noted_shown_and_taken_away(small, screen):
    person = screen("development")
    address = f"/tasks/{small.task}/follow-up"
    reply = person.post(address, {"follow_up": "2026-02-12", "next": f"/tasks/{small.task}"})
    assert reply.headers["Location"] == f"/tasks/{small.task}"
    assert "follow up on 2026-02-12 (Thu)" in person.page(f"/tasks/{small.task}")
    assert "2月12日 周四跟进" in screen("development", "zh").page(f"/tasks/{small.task}")
    person.post(address, {"never": "1"})
    assert "follow up on" not in person.page(f"/tasks/{small.task}")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Enter a day"), ("soon", "Enter a day"), ("2026-02-30", "Enter a day"),
        ("2026-02-09", "The day has passed"), ("99999-01-01", "Enter a day"),
    ],
)  # fmt: skip
def test_a_day_that_is_none_or_has_passed_is_refused(small, screen, typed, says):
    reply = screen("development").post(
        f"/tasks/{small.task}/follow-up", {"follow_up": typed, "reason": "kept words"}
    )
    assert reply.status_code == 422
    assert says in reply.text
    assert "kept words" in reply.text


def test_a_leader_gives_a_task_to_anybody_with_a_date_and_a_reason(small, screen):
    leader = screen("director")
    page = leader.page(f"/tasks/{small.task}/change")
    assert "Those it is meant for" in page
    form = {
        "assignee": "dispatch", "due": "2026-02-13T09:30", "follow_up": "", "priority": "80",
        "reason": "she knows the feeder",
    }  # fmt: skip
    assert leader.post(f"/tasks/{small.task}/change", form).status_code == 303
    changed = last(small, small.case, "task-changed").data
    assert set(changed["after"]) == {"assignee", "due", "priority"}
    view = task(small)
    assert (view.line.assignee.login, view.line.priority) == ("dispatch", 80)
    assert view.line.due.isoformat() == "2026-02-13T01:30:00+00:00"


@pytest.mark.parametrize(
    "form",
    [{"priority": "high"}, {"due": "13.2."}, {"assignee": "nobody"}, {"reason": ""},
     {"priority": "9" * 40}],
)  # fmt: skip
def test_a_change_that_makes_no_sense_changes_nothing(small, screen, form):
    whole = {"assignee": "dispatch", "due": "", "follow_up": "", "priority": "50", "reason": "r"}
    reply = screen("director").post(f"/tasks/{small.task}/change", whole | form)
    assert reply.status_code == 422
    assert task(small).line.assignee is None


def test_a_task_goes_back_to_an_earlier_one_after_it_was_said_what_ends(small, screen):
    small.do(small.case, "draft", "development")
    small.task = small.open_tasks(small.case)["papers"]
    manager = screen("manager")
    choice = manager.page(f"/tasks/{small.task}/send-back")
    assert "Wang Lei" in choice
    page = manager.page(f"/tasks/{small.task}/send-back?to=draft")
    assert "<li>Record the papers</li>" in page
    assert "“Draft” waits for" in page
    assert "goes on" in page  # the clock that stood still for the customer's papers
    form = {"to": "draft", "seen": seen(page), "reason": "page 3 is missing"}
    assert manager.post(f"/tasks/{small.task}/send-back", form).status_code == 303
    assert list(small.open_tasks(small.case)) == ["draft"]
    # Twice, as by a double click without scripts.
    again = manager.post(f"/tasks/{small.task}/send-back", form)
    assert again.status_code == 409
    assert small.kinds(small.case).count("sent-back") == 1


def test_without_a_reason_or_to_a_place_never_been_at_nothing_is_sent_back(small, screen):
    small.do(small.case, "draft", "development")
    small.task = small.open_tasks(small.case)["papers"]
    manager = screen("manager")
    count = seen(manager.page(f"/tasks/{small.task}/send-back?to=draft"))
    for form, status in (
        ({"to": "draft", "reason": " "}, 422),
        ({"to": "deliver", "reason": "r"}, 422),
        ({"to": "", "reason": "r"}, 400),
    ):
        reply = manager.post(f"/tasks/{small.task}/send-back", {"seen": count} | form)
        assert reply.status_code == status, form
    assert list(small.open_tasks(small.case)) == ["papers"]


def test_at_the_first_task_there_is_nowhere_to_go_back_to(small, screen):
    assert "Nothing was done before this task" in screen("development").page(
        f"/tasks/{small.task}/send-back"
    )


@pytest.mark.parametrize("code", ["hand-over", "follow-up", "send-back"])
def test_of_a_task_that_is_done_or_stands_still_that_is_said(small, screen, code):
    act(small, SuspendCase, small.case)
    assert "This case is suspended" in screen("development").page(f"/tasks/{small.task}/{code}")
    other = small.start()
    done = small.open_tasks(other)["draft"]
    small.engine.execute(ClaimTask(actor="development", task=done))
    small.engine.execute(CompleteTask(actor="development", task=done, values={}))
    page = screen("development").page(f"/tasks/{done}/{code}")
    assert "This task is not open any more" in page
