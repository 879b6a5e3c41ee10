"""A task handed to a colleague, a day to come back to it, and to where it can be sent back."""

from datetime import datetime, timedelta

import pytest

from engine.api import (
    BadTaskChange,
    CaseSuspended,
    ClaimTask,
    EarlierTasks,
    EnterAbsence,
    FollowUpTask,
    Forbidden,
    HandOverTask,
    NoReason,
    PossibleHolders,
    SendBack,
    SuspendCase,
    TaskAlreadyClaimed,
    TaskClosed,
    TaskDetail,
    UnknownTask,
)
from tests.integration.engine.operating.operated import WHY, act, change, last


@pytest.fixture
def draft(small, case):
    return small.open_tasks(case)["draft"]


def hand(small, by, task, to, note=""):
    small.engine.execute(HandOverTask(actor=by, task=task, to=to, note=note))


def seen(small, actor, task):
    return small.engine.query(TaskDetail(actor=actor, task=task, language="en"))


def holders(small, actor, task):
    found = small.engine.query(PossibleHolders(actor=actor, task=task, language="en"))
    return {one.person.login: one.meant for one in found}


def test_who_has_a_task_hands_it_to_a_colleague_it_is_offered_to(small, case, draft):
    small.engine.execute(ClaimTask(actor="development", task=draft))
    hand(small, "development", draft, "operations", " you know the line ")
    assert [line.id for line in small.inbox("operations")] == [draft]
    assert small.inbox("development") == ()
    event = last(small, case, "task-changed")
    assert event.by.login == "development"
    assert event.data["reason"] == "you know the line"
    assert event.data["before"] == {"assignee": "Wang Lei"}
    assert event.data["after"] == {"assignee": "Ma Chao"}
    shown = seen(small, "operations", draft)
    assert (shown.note, shown.note_by.login) == ("you know the line", "development")


def test_it_may_be_handed_on_before_anybody_took_it(small, draft):
    hand(small, "development", draft, "operations")
    assert [line.id for line in small.inbox("operations")] == [draft]


@pytest.mark.parametrize("to", ["dispatch", "auditor", "designer", "nobody", "manager", ""])
def test_it_is_handed_to_nobody_else(small, draft, to):
    with pytest.raises(BadTaskChange):
        hand(small, "development", draft, to)


def test_whoever_may_not_do_it_may_not_hand_it_over(small, draft):
    for person, why in (
        ("director", Forbidden), ("manager", Forbidden), ("auditor", Forbidden),
        ("designer", Forbidden), ("dispatch", UnknownTask),
    ):  # fmt: skip
        with pytest.raises(why):
            hand(small, person, draft, "operations")
    small.engine.execute(ClaimTask(actor="development", task=draft))
    with pytest.raises(TaskAlreadyClaimed):
        hand(small, "operations", draft, "operations2")


def test_a_task_named_for_one_person_goes_to_who_shares_a_group_with_them(small, case, draft):
    small.do(case, "draft", "development")
    papers = small.open_tasks(case)["papers"]
    assert "senior-manager" in holders(small, "manager", papers)
    hand(small, "manager", papers, "senior-manager")
    assert [line.id for line in small.inbox("senior-manager")] == [papers]
    with pytest.raises(BadTaskChange):
        hand(small, "senior-manager", papers, "dispatch")


def test_to_whoever_has_it_already_nothing_happens(small, case, draft):
    small.engine.execute(ClaimTask(actor="development", task=draft))
    before = small.kinds(case)
    hand(small, "development", draft, "development")
    assert small.kinds(case) == before


def test_a_note_may_be_long_but_not_endless(small, draft):
    with pytest.raises(NoReason):
        hand(small, "development", draft, "operations", "x" * 2001)


def test_nothing_is_handed_on_in_a_suspended_case_or_when_it_is_done(small, case, draft):
    act(small, SuspendCase, case)
    with pytest.raises(CaseSuspended):
        hand(small, "development", draft, "operations")
    with pytest.raises(CaseSuspended):
        small.engine.execute(FollowUpTask(actor="development", task=draft, at=None))
    other = small.start()
    task = small.open_tasks(other)["draft"]
    small.do(other, "draft", "development")
    with pytest.raises(TaskClosed):
        hand(small, "development", task, "operations")


def test_who_could_have_it_is_told_with_who_is_away(small, draft):
    start = small.clock.now() - timedelta(hours=1)
    small.engine.execute(
        EnterAbsence(
            actor="operations",
            person="operations",
            first=start.date(),
            last=start.date() + timedelta(days=3),
            substitutes=("development",),
        )
    )
    found = small.engine.query(PossibleHolders(actor="development", task=draft, language="en"))
    away = {one.person.login: one.away_until for one in found}
    assert away["operations"] is not None
    assert all(one.meant for one in found)


def test_a_leader_is_offered_everybody_who_does_tasks_those_meant_first(small, draft):
    found = holders(small, "director", draft)
    assert found["operations"] is True
    assert found["dispatch"] is False
    assert {"auditor", "designer"}.isdisjoint(found)
    order = list(found.values())
    assert order == sorted(order, reverse=True)


def test_a_day_to_come_back_is_noted_and_taken_away(small, case, draft):
    at = datetime.fromisoformat("2026-02-12T00:00:00+08:00")
    small.engine.execute(FollowUpTask(actor="development", task=draft, at=at, note="call first"))
    assert seen(small, "development", draft).follow_up == at
    assert last(small, case, "task-changed").data["after"] == {"follow_up": at}
    small.engine.execute(FollowUpTask(actor="development", task=draft, at=None))
    assert seen(small, "development", draft).follow_up is None
    with pytest.raises(Forbidden):
        small.engine.execute(FollowUpTask(actor="manager", task=draft, at=at))
    with pytest.raises(BadTaskChange):
        small.engine.execute(
            FollowUpTask(actor="development", task=draft, at=datetime(2026, 2, 12))  # noqa: DTZ001
        )


def earlier(small, actor, task):
    found = small.engine.query(EarlierTasks(actor=actor, task=task, language="en"))
    return [(one.element, one.name, one.by.login if one.by else None, one.times) for one in found]


def test_what_was_done_before_is_where_one_can_go_back_to_latest_first(small, case, draft):
    assert earlier(small, "development", draft) == []
    small.do(case, "draft", "development")
    small.do(case, "papers", "manager", papers_on="2026-02-10")
    deliver = small.open_tasks(case)["deliver"]
    assert earlier(small, "manager", deliver) == [
        ("papers", "Record the papers", "manager", 1),
        ("draft", "Draft", "development", 1),
    ]
    again = small.engine.execute(
        SendBack(actor="manager", task=deliver, to="draft", note="page 3 is missing")
    )
    assert earlier(small, "development", again) == [
        ("papers", "Record the papers", "manager", 1),
    ]
    small.do(case, "draft", "operations")
    papers = small.open_tasks(case)["papers"]
    assert earlier(small, "manager", papers) == [("draft", "Draft", "operations", 2)]
    with pytest.raises(TaskClosed):
        earlier(small, "manager", deliver)
    with pytest.raises(UnknownTask):
        earlier(small, "dispatch", papers)


def test_a_leader_gives_a_task_to_anybody(small, draft):
    change(small, draft, assignee="dispatch")
    assert [line.id for line in small.inbox("dispatch")] == [draft]
    assert WHY
