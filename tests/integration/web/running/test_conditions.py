"""Asking by hand which processes begin by a condition."""

import pytest

from engine.api import CaseList, ConditionalStarts, Forbidden
from tests.integration.engine.crossing.test_conditional_starts import process
from tests.integration.web.running.test_running import screen, sent
from tests.support.drawing import deploy

__all__ = ["screen"]

ADDRESS = "/conditions/new"


@pytest.fixture
def rivers(small):
    deploy(small, main__bpmn=process("level &gt; 3"), other__bpmn=process("level &gt; 2", "other"))
    return small


def cases(small):
    return small.engine.query(CaseList(actor="director", language="en")).rows


def level(page, value, **more):
    given = {"set-name-0": "level", "set-kind-0": "number", "set-value-0": value}
    return sent(page, **given, **more)


def test_each_condition_that_is_true_begins_a_case_and_its_number_is_told(rivers, screen):
    leader = screen("director")
    page = leader.page(ADDRESS)
    assert "<code>level &gt; 3</code>" in page
    assert leader.post(ADDRESS, level(page, "3")).status_code == 303
    told = leader.page(ADDRESS)
    (case,) = cases(rivers)
    assert f"Case {case.number} began: other." in told
    assert f'href="/cases/{case.id}"' in told


def test_one_process_can_be_asked_alone(rivers, screen):
    leader = screen("director")
    leader.post(ADDRESS, level(leader.page(ADDRESS), "9", process="main", business_key="K-1"))
    (case,) = cases(rivers)
    assert case.process_name == "main"


def test_when_none_is_true_that_is_said_and_nothing_begins(rivers, screen):
    leader = screen("director")
    leader.post(ADDRESS, level(leader.page(ADDRESS), "1"))
    assert "No condition is true with these values; nothing began." in leader.page(ADDRESS)
    assert cases(rivers) == ()


def test_a_double_click_begins_each_case_once(rivers, screen):
    leader = screen("director")
    form = level(leader.page(ADDRESS), "9")
    for _ in range(2):
        assert leader.post(ADDRESS, form).status_code == 303
    assert len(cases(rivers)) == 2


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"reason": " "}, "Say why"),
        ({"set-name-0": ""}, "Enter the name of this value."),
        ({"set-value-0": "high"}, "Enter a number"),
        ({"process": "gone"}, "“gone” does not begin by a condition"),
    ],
)
def test_what_cannot_be_asked_says_why_and_keeps_what_was_typed(rivers, screen, form, says):
    leader = screen("director")
    whole = level(leader.page(ADDRESS), "9") | {"reason": "kept words", "business_key": "K-7"}
    reply = leader.post(ADDRESS, whole | form)
    assert reply.status_code in (409, 422)
    assert says in reply.text
    assert "K-7" in reply.text
    assert cases(rivers) == ()


def test_a_condition_that_is_neither_true_nor_false_is_told(small, screen):
    deploy(small, main__bpmn=process("level"))
    leader = screen("director")
    reply = leader.post(ADDRESS, level(leader.page(ADDRESS), "9"))
    assert reply.status_code in (409, 422)
    assert "level" in reply.text


def test_where_nothing_begins_by_a_condition_the_page_says_so(small, screen):
    assert "No process begins by a condition" in screen("director").page(ADDRESS)
    assert "没有按条件启动的流程" in screen("director", "zh").page(ADDRESS)


def test_it_is_offered_beside_messages_and_signals_to_who_may(rivers, screen):
    assert f'href="{ADDRESS}"' in screen("director").page("/incidents")
    assert f'href="{ADDRESS}"' not in screen("auditor").page("/incidents")


def test_the_list_names_what_the_reader_may_start_alone(small, screen):
    attributes = 'camunda:candidateStarterUsers="manager"'
    deploy(small, main__bpmn=process("level &gt; 3", attributes=attributes))
    query = ConditionalStarts(actor="director", language="en")
    assert small.engine.query(query) == ()
    with pytest.raises(Forbidden):
        small.engine.query(ConditionalStarts(actor="manager", language="en"))
