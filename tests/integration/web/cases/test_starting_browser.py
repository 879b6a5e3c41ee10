"""What is typed to begin a case stays in this browser until it has begun, and begins it once."""

import pytest
from playwright.sync_api import expect

from engine.api import CaseDetail, UnknownCase

NAME = "江南印染 <b>二厂</b>"


@pytest.fixture
def page(page, small, serve):
    station = serve(small.app)
    page.address = f"{station}/cases/new/permit"
    sign_in(page, "manager")
    return page


def sign_in(page, login):
    page.goto(page.address)
    page.fill("#login", login)
    page.fill("#password", "demo")
    page.click("main button[type=submit]")
    expect(name(page)).to_be_visible()


def name(page):
    return page.get_by_role("textbox", name="Name", exact=True)


def fill(page):
    name(page).fill(NAME)
    page.get_by_role("textbox", name="Capacity (kVA)").fill("2000")


def begin(page):
    page.locator("[data-form-submit]").click()


def said(page):
    return page.locator("[data-draft-status]")


def test_after_a_session_that_ended_and_a_closed_window_it_is_there_for_its_own_writer(page):
    fill(page)
    page.context.clear_cookies()
    begin(page)
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    expect(name(page)).to_have_value(NAME)

    sign_in(page, "senior-manager")
    expect(name(page)).to_have_value("")
    page.context.clear_cookies()
    sign_in(page, "manager")
    expect(name(page)).to_have_value(NAME)
    expect(said(page)).to_contain_text("had not been sent; it is shown.")


def test_a_case_that_has_begun_is_not_offered_again(page):
    fill(page)
    page.reload()
    expect(name(page)).to_have_value(NAME)
    begin(page)
    expect(page.locator(".alert-success")).to_contain_text("was started")
    page.goto(page.address)
    expect(name(page)).to_have_value("")
    expect(said(page)).to_be_empty()


def test_what_began_without_an_answer_is_not_begun_twice(page, small):
    def lose(route):
        route.fetch()  # the station begins it, and its answer is lost
        route.abort()

    fill(page)
    page.route("**/cases/new/permit", lose)
    begin(page)
    expect(page.get_by_text("The server cannot be reached.")).to_be_visible()
    page.unroute("**/cases/new/permit")

    page.goto(page.address)
    expect(name(page)).to_have_value(NAME)
    begin(page)
    expect(page.locator(".alert-success").last).to_contain_text("YK2026000001 was started")
    assert small.kinds(1).count("case-started") == 1
    with pytest.raises(UnknownCase):
        small.kinds(2)


def test_two_windows_begin_a_case_each(page, small):
    fill(page)
    other = page.context.new_page()
    other.goto(page.address)
    expect(name(other)).to_have_value(NAME)
    name(other).fill("泰和纺织")
    for each, number in ((page, 1), (other, 2)):
        begin(each)
        expect(each.locator(".alert-success")).to_contain_text(f"YK202600000{number} was started")
    second = small.engine.query(CaseDetail(actor="director", case=2, language="en"))
    assert second.customer.name == "泰和纺织"


def test_one_may_start_over(page):
    fill(page)
    page.reload()
    said(page).get_by_role("button", name="Start over").click()
    expect(said(page)).to_be_empty()
    expect(name(page)).to_have_value("")
