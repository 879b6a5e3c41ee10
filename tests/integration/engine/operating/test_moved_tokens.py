"""Skipping, sending back, repeating and moving, with tasks, timers and clocks."""

import pytest

from engine.api import (
    CannotMove,
    ClaimTask,
    CompleteTask,
    Forbidden,
    MoveToken,
    NotWaiting,
    RepeatElement,
    SendBack,
    SkipElement,
    Target,
    TaskAlreadyClaimed,
    TaskClosed,
    TaskDetail,
    UnknownTask,
    UserId,
)
from tests.integration.engine.operating.operated import WHY, act, instance, jobs, last, stored, view


def test_a_skipped_task_is_not_done_and_says_who_let_it_be_and_why(small, case):
    act(small, SkipElement, case, instance=instance(small, case, "draft"), variables={"plan": "A"})
    assert list(small.open_tasks(case)) == ["papers"]
    event = last(small, case, "element-skipped")
    assert (event.element, event.by.login, event.data["reason"]) == ("draft", "director", WHY)
    assert event.data["values"] == {"plan": "A"}
    assert stored(small, case).variables["plan"] == "A"


def test_a_time_limit_whose_step_is_skipped_is_not_met(small, case):
    act(small, SkipElement, case, instance=instance(small, case, "reply"))
    assert view(small, case).line.state == "completed"
    assert small.clock_of(case).state == "cancelled"
    assert jobs(small, case) == {}


def test_a_case_sent_back_shows_the_note_to_whoever_gets_the_task(small, case):
    small.do(case, "draft", "development")
    papers = small.open_tasks(case)["papers"]
    new = small.engine.execute(
        SendBack(actor="manager", task=papers, to="draft", note="page 3 is missing")
    )
    assert small.open_tasks(case) == {"draft": new}
    seen = small.engine.query(TaskDetail(actor="development", task=new, language="en"))
    assert (seen.note, seen.note_by.login) == ("page 3 is missing", "manager")
    with pytest.raises(TaskClosed):
        small.engine.execute(CompleteTask(actor="manager", task=papers, values={}))
    event = last(small, case, "sent-back")
    assert (event.element, event.data["to"]) == ("papers", "Draft")
    assert small.clock_of(case).state == "running"


def test_a_clock_goes_on_when_a_case_is_sent_back_within_its_step(small, case):
    before = small.clock_of(case)
    small.do(case, "draft", "development")
    papers = small.open_tasks(case)["papers"]
    small.engine.execute(SendBack(actor="manager", task=papers, to="draft", note="again"))
    after = small.clock_of(case)
    assert (after.due, after.attempt) == (before.due, 1)
    assert jobs(small, case)["late"].run_at is not None


@pytest.mark.parametrize("to", ["deliver", "nowhere", "reply"])
def test_a_case_is_sent_back_only_to_a_task_it_has_had(small, case, to):
    with pytest.raises(CannotMove) as error:
        small.engine.execute(
            SendBack(actor="development", task=small.open_tasks(case)["draft"], to=to, note="x")
        )
    assert error.value.why == "not-earlier"


def test_what_is_sent_back_twice_is_sent_back_once(small, case):
    small.do(case, "draft", "development")
    back = SendBack(actor="manager", task=small.open_tasks(case)["papers"], to="draft", note="x")
    small.engine.execute(back)
    with pytest.raises(TaskClosed):
        small.engine.execute(back)


@pytest.mark.parametrize(
    ("person", "outcome"),
    [
        ("manager", None),
        ("director", None),
        ("development", Forbidden),
        ("senior-manager", UnknownTask),
        ("auditor", Forbidden),
        ("designer", Forbidden),
    ],
)
def test_who_may_send_a_managers_task_back(small, case, person, outcome):
    small.do(case, "draft", "development")
    papers = small.open_tasks(case)["papers"]
    back = SendBack(actor=UserId(person), task=papers, to="draft", note="x")
    if outcome is None:
        assert small.engine.execute(back).case == case
    else:
        with pytest.raises(outcome):
            small.engine.execute(back)


def test_a_task_somebody_else_has_taken_is_not_sent_back(small, case):
    task = small.open_tasks(case)["draft"]
    small.engine.execute(ClaimTask(actor="development", task=task))
    with pytest.raises(TaskAlreadyClaimed):
        small.engine.execute(SendBack(actor="operations", task=task, to="draft", note="x"))


def test_an_element_is_repeated_beside_what_waits(small, case):
    small.do(case, "draft", "development")
    act(small, RepeatElement, case, to=Target(element="draft"))
    assert set(small.open_tasks(case)) == {"draft", "papers"}
    # The customer's papers alone no longer stop the clock: we have work again.
    assert small.clock_of(case).state == "running"
    event = last(small, case, "element-repeated")
    assert (event.element, event.data["reason"]) == ("draft", WHY)


def test_a_moved_token_closes_what_it_leaves_and_starts_its_limit_anew(small, case):
    reply = instance(small, case, "reply")
    act(small, MoveToken, case, cancel=(reply, reply), start=(Target(element="deliver"),))
    assert list(small.open_tasks(case)) == ["deliver"]
    clocks = view(small, case).clocks
    assert [(c.attempt, c.state) for c in sorted(clocks, key=lambda c: c.attempt)] == [
        (1, "cancelled"),
        (2, "running"),
    ]
    waiting = jobs(small, case)
    assert set(waiting) == {"nearly-late", "late"}
    event = last(small, case, "token-moved")
    assert event.data["cancelled"] == [["Reply", reply]]
    assert event.data["started"] == ["Deliver"]


@pytest.mark.parametrize("number", [0, -1, 10**30])
def test_an_instance_that_is_not_there_is_refused(small, case, number):
    with pytest.raises(NotWaiting):
        act(small, MoveToken, case, cancel=(number,), start=(Target(element="urge"),))
    with pytest.raises(NotWaiting):
        act(small, SkipElement, case, instance=number)


def test_a_case_is_never_left_with_nothing(small, case):
    with pytest.raises(CannotMove):
        act(small, MoveToken, case, cancel=(instance(small, case, "reply"),), start=())
    assert list(small.open_tasks(case)) == ["draft"]
