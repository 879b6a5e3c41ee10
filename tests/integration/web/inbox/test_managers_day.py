"""A customer manager's day in a browser: from the first page to the last task, and back again."""

import pytest
from playwright.sync_api import expect

from engine.api import CaseComments, CaseDetail
from tests.support.pages import sign_in
from tests.support.stations import SmallStation
from webui.app import create_app
from webui.shared.settings import WebSettings


@pytest.fixture
def small(tmp_path, serve):
    """One case of the manager's is late at its delivery, of another the papers wait for them."""
    opened = SmallStation(f"sqlite:///{tmp_path / 'store.sqlite3'}")
    late = opened.start(customer_name="江南机械")
    opened.do(late, "draft", "development")
    opened.do(late, "papers", "manager", papers_on="2026-02-10")
    opened.run_to("2026-03-20T09:00")
    opened.case = opened.start(customer_name="泰和纺织")
    opened.do(opened.case, "draft", "development")
    opened.base = serve(
        create_app(opened.engine, WebSettings(secret_key=b"sixteen bytes and more"))
    )
    yield opened
    opened.station.close()


@pytest.fixture
def manager(small, page, violations):
    sign_in(page, small.base, "manager")
    page.keyboard.press("Escape")  # the tour
    expect(page.get_by_role("button", name="Show me around")).to_be_visible()
    yield page
    assert violations == []


def line(page, customer):
    return page.locator(".yk-line", has_text=customer)


def test_a_managers_day(manager, small):
    page = manager

    # What is late comes first; its number leads to its rows, and back brings the first page.
    overdue = page.get_by_role("region", name="Overdue")
    expect(overdue.locator(".yk-panel-number")).to_have_text("1")
    overdue.locator(".yk-panel-number").click()
    expect(page.locator(".yk-line-name")).to_have_text(["Deliver"])
    page.go_back()
    expect(overdue.locator(".yk-panel-number")).to_have_text("1")

    # In the inbox the late one stands on top; the papers are opened, and something is typed.
    page.locator("a.nav-link:visible", has_text="Inbox").first.click()
    expect(page.locator(".yk-line").first).to_contain_text("江南机械")
    line(page, "泰和纺织").locator("[data-line]").click()
    expect(page.locator("h1")).to_have_text("Record the papers")
    page.get_by_label("Account number").fill("3704810110148")
    expect(page.locator("[data-draft-status]")).to_contain_text("saved")

    # They look at something else and come back by the browser's button: nothing typed is lost.
    line(page, "江南机械").locator("[data-line]").first.click()
    expect(page.locator("h1")).to_have_text("Deliver")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Record the papers")
    expect(page.get_by_label("Account number")).to_have_value("3704810110148")

    # A word to the department, without leaving; then the form is done, the next task follows.
    page.get_by_label("Write a comment").fill("The papers came by post.")
    page.get_by_role("button", name="Add the comment").click()
    expect(page.locator("main")).to_contain_text("The papers came by post.")
    address = page.url
    page.get_by_label("Received on").fill("03/20/2026")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Complete this task").click()
    expect(page.get_by_text("Done: Record the papers.")).to_be_visible()
    expect(page.locator("h1")).to_have_text("Deliver")
    page.get_by_role("button", name="Complete this task").click()
    expect(page.get_by_text("Done: Deliver.")).to_be_visible()
    about = {"actor": "manager", "language": "en"}
    assert small.engine.query(CaseDetail(case=small.case, **about)).line.state != "open"
    (said,) = small.engine.query(CaseComments(case=small.case, **about)).comments
    assert [piece.text for piece in said.pieces] == ["The papers came by post."]

    # The address of what is done says so; nothing can be done twice.
    page.goto(address)
    expect(page.locator("main")).to_contain_text("done")
    expect(page.get_by_role("button", name="Complete this task")).to_have_count(0)

    # A new application: the case is theirs and can be found by its customer.
    page.locator("a.nav-link:visible", has_text="Cases").first.click()
    page.get_by_role("link", name="Start a case").click()
    page.get_by_role("link", name="Permit").click()
    page.get_by_label("Name").fill("洪绪铸造")
    page.get_by_label("Capacity (kVA)").fill("800")
    page.locator("[data-form-submit]").click()
    expect(page.locator(".alert-success")).to_contain_text("YK2026")
    page.locator("[data-search]").fill("洪绪")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="洪绪铸造").first).to_be_visible()
