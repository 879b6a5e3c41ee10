"""A session that ends in the middle of a form: after signing in again nothing typed is lost."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from engine.api import ChangeCustomer, Customer, CustomerDetail, CustomerId, EnterCustomer
from tests.support.stations import SmallStation
from webui.app import create_app
from webui.shared.settings import WebSettings

FORMS = {
    "a new customer": (
        "manager",
        "/customers/new",
        {"name": "泰和纺织二厂", "address": "1 <b>Mill</b> Road", "capacity_kva": "630"},
        None,
    ),
    "a customer": (
        "manager",
        "/customers/{customer}/edit",
        {"address": "2 Mill Road", "contact_name": "王", "contact_phone": "139"},
        None,
    ),
    "a new person": (
        "admin",
        "/people/new",
        {"login": "anna", "name": "Anna", "name_zh": "安娜", "email": "anna@grid.example"},
        ("roles", "auditor"),
    ),
    "a person": (
        "admin",
        "/people/one/dispatch",
        {"name": "Chen Jing the Younger"},
        ("roles", "auditor"),
    ),
    "an absence": ("manager", "/absences/new", {"first": "2026-02-12", "last": "2026-02-16"}, None),
}
"""Who fills in what, and which box they tick."""

CHOSEN = {"social_impact": "yes", "new_energy": "pv", "substitute": "director"}
"""What they choose where there is such a list."""


@pytest.fixture
def small(tmp_path):
    opened = SmallStation(f"sqlite:///{tmp_path / 'store.sqlite3'}")
    yield opened
    opened.station.close()


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
    page.address = serve(create_app(small.engine, WebSettings(secret_key=b"sixteen bytes or more")))
    return page


def form_of(page):
    return page.locator("form[data-keep]")


def fill(page, typed, chosen):
    for name, value in typed.items():
        form_of(page).locator(f"[name={name}]").first.fill(value)
    for name, value in CHOSEN.items():
        field = form_of(page).locator(f"select[name={name}]").first
        if field.count():
            field.select_option(value)
    if chosen is not None:
        choice(page, chosen).check()


def choice(page, chosen):
    name, value = chosen
    return form_of(page).locator(f"[name={name}][value={value}]")


def holds(page, typed, chosen):
    for name, value in typed.items():
        expect(form_of(page).locator(f"[name={name}]").first).to_have_value(value)
    for name, value in CHOSEN.items():
        field = form_of(page).locator(f"select[name={name}]").first
        if field.count():
            expect(field).to_have_value(value)
    if chosen is not None:
        expect(choice(page, chosen)).to_be_checked()


@pytest.mark.parametrize("what", FORMS)
def test_what_was_typed_is_there_again_and_is_taken(page, customer, what):
    login, address, typed, chosen = FORMS[what]
    here = page.address + address.format(customer=customer)
    page.goto(here)
    sign_in(page, login)
    page.goto(here)
    fill(page, typed, chosen)
    page.context.clear_cookies()
    form_of(page).locator("button[type=submit]").first.click()
    page.wait_for_url(lambda url: "sign-in" in url)

    sign_in(page, login)
    expect(page).to_have_url(here)
    holds(page, typed, chosen)


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
    fill(page, {"first": "2026-02-12"}, None)
    page.context.clear_cookies()
    page.goto(f"{page.address}/absences/new")
    sign_in(page, "director")
    expect(form_of(page).locator("[name=first]")).not_to_have_value("2026-02-12")


def test_what_was_taken_is_not_offered_a_second_time(page, customer):
    here = f"{page.address}/customers/new"
    page.goto(here)
    sign_in(page, "manager")
    page.goto(here)
    fill(page, {"name": "新客户", "account_no": "3702"}, None)
    form_of(page).locator("button[type=submit]").first.click()
    expect(page.locator(".alert-success")).to_be_visible()
    page.goto(here)
    expect(form_of(page).locator("[name=name]")).to_have_value("")


def test_what_was_typed_over_an_older_edition_does_not_undo_a_colleagues_change(
    page, small, customer
):
    here = f"{page.address}/customers/{customer}/edit"
    page.goto(here)
    sign_in(page, "manager")
    page.goto(here)
    fill(page, {"address": "abandoned"}, None)
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
    fill(page, {"address": "2 Mill Road"}, None)
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
    fill(page, {"address": "2 Mill Road"}, None)
    form_of(page).locator("button[type=submit]").first.click()
    expect(page.locator(".alert-success")).to_be_visible()
    page.go_back()
    expect(form_of(page).locator("[name=address]")).to_have_value("2 Mill Road")
    fill(page, {"address": "3 Mill Road"}, None)
    form_of(page).locator("button[type=submit]").first.click()
    expect(page.locator(".alert-success")).to_be_visible()
    expect(page.get_by_text("3 Mill Road")).to_be_visible()
