"""The inbox in a browser: by keys alone, several tasks at once, news without losing one's place."""

import pytest
from playwright.sync_api import expect

from engine.api import ClaimTask, SavedFilters
from tests.support.pages import let_in, settled

MANY = 12


@pytest.fixture
def small(small):
    """Twelve cases of the manager; the first is the manager's own to record the papers of."""
    for number in range(MANY):
        small.start(customer_name=f"泰和纺织第{number}厂")
    small.do(1, "draft", "operations")
    small.task = small.open_tasks(1)["papers"]
    return small


@pytest.fixture
def office(small, serve, page, violations):
    small.base = serve(small.app)
    yield page
    assert violations == []


def sign_in(page, small, login, address):
    let_in(page, small.base, login)
    settled(page, f"{small.base}{address}")


def boxes(page):
    return page.locator(".yk-choose")


def ask_for_news(page):
    page.locator("body").dispatch_event("yekuo:ask")


def test_keys_move_choose_and_open(office, small):
    sign_in(office, small, "development", "/inbox/groups")
    office.keyboard.press("j")
    expect(office.locator("[data-line]").first).to_be_focused()
    office.keyboard.press("x")
    office.keyboard.press("j")
    office.keyboard.press("x")
    expect(office.locator("[data-chosen-number]")).to_have_text("2 chosen")
    office.keyboard.press("k")
    expect(office.locator("[data-line]").first).to_be_focused()
    office.keyboard.press("x")
    expect(boxes(office).first).not_to_be_checked()
    office.keyboard.press("Enter")
    office.wait_for_url("**/inbox/groups/tasks/*")


def test_c_takes_the_task_in_focus(office, small):
    sign_in(office, small, "development", "/inbox/groups")
    office.keyboard.press("j")
    office.keyboard.press("c")
    office.wait_for_url("**/inbox/mine/tasks/*")
    assert len(small.inbox("development")) == 1


def test_the_help_tells_the_keys_and_gives_the_focus_back(office, small):
    sign_in(office, small, "development", "/inbox/groups")
    office.keyboard.press("j")
    office.keyboard.press("?")
    dialog = office.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog).to_be_visible()
    office.keyboard.press("x")  # keys of the list are silent behind it
    office.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(office.locator("[data-line]").first).to_be_focused()
    expect(boxes(office).first).not_to_be_checked()


def test_keys_are_letters_while_one_types(office, small):
    sign_in(office, small, "development", "/inbox/groups")
    search = office.get_by_role("searchbox", name="Filter this list")
    search.click()
    office.keyboard.type("jkxc?")
    expect(search).to_have_value("jkxc?")
    expect(office.get_by_role("dialog")).to_have_count(0)
    assert small.inbox("development") == ()


def test_several_are_chosen_and_taken_with_one_button(office, small):
    sign_in(office, small, "development", "/inbox/groups")
    expect(office.get_by_role("button", name="Complete")).to_be_hidden()
    office.get_by_label("All that are shown").check()
    expect(office.locator("[data-chosen-number]")).to_have_text(f"{MANY - 1} chosen")
    office.locator("#bulk button[value=claim]").click()
    expect(office.get_by_text(f"Taken: {MANY - 1}")).to_be_visible()
    assert len(small.inbox("development")) == MANY - 1


def test_news_is_told_in_a_line_and_takes_nobodys_place(office, small):
    """Typed, chosen, scrolled and in focus stay as they were."""
    office.set_viewport_size({"width": 1280, "height": 560})
    sign_in(office, small, "manager", f"/inbox/station/tasks/{small.task}")
    office.locator("[data-form][data-state=shown]").wait_for()
    office.get_by_label("Account number").fill("half a number")
    number = boxes(office).count()
    boxes(office).nth(3).check()
    line = office.locator("[data-line]").nth(5)
    line.focus()
    list_ = office.locator(".yk-list")
    list_.evaluate("list => { list.scrollTop = 300; }")
    chosen = boxes(office).nth(3).input_value()
    where = line.get_attribute("href")

    ask_for_news(office)
    expect(office.locator("[data-news]")).to_have_text("")
    small.start(customer_name="新客户")
    small.start(customer_name="又一新客户")
    ask_for_news(office)
    news = office.locator("[data-news]")
    expect(news).to_contain_text("2 new tasks")
    expect(office.get_by_text("新客户", exact=True)).to_have_count(0)
    before = line.bounding_box()["y"]
    # By script, so that the focus stays where it is.
    news.get_by_role("button", name="show").dispatch_event("click")

    expect(office.get_by_text("新客户", exact=True)).to_have_count(1)
    expect(boxes(office)).to_have_count(number + 2)
    expect(office.locator(f".yk-choose[value='{chosen}']")).to_be_checked()
    kept = office.locator(f"[data-line][href='{where}']")
    expect(kept).to_be_focused()
    assert abs(kept.bounding_box()["y"] - before) <= 1
    expect(office.get_by_label("Account number")).to_have_value("half a number")
    expect(office.locator("[data-line][aria-current]")).to_have_count(1)
    expect(news).to_have_text("The list is up to date.")


def test_what_somebody_else_took_is_told_too(office, small):
    sign_in(office, small, "development", "/inbox/groups")
    taken = small.open_tasks(2)["draft"]
    small.engine.execute(ClaimTask(actor="operations", task=taken))
    ask_for_news(office)
    expect(office.locator("[data-news]")).to_contain_text("This list has changed")
    office.get_by_role("button", name="show").click()
    expect(boxes(office)).to_have_count(MANY - 2)


def test_an_empty_list_is_told_of_its_first_task(office, small):
    sign_in(office, small, "development", "/inbox/mine")
    expect(office.get_by_text("Nothing waits for you")).to_be_visible()
    small.engine.execute(ClaimTask(actor="development", task=small.open_tasks(2)["draft"]))
    ask_for_news(office)
    expect(office.locator("[data-news]")).to_contain_text("1 new task")
    office.get_by_role("button", name="show").click()
    expect(boxes(office)).to_have_count(1)


def test_a_lost_line_is_no_news_and_breaks_nothing(office, small):
    sign_in(office, small, "development", "/inbox/groups")
    office.context.set_offline(True)
    ask_for_news(office)
    office.context.set_offline(False)
    small.start(customer_name="新客户")
    ask_for_news(office)
    expect(office.locator("[data-news]")).to_contain_text("1 new task")


def test_a_filter_is_kept_from_its_menu(office, small):
    sign_in(office, small, "manager", "/inbox/station")
    office.locator("summary", has_text="Filter").first.click()
    office.get_by_label("Step").select_option("permit:draft")
    office.get_by_role("button", name="Apply").click()
    office.wait_for_url("**step=permit%3Adraft**")
    expect(office.get_by_role("link", name="Remove the filter Step")).to_be_visible()
    office.locator("summary", has_text="Kept filters").click()
    office.get_by_label("Keep this filter as").fill("Drafts to chase")
    office.get_by_role("button", name="Keep").click()
    expect(office.get_by_text("The filter “Drafts to chase” is kept.")).to_be_visible()
    office.locator("summary", has_text="Kept filters").click()
    expect(office.get_by_role("link", name="Drafts to chase")).to_be_visible()
    (kept,) = small.engine.query(SavedFilters(actor="manager", of="inbox", language="en"))
    assert kept.asked == {"view": "station", "step": "permit:draft"}


@pytest.mark.parametrize("width", [390, 1440])
def test_no_page_is_wider_than_its_window(office, small, width):
    office.set_viewport_size({"width": width, "height": 900})
    sign_in(office, small, "manager", "/inbox/station?manager=manager&tier=ordinary")
    for address in ("/inbox/station", "/cases?manager=manager", "/filters/inbox"):
        settled(office, f"{small.base}{address}")
        assert office.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_phone_what_was_done_is_told_above_the_list(office, small):
    office.set_viewport_size({"width": 390, "height": 844})
    address = f"/tasks/{small.task}/follow-up?next=/inbox/station"
    sign_in(office, small, "manager", address)
    office.locator("input[type=date]").fill("2026-02-20")
    office.locator("main form .btn-primary").click()
    office.wait_for_url("**/inbox/station")
    expect(office.locator(".yk-line")).to_have_count(MANY)
    expect(office.locator(".alert-success")).to_be_in_viewport(ratio=1)
