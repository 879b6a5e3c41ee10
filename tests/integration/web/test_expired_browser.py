"""A session that ends in the middle of a form: after signing in again nothing typed is lost."""

from dataclasses import replace
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from engine.api import (
    ChangeCustomer,
    Customer,
    CustomerDetail,
    CustomerId,
    EnterCustomer,
    SaveFilter,
    SetTier,
)
from tests.integration.engine.test_incidents import CHOICE, Playing
from tests.integration.web.expiring import FORMS, Form


@pytest.fixture
def customer(small):
    known = Customer(
        id=CustomerId(0), station="main", name="泰和纺织", account_no="3701", manager="manager"
    )
    return small.engine.execute(EnterCustomer(actor="director", customer=known))


def sign_in(page, login):
    page.fill("#login", login)
    page.fill("#password", "demo")
    page.click("main button[type=submit]")
    page.wait_for_url(lambda url: "sign-in" not in url)


@pytest.fixture
def page(page, small, serve):
    page.address = serve(small.app)
    return page


def form_of(page, action=""):
    return page.locator(f"form[data-keep][action*='{action}']" if action else "form[data-keep]")


def fields(page, form, given):
    """Give each field of a form with what it is to hold: text, a choice, or a tick."""
    if form.opens:
        page.locator("summary", has_text=form.opens).click()
    within = form_of(page, form.action).first
    expect(within).to_be_attached()
    for name, value in (form.typed | form.chosen).items():
        yield within.locator(f"[name={name}]").first, value
    for name, value in form.ticked:
        # A tick may stand beside its form.
        yield page.locator(f"input[name={name}][value='{value.format(**given)}']"), True


def fill(page, form, given):
    for where, value in fields(page, form, given):
        if value is True:
            where.check()
        elif where.evaluate("it => it.tagName") == "SELECT":
            where.select_option(value)
        else:
            where.fill(value)


def holds(page, form, given):
    for where, value in fields(page, form, given):
        if value is True:
            expect(where).to_be_checked()
        else:
            expect(where).to_have_value(value)


def send(page, form):
    within = form_of(page, form.action).first.locator("button[type=submit]")
    within.or_(page.locator("button[type=submit][form]")).first.click()


@pytest.fixture
def given(small, customer):
    """Return what stands in the addresses: customers, one with a tier set; a case and its task, a
    task behind another; there is a case that cannot go on, too.
    """
    known = Customer(id=CustomerId(0), station="main", name="恒源", account_no="3709")
    rated = small.engine.execute(EnterCustomer(actor="director", customer=known))
    small.engine.execute(
        SetTier(actor="director", customer=rated, tier="gold", reason="a key project")
    )
    small.engine.execute(
        SaveFilter(actor="manager", of="inbox", name="due", asked={"due": "today"})
    )
    case, later = small.start(customer_name="泰和纺织"), small.start(customer_name="恒源")
    small.do(later, "draft", "development")
    stopped = Playing(small).deploy(CHOICE).start()
    small.do(stopped, "ask", "manager", tier="bronze")
    return {
        "customer": customer,
        "rated": rated,
        "case": case,
        "task": small.open_tasks(case)["draft"],
        "papers": small.open_tasks(later)["papers"],
    }


@pytest.mark.parametrize("what", FORMS)
def test_what_was_typed_is_there_again_and_is_taken(page, given, what):
    form = FORMS[what]
    here = page.address + quote(form.page.format(**given), safe="/?=&")
    page.goto(here)
    sign_in(page, form.who)
    page.goto(here)
    fill(page, form, given)
    page.context.clear_cookies()
    send(page, form)
    page.wait_for_url(lambda url: "sign-in" in url)

    sign_in(page, form.who)
    expect(page).to_have_url(here)
    holds(page, form, given)

    if not form.taken:
        return
    send(page, form)
    expect(page.locator(".alert-success, [data-taken]").first).to_be_visible()
    page.wait_for_load_state()  # its scripts, which forget, have run by then
    kept = page.evaluate("Object.keys(sessionStorage).filter(key => key.startsWith('kept '))")
    assert kept == []


