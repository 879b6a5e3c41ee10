"""In a browser, on the real engine: an auditor looks at a finished case, a leader mends one that
failed, and what is typed outlives a session.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.integration.engine.operating.operated import stored
from tests.integration.engine.test_incidents import CHOICE, Playing
from tests.support.pages import let_in

LARGEST = 150_000
TABS = ("Overview", "Timeline", "Data", "Tasks", "Papers", "Messages", "Comments", "Incidents",
        "Related")  # fmt: skip


@pytest.fixture
def office(small, serve, page, violations):
    """`office("director")` signs somebody in and returns the page."""
    page.emulate_media(reduced_motion="reduce")  # pages do not fade into each other
    base = serve(small.app)

    def enter(login, path):
        let_in(page, base, login)
        page.goto(f"{base}{path}")
        return page

    enter.base = base
    yield enter
    assert [each for each in violations if each[0] != "connect-src"] == []


def finished(small):
    case = small.start()
    small.do(case, "draft", "development")
    small.do(case, "papers", "manager", papers_on="2026-02-10")
    small.do(case, "deliver", "manager")
    assert stored(small, case).state == "completed"
    return case


@pytest.mark.parametrize("width", [1440, 390])
def test_an_auditor_reads_every_leaf_of_a_finished_case_and_can_change_nothing(
    small, office, page, width
):
    case = finished(small)
    page.set_viewport_size({"width": width, "height": 844})
    office("auditor", f"/cases/{case}")
    for name in TABS:
        with page.expect_navigation() as gone:
            page.locator(".yk-case-tabs a", has_text=name).click()
        assert len(gone.value.body()) < LARGEST, name
        expect(page.locator(".yk-case-tabs [aria-current=page]")).to_contain_text(name)
        # The frame's own forms are the language and the sign-out; nothing else is sent.
        expect(page.locator("#content form[method=post]")).to_have_count(0)
        expect(page.get_by_role("link", name="Operate…")).to_have_count(0)
        wider = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wider <= 0, name
    page.get_by_role("link", name="Timeline").click()
    page.get_by_label("What").select_option(label="Time limits")
    expect(page.locator(".yk-event").first).to_contain_text("Time limit")
    expect(page.locator("#content")).not_to_contain_text("Completed “Draft”")
    page.get_by_role("link", name="Show everything").click()
    expect(page.locator("#content")).to_contain_text("Completed “Draft”")
    page.get_by_role("link", name="Data").click()
    page.get_by_role("link", name="applied_capacity_kva").click()
    expect(page.locator("#content")).to_contain_text("with the application")


def test_the_print_view_fits_its_sheet_and_has_a_button(small, office, page):
    case = finished(small)
    office("auditor", f"/cases/{case}/print")
    expect(page.get_by_role("button", name="Print")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Print")).to_be_hidden()
    expect(page.locator("h1")).to_have_text("泰和纺织")
    page.set_viewport_size({"width": 688, "height": 1000})  # A4 without its margins, 96 a inch
    wider = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert wider <= 0


def test_a_leader_mends_a_case_that_cannot_go_on(small, office, page):
    playing = Playing(small).deploy(CHOICE)
    case = playing.start()
    small.do(case, "ask", "manager", tier="bronze")
    office("director", "/incidents")
    page.get_by_role("link", name=re.compile("泰和|YK")).first.click()
    page.get_by_role("link", name="Data", exact=True).click()
    page.get_by_role("link", name="Correct tier").click()
    expect(page.get_by_label("New value")).to_have_value("bronze")
    page.get_by_label("New value").fill("gold")
    page.get_by_label("Reason").fill("the tier was mistyped")
    page.get_by_role("button", name="See what it will do").click()
    expect(page.locator(".yk-will")).to_contain_text("gold")
    page.get_by_role("button", name="Correct data").click()
    expect(page.locator(".alert-success")).to_contain_text("The data was corrected.")
    page.get_by_label("What was mended").fill("the tier is right now")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".alert-success")).to_contain_text("It is tried again.")
    expect(page.locator(".yk-incident")).to_have_count(0)


def test_a_case_is_skipped_on_by_keyboard_alone(small, office, page):
    case = small.start()
    office("director", f"/cases/{case}/operate")
    page.get_by_role("link", name="Skip a step…").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Draft").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="See what it will do").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".yk-will")).to_contain_text("Record the papers")
    page.get_by_label("Reason").focus()
    page.keyboard.type("drawn already")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".alert-success")).to_contain_text("The step was skipped.")
    assert list(small.open_tasks(case)) == ["papers"]


def test_what_was_typed_is_there_again_after_the_session_ended(small, office, page):
    case = small.start()
    task = small.open_tasks(case)["draft"]
    address = f"/tasks/{task}/hand-over"
    office("development", address)
    page.get_by_label("To whom").select_option("operations")
    page.get_by_label("A word to them").fill("you know the line")
    page.context.clear_cookies()
    page.get_by_role("button", name="Hand it over").click()
    page.fill("#login", "development")
    page.fill("#password", "demo")
    page.click("main button[type=submit]")
    page.wait_for_url(f"**{address}**")
    expect(page.get_by_label("A word to them")).to_have_value("you know the line")
    expect(page.get_by_label("To whom")).to_have_value("operations")
    page.get_by_role("button", name="Hand it over").click()
    expect(page.locator(".alert-success")).to_contain_text("was handed over")
    # It was taken: nothing of it comes back for the next one.
    other = small.open_tasks(small.start())["draft"]
    page.goto(f"{office.base}/tasks/{other}/hand-over")
    expect(page.get_by_label("A word to them")).to_have_value("")


@pytest.mark.parametrize("width", [1440, 390])
def test_the_menu_of_a_task_stays_on_the_screen_and_closes_by_escape(small, office, page, width):
    task = small.open_tasks(small.start())["draft"]
    page.set_viewport_size({"width": width, "height": 844})
    office("development", f"/tasks/{task}")
    page.locator("[data-menu] summary").click()
    link = page.get_by_role("link", name="Hand over…")
    expect(link).to_be_in_viewport(ratio=1)
    page.keyboard.press("Escape")
    expect(link).to_be_hidden()
    expect(page.locator("[data-menu] summary")).to_be_focused()
