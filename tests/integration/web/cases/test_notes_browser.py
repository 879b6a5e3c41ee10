"""Typing, losing the line, coming back: the draft is there. Comments and papers without leaving."""

import re

import pytest
from playwright.sync_api import expect

from engine.api import CaseComments, CasePapers, TaskDraft
from tests.support import files
from tests.support.pages import let_in, settled


@pytest.fixture
def small(small):
    small.case = small.start()
    small.do(small.case, "draft", "operations")
    small.task = small.open_tasks(small.case)["papers"]
    return small


@pytest.fixture
def office(small, serve, page, violations):
    """The manager at the task's page, form shown."""
    small.base = serve(small.app)
    let_in(page, small.base, "manager")
    come_back(page, small)
    yield page
    assert [each for each in violations if each[0] != "connect-src"] == []


def sign_in(page, small, login="manager"):
    page.goto(f"{small.base}/sign-in")
    page.fill("#login", login)
    page.fill("#password", "demo")
    page.click("main button[type=submit]")
    page.wait_for_url("**/home")


def come_back(page, small):
    # To its last fetch: an answer under way would bring back the cookie that a test takes away.
    settled(page, f"{small.base}/tasks/{small.task}")
    page.locator("[data-form][data-state=shown]").wait_for()


def field(page):
    return page.get_by_label("Account number")


def status(page):
    return page.locator("[data-draft-status]")


def stored(small):
    return small.engine.query(TaskDraft(actor="manager", task=small.task))


def test_what_is_typed_is_saved_by_itself_and_there_on_another_device(office, small, browser):
    field(office).fill("half a word")
    status(office).get_by_text(re.compile(r"Draft saved \d\d:\d\d")).wait_for()

    assert "half a word" in str(stored(small).values)
    assert office.get_by_role("alert").count() == 0  # nothing is checked yet
    other = browser.new_context().new_page()
    let_in(other, small.base, "manager")
    come_back(other, small)
    assert field(other).input_value() == "half a word"
    assert "Your draft of 10:00 is shown." in status(other).inner_text()
    other.context.close()


def test_a_lost_line_keeps_it_in_the_browser_and_sends_it_when_it_is_back(office, small):
    office.context.set_offline(True)
    field(office).fill("typed without a line")
    status(office).get_by_text("No connection: what you type is kept in this browser").wait_for()
    assert stored(small) is None

    office.context.set_offline(False)
    status(office).get_by_text("Draft saved 10:00").wait_for()
    assert "typed without a line" in str(stored(small).values)


def test_a_window_closed_without_a_line_has_its_draft_when_one_comes_back(office, small):
    office.context.set_offline(True)
    field(office).fill("typed, then the lamp went out")
    status(office).get_by_text("No connection").wait_for()
    context = office.context
    office.close()
    context.set_offline(False)

    again = context.new_page()
    come_back(again, small)
    assert field(again).input_value() == "typed, then the lamp went out"
    status(again).get_by_text("Draft saved 10:00").wait_for()
    assert "the lamp went out" in str(stored(small).values)


def test_a_session_that_ends_in_the_middle_loses_nothing(office, small):
    office.context.clear_cookies()
    field(office).fill("typed by nobody")
    status(office).get_by_text("You were signed out.").wait_for()
    assert stored(small) is None

    sign_in(office, small)
    come_back(office, small)
    assert field(office).input_value() == "typed by nobody"
    status(office).get_by_text("Draft saved 10:00").wait_for()
    assert "typed by nobody" in str(stored(small).values)


def test_who_signs_in_next_at_the_same_machine_sees_nothing_of_it(office, small):
    office.context.clear_cookies()
    field(office).fill("the manager's words")
    status(office).get_by_text("You were signed out.").wait_for()

    sign_in(office, small, "admin")  # who may complete every task
    come_back(office, small)
    assert field(office).input_value() == ""
    assert status(office).inner_text() == ""
    assert "the manager's words" not in office.content()


def test_of_two_windows_the_later_wins_and_the_other_is_told(office, small):
    second = office.context.new_page()
    come_back(second, small)
    field(office).fill("first window")
    status(office).get_by_text("Draft saved").wait_for()
    status(second).get_by_text("Other entries were saved in another window at 10:00").wait_for()

    field(second).fill("second window")
    status(second).get_by_text("It took the place of one saved in another window").wait_for()
    assert "second window" in str(stored(small).values)
    told = status(office)
    told.get_by_text("Other entries were saved in another window at 10:00").wait_for()
    told.get_by_role("button", name="Show them").click()
    office.locator("[data-form][data-state=shown]").wait_for()
    assert field(office).input_value() == "second window"


