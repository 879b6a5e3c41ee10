"""In a browser: a process whose file holds no shapes runs; the page says that nothing is drawn."""

import pytest
from playwright.sync_api import expect

from engine.api import StartCase
from tests.support.drawing import chain, deploy, diagram, picture, task
from tests.support.pages import let_in

STEPS = ("asked", "draft", "over")
INSIDE = f'<bpmn:startEvent id="asked" />{task("draft")}<bpmn:endEvent id="over" />{chain(*STEPS)}'
EMPTY = (
    '<bpmndi:BPMNDiagram xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" id="none">'
    '<bpmndi:BPMNPlane id="plane" bpmnElement="main" /></bpmndi:BPMNDiagram>'
)


@pytest.fixture
def office(small, serve, page, violations):
    base = serve(small.app)

    def enter(roots):
        deploy(small.station, main__bpmn=diagram(INSIDE, roots=roots))
        case = small.engine.execute(StartCase(actor="manager", process="main", values={})).case
        let_in(page, base, "manager")
        page.goto(f"{base}/cases/{case}")
        return page.locator("main [data-diagram]")

    yield enter
    assert violations == []


@pytest.mark.parametrize("roots", ["", EMPTY])
def test_a_process_without_a_drawing_says_so_and_explains_no_colours(office, page, roots):
    frame = office(roots)
    expect(frame).to_contain_text("This process has no drawing")
    expect(frame).not_to_contain_text("could not be loaded")
    expect(page.get_by_text("Green: done and the way taken.")).to_be_hidden()


def test_one_with_a_drawing_shows_it_and_explains_its_colours(office, page):
    frame = office(picture(*STEPS))
    expect(frame.locator('[data-element-id="draft"]')).to_be_visible()
    expect(page.get_by_text("Green: done and the way taken.")).to_be_visible()
