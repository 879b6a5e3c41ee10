"""A case with hundreds of tasks at once: its pages stay small, say how many, and lead on."""

import re

import pytest

from engine.api import CaseDetail, CaseList, StartCase
from tests.integration.web.screen import Screen
from tests.support.drawing import chain, deploy, diagram

LARGEST = 150_000
MANY = 300
TASKS = (
    '<bpmn:startEvent id="asked" /><bpmn:userTask id="look" name="Look at one" '
    'camunda:assignee="manager"><bpmn:multiInstanceLoopCharacteristics>'
    "<bpmn:loopCardinality>{number}</bpmn:loopCardinality>"
    '</bpmn:multiInstanceLoopCharacteristics></bpmn:userTask><bpmn:endEvent id="over" />'
)


def case_of(small, number):
    inside = TASKS.format(number=number) + chain("asked", "look", "over")
    deploy(small.station, main__bpmn=diagram(inside))
    return small.engine.execute(StartCase(actor="manager", process="main", values={})).case


@pytest.mark.parametrize(
    ("number", "said"), [(20, None), (21, "1 more"), (99, "79 more"), (MANY, "80+ more")]
)
def test_what_waits_now_is_told_in_part_and_leads_to_all_of_it(small, number, said):
    case = case_of(small, number)
    page = Screen(small.app, "manager").page(f"/cases/{case}")

    assert page.count('class="yk-waiting"') == min(number, 20)
    found = re.search(r'href="/cases/\d+/tasks">and ([^<]*): see all', page)
    assert (found and found[1]) == said
    assert len(page) < LARGEST


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_page_about_such_a_case_stays_small(small, language):
    case = case_of(small, MANY)
    person = Screen(small.app, "director", language)

    for leaf in (
        "",
        "/tasks",
        "/timeline",
        "/data",
        "/messages",
        "/operate",
        "/operate/skip",
        "/operate/move",
        "/related",
    ):
        assert len(person.page(f"/cases/{case}{leaf}")) < LARGEST, leaf
    assert len(person.page("/cases")) < LARGEST
    assert len(person.page("/inbox/station")) < LARGEST


def test_the_line_of_a_case_names_each_task_once(small):
    case_of(small, MANY)
    (line,) = small.engine.query(CaseList(actor="manager", language="en")).rows
    assert line.waits_for == ("Look at one", "…")
    few = case_of(small, 3)
    line = small.engine.query(CaseList(actor="manager", language="en")).rows[0]
    assert (line.id, line.waits_for) == (few, ("Look at one",))


def test_the_engine_gives_the_most_urgent_hundred(small):
    case = case_of(small, MANY)
    view = small.engine.query(CaseDetail(actor="manager", case=case, language="en"))
    assert len(view.tasks) == 100
    instances = [line.id.instance for line in view.tasks]
    assert instances == sorted(instances)  # all equally urgent: in the order they came