def test_starting_over_forgets_the_draft(office, small):
    field(office).fill("to be forgotten")
    status(office).get_by_text("Draft saved").wait_for()
    come_back(office, small)
    status(office).get_by_role("button", name="Start over").click()
    expect(status(office)).to_have_text("")

    assert field(office).input_value() != "to be forgotten"
    assert stored(small) is None


def test_a_comment_names_a_colleague_by_keys_and_the_form_beside_it_stays(office, small):
    field(office).fill("half a form")
    box = office.get_by_role("textbox", name="Write a comment")
    box.type("please look, @sun", delay=30)
    office.get_by_role("option", name="Sun Jianjun").wait_for()
    assert box.get_attribute("aria-activedescendant") == "mentions-1-0"
    box.press("ArrowDown")
    box.press("Enter")
    assert box.input_value() == "please look, @Sun Jianjun "
    assert office.locator(".yk-mention-option").count() == 0
    box.press("Control+Enter")

    office.locator(".yk-mention", has_text="@Sun Jianjun").wait_for()
    assert box.input_value() == ""
    assert field(office).input_value() == "half a form"
    found = small.engine.query(CaseComments(actor="director", case=small.case, language="en"))
    assert found.count == 1


def test_who_does_not_see_the_case_cannot_be_told_and_the_writer_reads_that(office, small):
    box = office.get_by_role("textbox", name="Write a comment")
    nobody = office.get_by_text("nobody will be told")
    box.press_sequentially("Ask @")
    office.get_by_role("option", name="Sun Jianjun").wait_for()
    expect(nobody).to_have_count(0)
    box.press_sequentially("Xyz")
    expect(nobody).to_be_visible()
    expect(nobody).to_contain_text("“Xyz”")
    box.press_sequentially(" soon")
    expect(nobody).to_have_count(0)


def test_a_comment_that_could_not_be_sent_is_there_after_signing_in_again(office, small):
    box = office.get_by_role("textbox", name="Write a comment")
    box.fill("not lost")
    office.context.clear_cookies()
    office.get_by_role("button", name="Add the comment").click()
    office.get_by_text("You were signed out. Sign in again").wait_for()
    assert box.input_value() == "not lost"

    sign_in(office, small)
    come_back(office, small)
    assert office.get_by_role("textbox", name="Write a comment").input_value() == "not lost"


def test_papers_are_added_one_good_one_bad_and_each_says_what_became_of_it(office, small):
    office.set_input_files(
        "#paper-file",
        [
            {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": files.PDF},
            {"name": "setup.pdf", "mimeType": "application/pdf", "buffer": files.EXE},
        ],
    )
    assert "plan.pdf, setup.pdf" in office.locator("[data-chosen]").inner_text()
    office.get_by_label("What they are").select_option("design-papers")
    office.get_by_role("button", name="Add", exact=True).click()

    office.get_by_role("link", name="plan.pdf").wait_for()
    office.get_by_text("The content of “setup.pdf” is not what its name says.").wait_for()
    found = small.engine.query(CasePapers(actor="director", case=small.case, language="en"))
    assert [paper.name for paper in found.papers] == ["plan.pdf"]
    with office.expect_download() as download:
        office.get_by_role("link", name="plan.pdf").click()
    assert download.value.suggested_filename == "plan.pdf"


def test_a_file_is_dropped_onto_the_papers(office):
    drop = """(place) => {
        const data = new DataTransfer();
        data.items.add(new File(['%PDF-1.4'], 'dropped.pdf', { type: 'application/pdf' }));
        place.dispatchEvent(new DragEvent('dragover', { dataTransfer: data, bubbles: true }));
        place.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true }));
    }"""
    office.locator("[data-drop]").evaluate(drop)
    office.get_by_label("What they are").select_option("identity")
    office.get_by_role("button", name="Add", exact=True).click()

    office.get_by_role("link", name="dropped.pdf").wait_for()


def test_a_removed_paper_goes_from_the_list_once_a_reason_is_given(office, small):
    upload = {"name": "a.pdf", "mimeType": "application/pdf", "buffer": files.PDF}
    office.set_input_files("#paper-file", [upload])
    office.get_by_label("What they are").select_option("other")
    office.get_by_role("button", name="Add", exact=True).click()
    office.get_by_role("link", name="a.pdf").wait_for()
    office.locator(".yk-paper summary").click()
    office.get_by_label("Why is it removed?").fill("of another customer")
    office.get_by_role("button", name="Remove this paper").click()

    office.get_by_text("No papers yet.").wait_for()
    title = office.locator("#papers-title")
    assert title.evaluate("title => title === document.activeElement")
