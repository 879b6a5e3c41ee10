"""In a browser: a place is chosen on the diagram, by mouse or keys, and stands in the form."""

import re

import pytest
from playwright.sync_api import expect

from engine.api import StartCase
from tests.support.drawing import chain, deploy, diagram, picture, task
from tests.support.pages import let_in


@pytest.fixture
def small(small):
    """One case of three tasks after each other, all the manager's; it waits at the first."""
    tasks = ("draft", "papers", "deliver")
    inside = '<bpmn:startEvent id="asked" />' + "".join(task(each) for each in tasks)
    steps = inside + '<bpmn:endEvent id="over" />' + chain("asked", *tasks, "over")
    deploy(small.station, main__bpmn=diagram(steps, roots=picture("asked", *tasks, "over")))
    started = small.engine.execute(StartCase(actor="manager", process="main", values={}))
    small.case = started.case
    return small


@pytest.fixture
def office(small, serve, page, violations):
    page.emulate_media(reduced_motion="reduce")
    base = serve(small.app)

    def enter(login, path):
        let_in(page, base, login)
        page.goto(f"{base}{path}")
        expect(page.locator("[data-diagram]")).to_have_attribute("data-state", "shown")
        return page

    yield enter
    assert violations == []


def element(page, name):
    return page.locator(f'[data-element-id="{name}"].djs-element')


def test_a_step_to_do_again_is_chosen_by_a_click(small, office):
    page = office("director", f"/cases/{small.case}/operate/repeat")

    element(page, "papers").click()
    expect(page.locator("#to")).to_have_value("main papers")
    expect(element(page, "papers")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".yk-tick")).to_have_count(1)
    # The list says the same the other way round.
    page.locator("#to").select_option("main deliver")
    expect(element(page, "deliver")).to_have_attribute("aria-pressed", "true")
    expect(element(page, "papers")).to_have_attribute("aria-pressed", "false")

    page.get_by_role("button", name="See what it will do").click()
    expect(page.get_by_text("“deliver” waits for")).to_be_visible()
    expect(page.locator("[data-diagram]")).to_have_count(0)


def test_a_case_is_moved_by_keys_alone(small, office):
    page = office("director", f"/cases/{small.case}/operate/move")

    draft, papers = element(page, "draft"), element(page, "papers")
    expect(draft).to_have_attribute("role", "button")
    draft.focus()
    before = page.locator("input[name=instance]:checked").count()
    page.keyboard.press("Enter")
    assert page.locator("input[name=instance]:checked").count() != before
    if before:
        page.keyboard.press("Space")
    expect(draft).to_have_attribute("aria-pressed", "true")
    papers.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#to")).to_have_value("main papers")
    expect(draft).to_have_attribute("aria-pressed", "true")

    page.get_by_role("button", name="See what it will do").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".yk-will")).to_contain_text("papers")
    page.locator("#reason").fill("asked")
    page.get_by_role("button", name="Move the case").click()
    expect(page.get_by_text("The case was moved.")).to_be_visible()
    assert "papers" in small.open_tasks(small.case)
    assert "draft" not in small.open_tasks(small.case)


def test_a_task_is_sent_back_by_choosing_on_the_diagram(small, office):
    small.do(small.case, "draft", "manager")
    waiting = small.open_tasks(small.case)["papers"]
    page = office("manager", f"/tasks/{waiting}/send-back")

    expect(element(page, "draft")).to_have_attribute("role", "link")
    element(page, "draft").click()
    expect(page.get_by_text("Back to “draft”.")).to_be_visible()
    assert "papers" in small.open_tasks(small.case)


def test_what_may_not_be_chosen_does_nothing(small, office):
    page = office("director", f"/cases/{small.case}/operate/skip")

    element(page, "papers").click()
    expect(element(page, "papers")).not_to_have_attribute("tabindex", "0")
    expect(page).to_have_url(re.compile("/operate/skip$"))
    element(page, "draft").click()
    expect(element(page, "draft")).to_have_attribute("aria-pressed", "true")
