"""Time limits tell of their warning and of their passing: in time, once, those it concerns.

The limit of the small process: three working days, a warning at half of them. Accepted on Tuesday,
10 February 2026 it warns at the opening hour of Thursday and is due at the end of Friday.
"""

from datetime import datetime

import pytest

from engine.api import CancelCase, ClaimTask, MarkNotices, NoticeKind
from tests.integration.notify.telling import away, chooses, kinds, told
from tests.support.together import at_once


def at(local):
    return datetime.fromisoformat(f"{local}+08:00")


def test_before_its_warning_a_clock_tells_nobody(small, case):
    small.run_to("2026-02-12T08:29")
    for login in ("manager", "development", "operations", "director"):
        assert kinds(small, login) == [], login


def test_at_its_warning_those_whom_the_task_is_offered_to_and_the_manager_are_told(small, case):
    small.clock.set(at("2026-02-12T08:30"))

    for login in ("development", "operations"):
        (notice,) = told(small, login)
        assert (notice.kind, notice.name) == (NoticeKind.AT_RISK, "Draft"), login
        assert (notice.due, notice.waits) == (at("2026-02-14T00:00"), True)
        assert notice.task == small.open_tasks(case)["draft"]
    (notice,) = told(small, "manager")
    assert (notice.kind, notice.name, notice.task) == (NoticeKind.AT_RISK, "Reply", None)
    assert told(small, "manager", language="zh")[0].name == "答复"
    for login in ("director", "dispatch", "auditor"):
        assert kinds(small, login) == [], login


def test_who_has_taken_the_task_is_told_and_not_their_group(small, case):
    small.engine.execute(ClaimTask(actor="development", task=small.open_tasks(case)["draft"]))
    small.clock.set(at("2026-02-12T08:30"))
    assert kinds(small, "development") == ["at-risk"]
    assert kinds(small, "operations") == []


def test_both_are_told_once_however_often_one_looks(small, case):
    small.clock.set(at("2026-02-12T09:00"))
    assert kinds(small, "operations") == ["at-risk"]
    small.clock.set(at("2026-02-13T23:59"))
    assert kinds(small, "operations") == ["at-risk"]
    small.clock.set(at("2026-02-14T00:00"))
    assert kinds(small, "operations") == ["at-risk"]
    small.clock.set(at("2026-02-14T00:01"))
    assert kinds(small, "operations") == ["overdue", "at-risk"]
    small.clock.set(at("2026-03-14T00:01"))
    assert kinds(small, "operations") == ["overdue", "at-risk"]


def test_who_looks_too_late_tells_what_matters_now(small, case):
    small.clock.set(at("2026-02-25T12:00"))
    assert kinds(small, "operations") == ["overdue"]


def test_several_who_look_at_once_tell_it_once(small):
    for _ in range(5):
        small.start()
    small.clock.set(at("2026-02-25T12:00"))

    outcomes = at_once(*[small.station.teller.round] * 3)
    assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []
    assert kinds(small, "operations") == ["overdue"] * 5


def test_a_clock_that_stands_still_tells_nothing(small, case):
    small.clock.set(at("2026-02-11T09:00"))
    small.do(case, "draft", "development")  # from now on it waits for the customer
    small.clock.set(at("2026-03-20T09:00"))
    assert kinds(small, "manager") == ["assigned"]


def test_one_that_goes_on_tells_at_its_new_moment_and_nothing_twice(small, case):
    small.clock.set(at("2026-02-12T09:00"))
    assert kinds(small, "manager") == ["at-risk"]
    small.do(case, "draft", "development")
    small.clock.set(at("2026-03-16T09:00"))  # a Monday
    small.do(case, "papers", "manager", papers_on="2026-03-16")

    assert kinds(small, "manager") == ["assigned", "at-risk"]
    small.clock.set(at("2026-03-20T09:00"))
    assert kinds(small, "manager") == ["overdue", "assigned", "at-risk"]


def test_a_clock_that_stopped_tells_nothing(small, case):
    small.do(case, "draft", "development")
    small.do(case, "papers", "manager", papers_on="2026-02-10")
    small.do(case, "deliver", "manager")
    other = small.start()
    small.engine.execute(CancelCase(actor="director", case=other, reason="a mistake"))
    small.clock.set(at("2026-02-25T12:00"))
    assert kinds(small, "manager") == ["assigned"]
    assert kinds(small, "operations") == []


def test_the_substitute_of_an_absent_manager_is_told(small, case):
    away(small, "manager", "senior-manager")
    small.do(case, "draft", "development")
    small.do(case, "papers", "senior-manager", papers_on="2026-02-10")
    small.clock.set(at("2026-02-25T12:00"))

    assert "overdue" in kinds(small, "manager")
    (notice,) = (n for n in told(small, "senior-manager") if n.kind is NoticeKind.OVERDUE)
    assert (notice.stands_for.login, notice.name) == ("manager", "Deliver")


@pytest.mark.parametrize("chosen", ["off", "app"])
def test_as_each_chose(small, case, chosen):
    chooses(small, "operations", at_risk=chosen)
    small.clock.set(at("2026-02-12T09:00"))
    assert kinds(small, "operations") == (["at-risk"] if chosen == "app" else [])
    newest = told(small, "development")[0].id
    assert small.engine.execute(MarkNotices(actor="development", newest=newest)) == 1