def test_of_several_fields_of_one_name_each_keeps_its_own(page, customer):
    here = f"{page.address}/customers/{customer}/edit"
    page.goto(here)
    sign_in(page, "manager")
    page.goto(here)
    for nth, name in enumerate(("王", "李")):
        form_of(page).locator("[name=contact_name]").nth(nth).fill(name)
    page.reload()
    for nth, name in enumerate(("王", "李")):
        expect(form_of(page).locator("[name=contact_name]").nth(nth)).to_have_value(name)


def test_somebody_else_at_the_same_machine_sees_nothing_of_it(page):
    page.goto(f"{page.address}/absences/new")
    sign_in(page, "manager")
    page.goto(f"{page.address}/absences/new")
    fill(page, Form("", "", {"first": "2026-02-12"}), {})
    page.context.clear_cookies()
    page.goto(f"{page.address}/absences/new")
    sign_in(page, "director")
    expect(form_of(page).locator("[name=first]")).not_to_have_value("2026-02-12")


def test_what_was_taken_is_not_offered_a_second_time(page, customer):
    here = f"{page.address}/customers/new"
    page.goto(here)
    sign_in(page, "manager")
    page.goto(here)
    fill(page, Form("", "", {"name": "新客户", "account_no": "3702"}), {})
    form_of(page).locator("button[type=submit]").first.click()
    expect(page.locator(".alert-success")).to_be_visible()
    page.wait_for_load_state()
    page.goto(here)
    expect(form_of(page).locator("[name=name]")).to_have_value("")


def test_what_was_typed_over_an_older_edition_does_not_undo_a_colleagues_change(
    page, small, customer
):
    here = f"{page.address}/customers/{customer}/edit"
    page.goto(here)
    sign_in(page, "manager")
    page.goto(here)
    fill(page, Form("", "", {"address": "abandoned"}), {})
    known = small.engine.query(CustomerDetail(actor="director", customer=customer))
    moved = replace(known.customer, address="3 Mill Road")
    change = ChangeCustomer(actor="director", customer=moved, edition=known.edition)
    small.engine.execute(change)
    page.goto(here)
    expect(form_of(page).locator("[name=address]")).to_have_value("3 Mill Road")


def test_a_page_older_than_the_sign_in_of_another_tab_says_so_and_loses_nothing(page, customer):
    here = f"{page.address}/customers/{customer}/edit"
    page.goto(here)
    sign_in(page, "manager")
    page.goto(here)
    fill(page, Form("", "", {"address": "2 Mill Road"}), {})
    other = page.context.new_page()
    page.context.clear_cookies()
    other.goto(f"{page.address}/sign-in")
    sign_in(other, "manager")

    form_of(page).locator("button[type=submit]").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("This page is out of date")
    page.locator("main a.btn-primary").click()
    expect(page).to_have_url(here)
    expect(form_of(page).locator("[name=address]")).to_have_value("2 Mill Road")
    form_of(page).locator("button[type=submit]").first.click()
    expect(page.locator(".alert-success")).to_be_visible()


def test_going_back_to_a_form_that_was_taken_shows_what_holds_now(page, customer):
    here = f"{page.address}/customers/{customer}/edit"
    page.goto(here)
    sign_in(page, "manager")
    page.goto(here)
    fill(page, Form("", "", {"address": "2 Mill Road"}), {})
    form_of(page).locator("button[type=submit]").first.click()
    expect(page.locator(".alert-success")).to_be_visible()
    page.go_back()
    expect(form_of(page).locator("[name=address]")).to_have_value("2 Mill Road")
    fill(page, Form("", "", {"address": "3 Mill Road"}), {})
    form_of(page).locator("button[type=submit]").first.click()
    expect(page.locator(".alert-success")).to_be_visible()
    expect(page.get_by_text("3 Mill Road")).to_be_visible()
