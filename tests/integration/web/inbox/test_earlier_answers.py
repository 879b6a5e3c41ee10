"""A task on a phone: of many earlier answers the latest stand there, the rest is folded."""

import pytest
from playwright.sync_api import expect

from engine.api import CompleteTask, StartCase
from tests.support.drawing import chain, deploy, diagram, form, task

STEPS = [f"step{number}" for number in range(1, 7)]


@pytest.fixture
def small(small):
    """A case of six steps with a form each; five are done, each with a word of its own."""
    asked = 'camunda:formRef="words" camunda:formRefBinding="latest"'
    inside = '<bpmn:startEvent id="asked" /><bpmn:endEvent id="over" />'
    inside += "".join(task(step, attributes=asked) for step in STEPS)
    drawn = diagram(inside + chain("asked", *STEPS, "over"))
    deploy(small.station, main__bpmn=drawn, words__form=form("words", "said"))
    case = small.engine.execute(StartCase(actor="manager", process="main", values={})).case
    for step in STEPS[:-1]:
        one = small.open_tasks(case)[step]
        values = {"said": f"word of {step}"}
        small.engine.execute(CompleteTask(actor="manager", task=one, values=values))
    small.task = small.open_tasks(case)[STEPS[-1]]
    return small


def test_all_but_the_latest_lie_in_one_fold_that_keys_open(small, serve, page, violations):
    page.set_viewport_size({"width": 390, "height": 844})
    base = serve(small.app)
    page.goto(f"{base}/sign-in?next=/tasks/{small.task}")
    page.fill("#login", "manager")
    page.fill("#password", "demo")
    page.click("main button[type=submit]")

    answers = page.locator(".yk-answered:not(.yk-answered-more)")
    expect(answers).to_have_count(5)
    for place, step in enumerate(reversed(STEPS[:-1])):
        expect(answers.nth(place).locator("summary")).to_be_visible(visible=place < 3)
        expect(answers.nth(place)).to_contain_text(step)

    more = page.get_by_text("2 earlier ones")
    more.focus()
    page.keyboard.press("Enter")
    first = answers.nth(4).locator("summary")
    expect(first).to_be_visible()
    first.focus()
    page.keyboard.press("Enter")
    expect(answers.nth(4).get_by_text("word of step1")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations == []
