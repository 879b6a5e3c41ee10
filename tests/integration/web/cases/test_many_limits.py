"""A case that went round has many time limits: its pages tell the foremost, and lead on."""

import re

import pytest

from engine.api import CASE_CLOCKS, CaseDetail, CompleteTask, StartCase
from tests.integration.engine.timelimits.test_kept_limits import limits, timed
from tests.integration.web.screen import Screen
from tests.support.drawing import chain, deploy, diagram

ROUNDS = 20
ROUND_AND_ROUND = diagram(
    '<bpmn:startEvent id="asked" /><bpmn:exclusiveGateway id="again" />'
    + timed("look", "plan")
    + chain("asked", "look", "again")
    + '<bpmn:sequenceFlow id="back" sourceRef="again" targetRef="look" />'
)


@pytest.fixture
def small(small):
    deploy(small.station, main__bpmn=ROUND_AND_ROUND, limits__dmn=limits(5))
    started = StartCase(actor="manager", process="main", values={"hurry": False})
    small.case = small.engine.execute(started).case
    return small


def rounds(small, number):
    for _ in range(number):
        opened = small.open_tasks(small.case)["look"]
        small.engine.execute(CompleteTask(actor="manager", task=opened, values={}))


def test_the_engine_tells_the_one_that_runs_and_the_latest_of_the_others(small):
    rounds(small, ROUNDS)
    view = small.engine.query(CaseDetail(actor="director", case=small.case, language="en"))

    assert [clock.state for clock in view.clocks] == ["running"] + ["met"] * (CASE_CLOCKS - 1)
    assert {clock.attempt for clock in view.clocks} == set(
        range(ROUNDS + 2 - CASE_CLOCKS, ROUNDS + 2)
    )
    assert view.more_clocks == ROUNDS + 1 - CASE_CLOCKS


def test_the_case_and_its_task_lead_from_the_foremost_to_all(small):
    rounds(small, ROUNDS)
    person = Screen(small.app, "manager")
    task = small.open_tasks(small.case)["look"]

    for address in (f"/cases/{small.case}", f"/tasks/{task}"):
        page = person.page(address)
        assert page.count('<section class="yk-limit">') == CASE_CLOCKS
        said = re.search(r'href="([^"]+)">and (\d+) earlier: see all in the timeline', page)
        assert said, address
        assert said[2] == str(ROUNDS + 1 - CASE_CLOCKS)
    every = person.page(said[1].replace("&amp;", "&"))
    assert every.count('class="yk-event') > ROUNDS
    printed = person.page(f"/cases/{small.case}/print")
    assert f"and {ROUNDS + 1 - CASE_CLOCKS} earlier time limits" in printed


def test_with_few_there_is_nothing_more_to_lead_to(small):
    rounds(small, CASE_CLOCKS - 1)
    page = Screen(small.app, "manager").page(f"/cases/{small.case}")

    assert page.count('<section class="yk-limit">') == CASE_CLOCKS
    assert "see all in the timeline" not in page
