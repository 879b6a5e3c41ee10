"""An absence and its substitute, in the browser, on the real engine, under the strict policy."""

from datetime import date

import pytest

from tests.integration.web.people_station import served
from tests.support.pages import let_in, settled

__all__ = ["served"]

PAGES = {
    "admin": [
        "/people", "/people/new", "/people/one/operations", "/people/groups",
        "/people/permissions?role=director", "/people/history",
    ],
    "director": ["/me", "/me/password", "/absences", "/absences/new?person=marketing"],
}  # fmt: skip


@pytest.fixture
def at(page, serve, served, violations):
    """`at("manager", "/me")` opens a page as a person, who signs in first."""
    station = serve(served.app)

    def go(person, address):
        page.context.clear_cookies()
        let_in(page, station, person)
        settled(page, f"{station}{address}")
        return page

    yield go
    assert violations == []


@pytest.mark.parametrize("person", PAGES)
@pytest.mark.parametrize("width", [1920, 390])
def test_no_page_breaks_the_policy_or_is_wider_than_the_screen(at, page, person, width):
    page.set_viewport_size({"width": width, "height": 844})
    opened = at(person, PAGES[person][0])
    base = page.url.removesuffix(PAGES[person][0])
    for address in PAGES[person]:
        settled(opened, base + address)
        wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert opened.evaluate(wider) <= 0, address
        unnamed = opened.evaluate(
            """[...document.querySelectorAll('main input, main select')]
               .filter(f => f.type !== 'hidden' && !f.hidden)
               .filter(f => !f.labels?.length && !f.getAttribute('aria-label')).map(f => f.name)"""
        )
        assert unnamed == [], address


def test_an_absence_is_entered_a_substitute_does_the_task_and_the_history_says_for_whom(
    at, page, served
):
    case = served.start()
    served.do(case, "draft", "development")
    task = served.open_tasks(case)["papers"]

    # The manager goes on leave, from today on.
    at("manager", "/inbox/mine")
    page.get_by_role("button", name="Your account").click()
    page.get_by_role("link", name="Absences").click()
    page.get_by_role("link", name="Enter an absence").click()
    page.get_by_label("First day").fill(date(2026, 2, 10).isoformat())
    page.get_by_label("Last day").fill(date(2026, 2, 14).isoformat())
    page.get_by_label("Substitute 1").select_option("senior-manager")
    page.get_by_role("button", name="Enter this absence").dblclick()
    page.get_by_text("standing in: Li Wenbo").wait_for()

    # The substitute finds the task, marked, and completes it.
    at("senior-manager", "/inbox/mine")
    page.get_by_role("link", name="Standing in").click()
    page.get_by_text("for Zhang Wei").wait_for()
    page.locator(".yk-line-name", has_text="Record the papers").click()
    page.get_by_text("Zhang Wei is away and you stand in.").wait_for()
    page.locator(".fjs-input").first.fill("02/10/2026")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Complete this task").click()
    page.get_by_text("Done: Record the papers.").wait_for()
    page.goto(page.url.split("/inbox")[0] + f"/cases/{case}/timeline")
    page.get_by_text("Completed “Record the papers” on behalf of Zhang Wei").wait_for()
    assert task not in served.open_tasks(case).values()

    # Back early: nothing is shown any more.
    at("manager", "/absences")
    page.get_by_role("button", name="Back: end it now").click()
    page.get_by_text("The absence is ended.").wait_for()
    at("senior-manager", "/inbox/mine")
    assert page.get_by_role("link", name="Standing in").count() == 0


def test_a_person_is_changed_by_keyboard_alone(at, page, served):
    at("admin", "/people/one/operations")
    page.get_by_label("Name", exact=True).focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("Ma Chao the Younger")
    page.keyboard.press("Enter")
    page.get_by_text("Saved.").wait_for()
    page.get_by_role("link", name="What was changed about this person").focus()
    page.keyboard.press("Enter")
    page.get_by_text("→ Ma Chao the Younger").wait_for()


def test_the_menu_of_ones_account_is_reached_on_a_phone(at, page):
    page.set_viewport_size({"width": 390, "height": 844})
    at("operations", "/inbox/mine")
    page.get_by_role("button", name="Your account").click()
    page.get_by_role("link", name="My account").click()
    page.get_by_role("heading", name="Where I am signed in").wait_for()
