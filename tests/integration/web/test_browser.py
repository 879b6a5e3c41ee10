"""The pages in a browser, under the strict policy, on the fake station."""

import pytest

from engine.api import CompleteTask, TaskId
from tests.support.pages import let_in, settled

PAGES = [
    "/inbox/mine/tasks/42-9",
    "/inbox/groups",
    "/tasks/41-12",
    "/cases",
    "/cases/42",
    "/cases/42/timeline",
    "/cases/42/data",
    "/cases/42/papers",
    "/cases/42/comments",
    "/cases/42/tell?message=customer-withdraws",
    "/cases/new",
    "/cases/new/hv-connection",
]


@pytest.fixture
def at(page, serve, app, violations):
    """`at("/inbox")` opens a page as the manager and waits for what it fetches."""
    station = serve(app)
    let_in(page, station, "manager")

    def go(address):
        settled(page, f"{station}{address}")
        return page

    yield go
    assert violations == []


def place(page):
    return page.url.split("/", 3)[3]


@pytest.mark.parametrize("width", [1440, 390])
def test_no_page_breaks_the_policy_or_is_wider_than_the_screen(at, page, width):
    page.set_viewport_size({"width": width, "height": 844})
    for address in PAGES:
        opened = at(address)
        wider = opened.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wider <= 0, address


def test_a_wrong_value_stands_with_its_sentence_and_nothing_typed_is_lost(at, engine):
    page = at("/inbox/mine/tasks/41-12")
    page.get_by_label("Approved capacity").fill("30000")
    page.get_by_label("Remarks").fill("by hand")

    page.get_by_role("button", name="Complete this task").click()

    page.get_by_role("alert").get_by_text(
        "Approved capacity (kVA): Enter 20000 or less."
    ).wait_for()
    assert page.get_by_label("Approved capacity").input_value() == "30000"
    assert page.get_by_label("Remarks").input_value() == "by hand"
    assert engine.tasks[TaskId(41, 12)].state == "open"


def test_a_double_click_completes_once_and_the_next_task_stands_there(at, engine):
    page = at("/inbox/mine/tasks/41-12")
    page.get_by_label("Approved capacity").fill("1250")

    page.get_by_role("button", name="Complete this task").dblclick()

    page.get_by_text("Done: Draft the supply plan.").wait_for()
    assert place(page) == "inbox/mine/tasks/43-17"
    assert len([each for each in engine.commands if isinstance(each, CompleteTask)]) == 1


def test_a_task_without_form_is_completed_once_by_a_double_click(at, engine):
    page = at("/tasks/42-10")

    page.get_by_role("button", name="Complete this task").dblclick()

    page.get_by_text("Done: Remind the customer by telephone.").wait_for()
    assert len([each for each in engine.commands if isinstance(each, CompleteTask)]) == 1


def test_the_list_is_walked_by_keys(at):
    page = at("/inbox/mine")

    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("j")
    page.keyboard.press("Enter")

    page.get_by_role("heading", name="Draft the supply plan").wait_for()
    assert place(page) == "inbox/mine/tasks/41-12"


def test_c_takes_the_free_task_that_is_open(at, engine):
    page = at("/inbox/groups/tasks/45-8")

    page.keyboard.press("c")

    page.wait_for_url("**/inbox/mine/tasks/45-8")
    assert engine.tasks[TaskId(45, 8)].assignee == "manager"


def test_a_phone_shows_the_list_then_the_task(at, page):
    page.set_viewport_size({"width": 390, "height": 844})

    at("/inbox/mine").locator(".yk-line-name", has_text="Draft the supply plan").click()

    page.get_by_role("heading", name="Draft the supply plan").wait_for()
    assert not page.locator(".yk-list").is_visible()
    page.get_by_role("link", name="Back to the list").click()
    page.wait_for_url("**/inbox/mine")
    assert page.locator(".yk-list").is_visible()


def test_a_called_process_is_stepped_into_from_the_diagram_and_an_element_shows_its_history(at):
    page = at("/cases/41")

    page.locator("[data-element-id=sign-off]").first.click()
    page.wait_for_url("**/cases/41?process=sign-off-process")
    page.locator("[data-state=shown]").wait_for()
    page.locator("[data-element-id=draft-plan]").first.click()

    page.wait_for_url("**/cases/41/timeline?element=draft-plan")


def test_the_task_shows_where_the_case_stands(at):
    page = at("/tasks/41-12")

    page.locator("[data-state=shown][data-diagram]").wait_for()
    assert page.locator(".yk-note").inner_text() == "Zhao Lei, since 2 March"


def test_a_diagram_asked_for_after_the_session_has_ended_says_so_quietly(at, page):
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    # The sign-in page is where a request of somebody who is not signed in is led.
    to_sign_in = {"status": 302, "headers": {"Location": "/sign-in"}}
    page.route("**/diagram.bpmn*", lambda route: route.fulfill(**to_sign_in))
    page = at("/cases/42")
    page.locator("[data-diagram][data-state=failed]").wait_for()
    assert "could not be loaded" in page.locator("[data-diagram]").inner_text()
    assert complaints == []
