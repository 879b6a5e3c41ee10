"""A case that is suspended, resumed or cancelled."""

from datetime import timedelta

import pytest

from engine.api import (
    CancelCase,
    CaseList,
    CaseNotSuspended,
    CaseOver,
    CaseSuspended,
    ChangeVariables,
    ClaimTask,
    CompleteTask,
    DeliverMessage,
    FireTimer,
    MoveToken,
    ReleaseTask,
    RepeatElement,
    ResumeCase,
    SendMessage,
    SkipElement,
    SuspendCase,
    Target,
    TaskClosed,
    TaskDetail,
)
from engine.dispatch.dispatcher import SYSTEM
from tests.integration.engine.operating.operated import WHY, act, jobs, last, view


def test_nobody_does_anything_in_a_suspended_case(small, case):
    task = small.open_tasks(case)["draft"]
    act(small, SuspendCase, case)
    assert view(small, case).line.state == "suspended"
    message = {"case": case, "message": "customer-withdraws", "reason": WHY}
    for wish in (
        ClaimTask(actor="development", task=task),
        ReleaseTask(actor="development", task=task),
        CompleteTask(actor="development", task=task, values={}),
        SendMessage(actor="manager", **message),
        DeliverMessage(actor="director", **message),
        SkipElement(actor="director", case=case, instance=task.instance, reason=WHY),
        SuspendCase(actor="director", case=case, reason=WHY),
    ):
        with pytest.raises(CaseSuspended):
            small.engine.execute(wish)
    seen = small.engine.query(TaskDetail(actor="development", task=task, language="en"))
    assert (seen.suspended, seen.may) == (True, frozenset())


def test_a_suspended_case_is_still_among_the_open_ones(small, case):
    act(small, SuspendCase, case)
    rows = small.engine.query(CaseList(actor="director", language="en", state="open")).rows
    assert [row.id for row in rows] == [case]


def test_a_timer_that_became_due_meanwhile_acts_once_after_the_resume(small, case):
    due = jobs(small, case)["nearly-late"].due_at
    act(small, SuspendCase, case)
    assert small.station.queue.next_run() is None
    small.clock.set(due + timedelta(days=1))
    assert small.station.worker.cycle() == 0
    act(small, ResumeCase, case)
    assert small.station.worker.cycle() >= 1
    assert small.station.worker.cycle() == 0
    assert small.kinds(case).count("timer-fired") == 1
    assert "urge" in small.open_tasks(case)


def test_a_timer_that_a_worker_holds_when_the_case_is_suspended_does_not_act(small, case):
    small.clock.set(small.station.queue.next_run())
    (held,) = small.station.queue.claim(small.clock.now(), 10)
    act(small, SuspendCase, case)
    assert small.engine.execute(FireTimer(actor=SYSTEM, job=held.job, token=held.token)) is False
    act(small, ResumeCase, case)
    assert small.station.worker.cycle() == 1
    assert small.kinds(case).count("timer-fired") == 1


def test_a_time_limit_goes_on_while_its_case_is_suspended(small, case):
    before = small.clock_of(case)
    act(small, SuspendCase, case)
    small.clock.advance(timedelta(days=7))
    after = small.clock_of(case)
    assert after.due == before.due
    assert after.used > before.used


def test_a_timer_of_a_clock_that_stands_still_sleeps_on_after_the_resume(small, case):
    small.do(case, "draft", "development")
    act(small, SuspendCase, case)
    act(small, ResumeCase, case)
    assert small.station.queue.next_run() is None
    small.do(case, "papers", "manager", papers_on="2026-02-10")
    assert small.station.queue.next_run() is not None


def test_only_a_suspended_case_is_resumed(small, case):
    with pytest.raises(CaseNotSuspended):
        act(small, ResumeCase, case)


@pytest.mark.parametrize("suspended", [False, True])
def test_a_cancelled_case_leaves_nothing_waiting(small, case, suspended):
    task = small.open_tasks(case)["draft"]
    if suspended:
        act(small, SuspendCase, case)
    act(small, CancelCase, case)
    seen = view(small, case)
    assert (seen.line.state, seen.tasks, seen.line.ended) == ("cancelled", (), small.clock.now())
    assert small.clock_of(case).state == "cancelled"
    assert jobs(small, case) == {}
    assert seen.messages == ()
    with pytest.raises(TaskClosed):
        small.engine.execute(CompleteTask(actor="development", task=task, values={}))
    event = last(small, case, "case-cancelled")
    assert (event.by.login, event.data["reason"]) == ("director", WHY)


def test_what_is_over_cannot_be_operated(small, case):
    act(small, CancelCase, case)
    wishes = [(SuspendCase, {}), (ResumeCase, {}), (CancelCase, {})]
    wishes += [(ChangeVariables, {"values": {"a": 1}}), (SkipElement, {"instance": 1})]
    wishes += [(RepeatElement, {"to": Target(element="urge")})]
    wishes += [(MoveToken, {"cancel": (), "start": (Target(element="urge"),)})]
    wishes += [(DeliverMessage, {"message": "customer-withdraws"})]
    for kind, more in wishes:
        with pytest.raises(CaseOver):
            act(small, kind, case, **more)
