"""Who operates a case, and why."""

from datetime import UTC, datetime, timedelta

import pytest

from engine.api import (
    CancelCase,
    CaseOver,
    ChangeVariables,
    CompleteTask,
    DeliverMessage,
    Forbidden,
    MoveToken,
    NoReason,
    RepeatElement,
    RestartCase,
    ResumeCase,
    SendBack,
    SkipElement,
    SuspendCase,
    Target,
    TaskClosed,
    UnknownCase,
)
from engine.history.chain import first_broken
from tests.integration.engine.operating.operated import act, change, instance
from tests.support.together import at_once, refusals

WISHES = {
    SuspendCase: {},
    ResumeCase: {},
    CancelCase: {},
    SkipElement: {"instance": 1},
    RepeatElement: {"to": Target(element="urge")},
    MoveToken: {"cancel": (), "start": (Target(element="urge"),)},
    ChangeVariables: {"values": {"a": 1}},
    DeliverMessage: {"message": "customer-withdraws"},
    RestartCase: {},
}


@pytest.mark.parametrize("kind", WISHES, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize(
    "person", ["manager", "chief-manager", "development", "auditor", "designer"]
)
def test_who_does_not_answer_for_the_station_operates_nothing(small, case, kind, person):
    with pytest.raises(Forbidden):
        act(small, kind, case, by=person, **WISHES[kind])


@pytest.mark.parametrize("kind", WISHES, ids=lambda kind: kind.__name__)
def test_of_a_case_that_is_not_there_one_learns_just_that(small, kind):
    with pytest.raises(UnknownCase):
        act(small, kind, 99, **WISHES[kind])


@pytest.mark.parametrize("kind", WISHES, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("reason", ["", "  \n ", "x" * 2001])
def test_nothing_is_done_without_a_reason(small, case, kind, reason):
    with pytest.raises(NoReason):
        small.engine.execute(kind(actor="director", case=case, reason=reason, **WISHES[kind]))


def test_the_chain_of_an_operated_case_is_whole(small, case):
    act(small, SuspendCase, case)
    act(small, ResumeCase, case)
    act(small, ChangeVariables, case, values={"a": 1})
    change(small, small.open_tasks(case)["draft"], priority=3)
    act(small, SkipElement, case, instance=instance(small, case, "draft"))
    act(small, CancelCase, case)
    act(small, RestartCase, case)
    with small.station.units.reading() as unit:
        assert first_broken(unit.history.of_case(case)) is None
    assert small.clock.now() == datetime(2026, 2, 10, 2, 0, tzinfo=UTC)


def test_a_case_cancelled_by_two_at_once_is_cancelled_once(small, case):
    outcomes = at_once(*[lambda: act(small, CancelCase, case)] * 2)
    assert refusals(outcomes) == [CaseOver]
    assert small.kinds(case).count("case-cancelled") == 1


def test_a_task_done_and_sent_back_at_once_is_one_of_both(small, case):
    small.do(case, "draft", "development")
    papers = small.open_tasks(case)["papers"]
    values = {"papers_on": "2026-02-10"}
    done = CompleteTask(actor="manager", task=papers, values=values)
    back = SendBack(actor="director", task=papers, to="draft", note="again")
    outcomes = at_once(lambda: small.engine.execute(done), lambda: small.engine.execute(back))
    assert refusals(outcomes) == [TaskClosed]
    assert len(small.open_tasks(case)) == 1


def test_a_timer_and_a_suspension_at_once_leave_a_timer_that_acts_once(small, case):
    small.clock.set(small.station.queue.next_run())
    at_once(small.station.worker.cycle, lambda: act(small, SuspendCase, case))
    act(small, ResumeCase, case)
    small.clock.advance(timedelta(minutes=10))
    small.station.worker.cycle()
    assert small.kinds(case).count("timer-fired") == 1
    assert "urge" in small.open_tasks(case)
