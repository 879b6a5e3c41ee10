"""The frame's scripts in a real browser, under the strict Content-Security-Policy."""

import pytest

from tests.fakes.people import MANAGER, PeopleEngine
from tests.integration.web_frame.frame_alone import create_app
from tests.integration.web_frame.pages import Pages
from webui.shared.settings import WebSettings


@pytest.fixture
def pages():
    return Pages()


@pytest.fixture
def address(pages, serve):
    engine = PeopleEngine(MANAGER, simulated=True)
    app = create_app(engine, WebSettings(secret_key=b"sixteen bytes and more", demo=True))
    app.register_blueprint(pages.blueprint)
    return serve(app)


@pytest.fixture
def opened(page, address, violations):
    """The form page, reached through the sign-in page as a person would."""
    page.goto(f"{address}/form")
    page.get_by_label("Sign-in name").fill("manager")
    page.get_by_label("Password").fill("demo")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/form")
    page.locator("[data-form][data-state=shown]").wait_for()
    page.locator("[data-diagram][data-state=shown]").wait_for()
    return page


def test_everything_renders_without_a_violation(opened, violations):
    opened.locator("#swap").click()
    opened.locator("#part b").wait_for()
    assert violations == []


def test_the_diagram_shows_where_the_case_stands(opened):
    assert opened.locator(".yk-done[data-element-id=survey]").count() == 1
    assert opened.locator(".yk-active[data-element-id=plan]").count() == 1
    assert opened.locator(".yk-late[data-element-id=late]").count() == 1
    assert opened.locator(".yk-taken").count() == 2
    assert opened.locator(".yk-token").all_inner_texts() == ["2", "1"]
    assert opened.locator(".yk-note").inner_text() == "<b>Li</b>, since 2026-03-09"
    assert "现场勘查" in opened.locator("[data-element-id=survey]").first.text_content()


def test_the_diagram_is_zoomed_by_buttons_and_keys(opened):
    def scale():
        return opened.evaluate("document.querySelector('.viewport').getCTM().a")

    before = scale()
    opened.get_by_role("button", name="Zoom in").click()
    assert scale() == pytest.approx(before * 1.2, rel=0.01)
    opened.locator("[data-diagram]").focus()
    opened.keyboard.press("-")
    assert scale() == pytest.approx(before, rel=0.01)
    opened.keyboard.press("+")
    opened.keyboard.press("0")
    assert scale() == pytest.approx(before, rel=0.01)


def test_a_click_in_the_diagram_names_the_element(opened):
    opened.evaluate(
        "document.addEventListener('diagram:element', e => { window.__chosen = e.detail; })"
    )
    opened.locator("[data-element-id=plan]").first.click()
    assert opened.evaluate("window.__chosen") == {"id": "plan", "name": "拟定供电方案"}


def test_a_filled_form_is_sent_once_and_leads_on(opened, pages):
    pages.hold.clear()
    opened.get_by_label("Customer").fill("Red Star Works")
    button = opened.get_by_role("button", name="Complete the survey")
    button.dblclick()
    assert button.is_disabled()
    opened.get_by_label("Customer").press("Enter")
    pages.hold.set()
    opened.wait_for_url("**/done")
    assert len(pages.sent) == 1
    assert pages.sent[0]["version"] == 3
    assert pages.sent[0]["values"]["customer"] == "Red Star Works"
    assert pages.sent[0]["values"]["capacity_kva"] == 800


def test_what_the_form_itself_finds_is_not_sent(opened, pages):
    opened.get_by_label("Capacity (kVA)").fill("5000")
    opened.get_by_role("button", name="Complete the survey").click()
    summary = opened.get_by_role("alert")
    assert "Customer: Field is required." in summary.inner_text()
    assert "Capacity (kVA): Field must have maximum value of 4000." in summary.inner_text()
    assert pages.sent == []


