"""The first page in a browser: the director's morning, and the tour by keyboard alone."""

import pytest
from playwright.sync_api import expect

from engine.api import CaseComments
from tests.support.stations import SmallStation
from webui.app import create_app
from webui.shared.settings import WebSettings


@pytest.fixture
def small(tmp_path, serve):
    opened = SmallStation(f"sqlite:///{tmp_path / 'store.sqlite3'}")
    opened.case = opened.start()
    opened.run_to("2026-03-20T09:00")
    opened.base = serve(
        create_app(opened.engine, WebSettings(secret_key=b"sixteen bytes and more"))
    )
    yield opened
    opened.station.close()


@pytest.fixture
def at(small, page, violations):
    """`at("director")` signs somebody in; they are at their first page."""

    def open_(login):
        page.goto(f"{small.base}/sign-in")
        page.fill("#login", login)
        page.fill("#password", "demo")
        page.click("main button[type=submit]")
        page.wait_for_url("**/home")
        return page

    yield open_
    assert violations == []


def test_the_directors_morning(at, small):
    """From the number of late cases to one of them, to why it is late, to asking about it."""
    page = at("director")
    page.keyboard.press("Escape")  # the tour
    late = page.get_by_role("region", name="Late")
    expect(late.locator(".yk-panel-number")).to_have_text("1")
    expect(page.get_by_role("row", name="Zhang Wei").locator("td").nth(1)).to_have_text("1")

    # The number leads to the rows it counts.
    late.locator(".yk-panel-number").click()
    expect(page.locator(".yk-cell-main a")).to_have_count(1)
    page.go_back()

    # To the case, and why.
    late.get_by_role("link", name="泰和纺织").click()
    page.wait_for_url(f"**/cases/{small.case}")
    why = page.get_by_text("How this is counted").first
    why.click()
    expect(page.locator("details.yk-why[open]").first).to_contain_text("working day")

    # To ask.
    page.get_by_role("link", name="Comments").click()
    page.locator("textarea").first.fill("What keeps the draft from being done?")
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator("main")).to_contain_text("What keeps the draft from being done?")
    talk = small.engine.query(CaseComments(actor="manager", case=small.case, language="en"))
    assert talk.comments


def test_the_tour_is_taken_by_keyboard_and_does_not_come_back(at, page):
    at("manager")
    tour = page.get_by_role("dialog")
    expect(tour).to_have_accessible_name("This is your first page")
    expect(tour.get_by_role("button", name="Next")).to_be_focused()
    page.keyboard.press("Enter")
    expect(tour).to_contain_text("2 of 5")
    page.keyboard.press("ArrowLeft")
    expect(tour).to_contain_text("1 of 5")
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect(tour).to_contain_text("5 of 5")
    expect(tour.get_by_role("button", name="End the tour")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    expect(page.get_by_role("button", name="Show me around")).to_be_visible()
    page.reload()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("button", name="Show me around").click()
    expect(page.get_by_role("dialog")).to_be_visible()


def test_escape_leaves_the_tour_for_good(at, page):
    at("auditor")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Show me around")).to_be_visible()
    page.reload()
    expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.parametrize("login", ["manager", "director", "designer", "development"])
def test_nothing_is_wider_than_a_phone(at, page, login):
    page.set_viewport_size({"width": 390, "height": 800})
    at(login)
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Show me around")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(("width", "height"), [(390, 700), (1440, 700)])
def test_each_step_of_the_tour_stands_wholly_on_the_screen_with_what_it_speaks_of(
    at, page, width, height
):
    page.set_viewport_size({"width": width, "height": height})
    at("manager")
    tour = page.get_by_role("dialog")
    for number in range(1, 6):
        expect(tour).to_contain_text(f"{number} of 5")
        expect(tour).to_be_in_viewport(ratio=1)
        expect(page.locator(".yk-tour-target")).to_be_in_viewport()
        page.keyboard.press("ArrowRight")


@pytest.mark.parametrize("width", [320, 390])
def test_the_bar_of_a_phone_leads_an_administrator_to_every_page(at, page, width):
    page.set_viewport_size({"width": width, "height": 800})
    at("admin")
    page.keyboard.press("Escape")
    bar = page.locator(".yk-bottombar")
    words = ["Home", "Inbox", "Cases", "Customers", "Incidents", "People"]
    for word in words:
        expect(bar.get_by_role("link", name=word)).to_be_in_viewport(ratio=1)
    texts = bar.locator(".nav-link-title")
    boxes = [texts.nth(place).bounding_box() for place in range(len(words))]
    ends = [box["x"] + box["width"] for box in boxes]
    assert all(end <= box["x"] for end, box in zip(ends, boxes[1:], strict=False)), boxes
    bar.get_by_role("link", name="People").click()
    page.wait_for_url("**/people")
