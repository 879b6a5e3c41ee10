"""Processes that begin by a condition: looked at when somebody asks, with what they bring."""

import pytest

from engine.api import (
    BadValue,
    DeploymentRefused,
    ElementFailed,
    EvaluateConditions,
    Forbidden,
    NoConditions,
    StartCase,
)
from tests.support.drawing import chain, deploy, diagram, task
from tests.support.starts import END, began, cases
from tests.support.together import at_once


def when(text, identity="begun", **attributes):
    given = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return (
        f'<bpmn:startEvent id="{identity}"><bpmn:conditionalEventDefinition{given}>'
        f"<bpmn:condition>{text}</bpmn:condition>"
        "</bpmn:conditionalEventDefinition></bpmn:startEvent>"
    )


def process(text, key="main", **more):
    inside = when(text) + task("work") + END + chain("begun", "work", "done")
    return diagram(inside, key, **more)


def ask(small, by="director", **variables):
    more = variables.pop("more", {})
    wish = EvaluateConditions(actor=by, reason="the river rises", variables=variables, **more)
    return small.engine.execute(wish)


def test_a_true_condition_begins_a_case_with_the_variables_and_no_manager(small):
    deploy(small, main__bpmn=process("level &gt; 3"))
    (begun,) = ask(small, level=4)
    (case,) = cases(small)
    assert (case.line.id, case.line.number, case.line.manager) == (begun.case, begun.number, None)
    assert begun.process == "main"
    event = began(small, begun.case)
    assert (event.by.login, event.element, event.data["trigger"]) == (
        "director", "begun", "conditional"
    )  # fmt: skip
    assert (event.data["reason"], event.data["values"]) == ("the river rises", {"level": 4})
    assert list(small.open_tasks(begun.case)) == ["work"]


@pytest.mark.parametrize("values", [{"level": 3}, {}, {"other": 9}])
def test_a_condition_that_is_false_or_cannot_be_known_begins_nothing(small, values):
    deploy(small, main__bpmn=process("level &gt; 3"))
    assert ask(small, **values) == ()
    assert cases(small) == []


def test_juel_is_understood(small):
    deploy(small, main__bpmn=process("${level == 1}"))
    assert len(ask(small, level=1)) == 1


def test_every_process_whose_condition_is_true_begins_and_one_can_be_asked_alone(small):
    deploy(small, main__bpmn=process("level &gt; 3"), other__bpmn=process("level &gt; 2", "other"))
    assert [one.process for one in ask(small, level=4)] == ["main", "other"]
    assert [one.process for one in ask(small, level=3)] == ["other"]
    assert [one.process for one in ask(small, level=4, more={"process": "main"})] == ["main"]


def test_several_conditions_of_one_process_begin_each_at_its_own_place(small):
    inside = when("level &gt; 3", "high") + when("level &gt; 5", "flood") + task("a") + task("b")
    flows = chain("high", "a", "done") + chain("flood", "b", "done")
    deploy(small, main__bpmn=diagram(inside + END + flows))
    found = [list(small.open_tasks(one.case)) for one in ask(small, level=6)]
    assert found == [["a"], ["b"]]


def test_the_same_condition_twice_in_a_process_is_refused(small):
    inside = when("level &gt; 3", "high") + when("level &gt; 3", "again") + task("a")
    flows = chain("high", "a", "done") + chain("again", "a")
    with pytest.raises(DeploymentRefused):
        deploy(small, main__bpmn=diagram(inside + END + flows))


def test_the_newest_version_alone_is_asked(small):
    deploy(small, main__bpmn=process("level &gt; 3"))
    deploy(small, main__bpmn=process("level &gt; 9"))
    assert ask(small, level=4) == ()
    deploy(small, main__bpmn=diagram('<bpmn:startEvent id="begun" />' + task("work") + END
                                     + chain("begun", "work", "done")))  # fmt: skip
    with pytest.raises(NoConditions):
        ask(small, level=10)


def test_where_no_process_begins_by_a_condition_that_is_said(small):
    with pytest.raises(NoConditions):
        ask(small, level=4)
    deploy(small, main__bpmn=process("level &gt; 3"))
    with pytest.raises(NoConditions) as refused:
        ask(small, level=4, more={"process": "permit"})
    assert refused.value.process == "permit"


def test_a_condition_that_is_none_names_its_element_and_nothing_begins(small):
    deploy(small, aaa__bpmn=process("level &gt; 3", "aaa"), main__bpmn=process("level + 1"))
    with pytest.raises(ElementFailed) as failed:
        ask(small, level=4)
    assert failed.value.element == "begun"
    assert cases(small) == []


def test_asked_twice_with_one_request_each_case_begins_once(small):
    deploy(small, main__bpmn=process("level &gt; 3"), other__bpmn=process("level &gt; 2", "other"))
    more = {"request": "gauge-7", "business_key": "river"}
    first = ask(small, level=4, more=more)
    assert ask(small, level=4, more=more) == first
    together = at_once(*[lambda: ask(small, level=4, more={"request": "g8"}) for _ in range(4)])
    assert len(set(together)) == 1
    assert len(cases(small)) == 4


@pytest.mark.parametrize("by", ["manager", "auditor", "designer", "development"])
def test_who_may_not_ask_is_refused(small, by):
    deploy(small, main__bpmn=process("level &gt; 3"))
    with pytest.raises(Forbidden):
        ask(small, by, level=4)
    assert cases(small) == []


def test_a_process_that_others_start_is_not_looked_at(small):
    starters = 'camunda:candidateStarterUsers="manager"'
    text = process("level &gt; 3", attributes=starters)
    deploy(small, main__bpmn=text)
    with pytest.raises(NoConditions):
        ask(small, level=4)
    assert len(ask(small, "admin", level=4)) == 1


def test_what_cannot_be_kept_is_refused(small):
    deploy(small, main__bpmn=process("level &gt; 3"))
    with pytest.raises(BadValue):
        ask(small, level=object())


def test_it_can_be_started_by_hand_too(small):
    """As in Camunda 7: it is the only start event."""
    deploy(small, main__bpmn=process("level &gt; 3"))
    case = small.engine.execute(StartCase(actor="manager", process="main", values={})).case
    assert list(small.open_tasks(case)) == ["work"]