def test_the_servers_errors_stand_at_their_fields_and_nothing_is_lost(opened, pages):
    pages.answer = (
        {
            "message": "Some fields need your attention.",
            "errors": [
                {"field": "customer", "message": "This customer owes 12 yuan."},
                {"field": "sources.1.line", "message": "No such line."},
            ],
        },
        422,
    )
    opened.get_by_label("Customer").fill("Red Star Works")
    opened.get_by_label("Line").nth(1).fill("Line 9")
    opened.get_by_role("button", name="Complete the survey").click()
    summary = opened.get_by_role("alert")
    summary.get_by_text("Customer: This customer owes 12 yuan.").wait_for()
    field = opened.locator(".fjs-form-field-textfield", has_text="This customer owes 12 yuan.")
    assert field.locator("input").input_value() == "Red Star Works"
    second = opened.locator(".fjs-form-field-textfield", has_text="No such line.")
    assert second.locator("input").input_value() == "Line 9"
    summary.get_by_role("button", name="Line: No such line.").click()
    assert second.locator("input").evaluate("e => e === document.activeElement")
    assert opened.get_by_role("button", name="Complete the survey").is_enabled()
    second.locator("input").fill("Line 2")
    opened.get_by_text("No such line.", exact=True).wait_for(state="detached")


def test_a_session_that_ended_loses_nothing_typed(opened, pages):
    opened.get_by_label("Customer").fill("Red Star Works")
    opened.context.clear_cookies()
    opened.get_by_role("button", name="Complete the survey").click()
    opened.get_by_role("alert").get_by_text("You were signed out.").wait_for()
    assert opened.get_by_label("Customer").input_value() == "Red Star Works"
    assert pages.sent == []

    with opened.context.expect_page() as other:
        opened.get_by_role("link", name="Sign in").click()
    other.value.get_by_label("Sign-in name").fill("manager")
    other.value.get_by_label("Password").fill("demo")
    other.value.get_by_role("button", name="Sign in").click()
    other.value.get_by_text("Good day, Manager").wait_for()
    opened.get_by_role("button", name="Complete the survey").click()
    opened.get_by_role("alert").get_by_text("Check that it is you").wait_for()
    assert pages.sent == []
    opened.get_by_role("button", name="Complete the survey").click()
    opened.wait_for_url("**/done")
    assert pages.sent[0]["values"]["customer"] == "Red Star Works"


def test_a_server_that_is_gone_loses_nothing_typed(opened):
    opened.get_by_label("Customer").fill("Red Star Works")
    opened.context.set_offline(True)
    opened.get_by_role("button", name="Complete the survey").click()
    opened.get_by_role("alert").get_by_text("The server cannot be reached.").wait_for()
    assert opened.get_by_label("Customer").input_value() == "Red Star Works"


def test_chinese_reaches_the_form_and_the_calendar(opened, violations):
    opened.get_by_role("button", name="中文").click()
    opened.locator("[data-form][data-state=shown]").wait_for()
    assert opened.locator("html").get_attribute("lang") == "zh-Hans-CN"
    assert "演示时间" in opened.locator("header").inner_text()
    opened.get_by_role("button", name="Complete the survey").click()
    assert "Customer：此项必填。" in opened.get_by_role("alert").inner_text()
    opened.get_by_label("Wanted on").click()
    days = opened.locator(".flatpickr-weekday").all_inner_texts()
    assert [day.strip() for day in days[:7]] == [
        "周一",
        "周二",
        "周三",
        "周四",
        "周五",
        "周六",
        "周日",
    ]
    assert violations == []


def test_a_week_begins_on_monday(opened):
    opened.get_by_label("Wanted on").click()
    days = opened.locator(".flatpickr-weekday").all_inner_texts()
    assert [day.strip() for day in days[:7]] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


def test_the_stations_clock_runs_on_in_its_own_zone(opened):
    words = opened.locator("time[data-clock]").inner_text()
    assert words.startswith("2026-03-09 (Mon) 10:3")


def test_a_dark_system_gets_a_dark_page(opened):
    opened.emulate_media(color_scheme="dark")
    opened.locator("html[data-bs-theme=dark]").wait_for()
    opened.emulate_media(color_scheme="light")
    opened.locator("html[data-bs-theme=light]").wait_for()


def test_signing_out_from_the_menu(opened):
    opened.get_by_role("button", name="Your account").click()
    opened.get_by_role("button", name="Sign out").click()
    opened.wait_for_url("**/sign-in")
