"""A form in a browser that reads Chinese: what form-js and our own scripts say there."""

import re

import pytest
from playwright.sync_api import expect

from engine.api import CaseList
from tests.integration.web.lived_in import lived_in
from tests.support.pages import let_in, settled

__all__ = ["lived_in"]

LATIN = re.compile(r"[A-Za-z]{3,}")
OF_DESIGNERS = {"kVA", "customer", "Capacity", "Papers", "papers", "received", "Record", "the"}
"""What the form's designer left untranslated, and units."""


@pytest.fixture
def at(browser, serve, lived_in):
    """`at("/cases/new/permit")` opens a page as a person whose browser asks for Chinese."""
    station = serve(lived_in.app)
    with browser.new_context(locale="zh-CN", viewport={"width": 1440, "height": 900}) as context:
        page = context.new_page()
        let_in(page, station, "admin")

        def go(address):
            settled(page, f"{station}{address}")
            return page

        yield go


def english(locator):
    """The English words somebody sees, placeholders too."""
    said = locator.all_inner_texts()
    said += [field.get_attribute("placeholder") or "" for field in locator.locator("input").all()]
    return [word for word in LATIN.findall(" ".join(said)) if word not in OF_DESIGNERS]


def test_an_application_form_says_what_is_wrong_in_chinese(at):
    page = at("/cases/new/permit")
    form = page.locator(".fjs-container")
    expect(form).to_be_visible()
    assert english(form) == []

    page.locator("form button[type=submit]:visible, button.btn-primary:visible").last.click()
    wrong = page.locator(".fjs-form-field-error").first
    expect(wrong).to_be_visible()
    assert english(form) == []
    assert re.search("[一-鿿]", wrong.inner_text())


def test_a_tasks_date_picker_is_chinese(at, lived_in):
    engine = lived_in.small.engine
    rows = engine.query(CaseList(actor="admin", language="zh")).rows
    tasks = [lived_in.small.open_tasks(row.id).get("papers") for row in rows]
    page = at(f"/tasks/{next(task for task in tasks if task)}")
    field = page.locator(".fjs-container .flatpickr-input:visible, .fjs-container input").first
    field.click()
    calendar = page.locator(".flatpickr-calendar.open")
    expect(calendar).to_be_visible()
    assert english(calendar) == []
    weekdays = calendar.locator(".flatpickr-weekday").all_inner_texts()
    assert {day.strip()[-1] for day in weekdays} == set("一二三四五六日")
