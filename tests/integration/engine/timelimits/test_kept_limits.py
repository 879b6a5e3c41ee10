"""Limits the table gave once are kept; what it is asked, and which table it is, still decides."""

import pytest

from engine.api import CaseDetail, StartCase
from tests.support.drawing import chain, deploy, diagram, task


def timed(element, checkpoint):
    properties = (
        "<bpmn:extensionElements><camunda:properties>"
        f'<camunda:property name="timeLimit" value="{checkpoint}" />'
        "</camunda:properties></bpmn:extensionElements>"
    )
    return task(element, inside=properties)


PROCESS = diagram(
    '<bpmn:startEvent id="begun" /><bpmn:endEvent id="done" />'
    + timed("answer", "reply")
    + timed("draw", "plan")
    + chain("begun", "answer", "draw", "done")
)


def limits(days):
    """A table that asks for the variable `hurry` alone, the same for all checkpoints."""
    rules = "".join(
        f'<rule id="r{n}"><inputEntry id="i{n}"><text>{asked}</text></inputEntry>'
        f'<outputEntry id="v{n}"><text>{value}</text></outputEntry>'
        f'<outputEntry id="u{n}"><text>"wd"</text></outputEntry>'
        f'<outputEntry id="l{n}"><text>"station"</text></outputEntry></rule>'
        for n, (asked, value) in enumerate([("true", 1), ("not(true)", days)])
    )
    outputs = "".join(
        f'<output id="o-{name}" name="{name}" />' for name in ("value", "unit", "level")
    )
    return (
        '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="t" name="t" '
        'namespace="t"><decision id="time-limits" name="time-limits">'
        '<decisionTable id="table" hitPolicy="COLLECT"><input id="i">'
        '<inputExpression id="ie"><text>hurry</text></inputExpression></input>'
        f"{outputs}{rules}</decisionTable></decision></definitions>"
    ).encode()


@pytest.fixture
def station(small):
    deploy(small, main__bpmn=PROCESS, limits__dmn=limits(5))
    return small


def started(station, **values):
    return station.engine.execute(StartCase(actor="manager", process="main", values=values)).case


def clocks(station, case):
    """The checkpoint and the limit of each clock of a case."""
    detail = station.engine.query(CaseDetail(actor="director", case=case, language="en"))
    return {(clock.checkpoint, clock.limit) for clock in detail.clocks}


def test_checkpoints_of_one_answer_keep_their_own_names(station):
    case = started(station, hurry=False)
    station.do(case, "answer", "manager")
    assert clocks(station, case) == {("reply", 5), ("plan", 5)}


def test_a_case_that_differs_in_what_the_table_asks_has_another_limit(station):
    slow, quick, other = (
        started(station, hurry=hurry, customer_name=name)
        for hurry, name in [(False, "Taihe"), (True, "Taihe"), (False, "Xinyi")]
    )
    found = [clocks(station, case) for case in (slow, quick, other)]
    assert found == [{("reply", 5)}, {("reply", 1)}, {("reply", 5)}]


def test_a_newer_table_gives_its_own_limit_and_a_running_clock_keeps_its_limit(station):
    before = started(station, hurry=False)
    deploy(station, limits__dmn=limits(9))
    after = started(station, hurry=False)
    assert clocks(station, before) == {("reply", 5)}
    assert clocks(station, after) == {("reply", 9)}
