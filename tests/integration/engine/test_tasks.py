"""Taking, giving back and doing tasks, alone and at the same time as others."""

from decimal import Decimal

import pytest

from engine.api import (
    ClaimTask,
    CompleteTask,
    Forbidden,
    FormRejected,
    ReleaseTask,
    TaskAlreadyClaimed,
    TaskClosed,
    TaskDetail,
    TaskId,
    UnknownTask,
)
from tests.support.together import at_once


@pytest.fixture
def draft(small):
    return small.open_tasks(small.start())["draft"]


def test_a_task_of_a_group_is_offered_to_its_members_and_to_nobody_else(small, draft):
    assert [line.id for line in small.inbox("development", "groups")] == [draft]
    assert small.inbox("marketing", "groups") == ()
    assert small.inbox("manager", "mine") == ()


def test_who_claims_a_task_has_it(small, draft):
    small.engine.execute(ClaimTask(actor="development", task=draft))
    assert [line.id for line in small.inbox("development", "mine")] == [draft]
    assert small.inbox("operations", "groups") == ()


def test_claiming_twice_changes_nothing(small, draft):
    for _ in range(2):
        small.engine.execute(ClaimTask(actor="development", task=draft))
    assert small.kinds(draft.case).count("task-claimed") == 1


def test_the_second_claimant_is_told_who_has_it(small, draft):
    small.engine.execute(ClaimTask(actor="development", task=draft))
    with pytest.raises(TaskAlreadyClaimed) as refused:
        small.engine.execute(ClaimTask(actor="operations", task=draft))
    assert refused.value.holder == "development"
    assert (refused.value.holder_name, refused.value.holder_name_zh) == ("Wang Lei", "王磊")


@pytest.mark.parametrize(
    ("person", "refusal"), [("manager", Forbidden), ("marketing", UnknownTask)]
)
def test_nobody_outside_the_groups_may_take_it(small, draft, person, refusal):
    for command in (ClaimTask, ReleaseTask):
        with pytest.raises(refusal):
            small.engine.execute(command(actor=person, task=draft))
    with pytest.raises(refusal):
        small.engine.execute(CompleteTask(actor=person, task=draft, values={}))


def test_a_released_task_is_offered_again(small, draft):
    small.engine.execute(ClaimTask(actor="development", task=draft))
    small.engine.execute(ReleaseTask(actor="development", task=draft))
    assert [line.id for line in small.inbox("operations", "groups")] == [draft]


def test_a_colleague_cannot_give_back_what_is_not_theirs(small, draft):
    small.engine.execute(ClaimTask(actor="development", task=draft))
    with pytest.raises(Forbidden):
        small.engine.execute(ReleaseTask(actor="operations", task=draft))


def test_doing_a_task_leads_to_the_next_one_of_the_same_person(small, draft):
    done = small.engine.execute(CompleteTask(actor="development", task=draft, values={}))
    assert done.next_task is None
    papers = small.do(draft.case, "papers", "manager", papers_on="2026-02-11")
    assert papers.next_task == small.open_tasks(draft.case)["deliver"]


def test_who_comes_second_is_told_who_did_it_and_when(small, draft):
    small.engine.execute(CompleteTask(actor="development", task=draft, values={}))
    with pytest.raises(TaskClosed) as refused:
        small.engine.execute(CompleteTask(actor="operations", task=draft, values={}))
    assert (refused.value.by, refused.value.by_name) == ("development", "Wang Lei")
    assert refused.value.at == small.clock.now()


def test_of_two_people_at_the_same_moment_one_does_it_and_the_other_is_told(small, draft):
    people = ("development", "operations")
    wishes = [CompleteTask(actor=person, task=draft, values={}) for person in people]
    outcomes = at_once(*[lambda wish=wish: small.engine.execute(wish) for wish in wishes])
    (told,) = [outcome for outcome in outcomes if isinstance(outcome, TaskClosed)]
    assert told.by == people[1 - outcomes.index(told)]
    assert small.kinds(draft.case).count("task-completed") == 1


def test_a_wrong_value_is_refused_at_its_field_and_nothing_happens(small, draft):
    small.engine.execute(CompleteTask(actor="development", task=draft, values={}))
    before = small.kinds(draft.case)
    with pytest.raises(FormRejected) as refused:
        small.do(draft.case, "papers", "manager", papers_on="tomorrow", fee_cny=1.234)
    found = {error.name: error.code for error in refused.value.errors}
    assert found == {"papers_on": "date", "fee_cny": "decimal-digits"}
    assert small.kinds(draft.case) == before


def test_money_is_kept_to_the_last_digit(small, draft):
    small.engine.execute(CompleteTask(actor="development", task=draft, values={}))
    small.do(draft.case, "papers", "manager", papers_on="2026-02-11", fee_cny="12.50")
    (completed,) = [
        e for e in small.events(draft.case) if e.element == "papers" and e.kind == "task-completed"
    ]
    assert str(completed.data["values"]["fee_cny"]) in ("12.5", "12.50")
    assert isinstance(completed.data["values"]["fee_cny"], Decimal)


@pytest.mark.parametrize("task", [TaskId(1, 999), TaskId(999, 1), TaskId(2**40, 2**40)])
def test_a_task_that_does_not_exist_is_unknown(small, draft, task):
    with pytest.raises(UnknownTask):
        small.engine.execute(CompleteTask(actor="admin", task=task, values={}))
    with pytest.raises(UnknownTask):
        small.engine.query(TaskDetail(actor="admin", task=task, language="en"))


def test_the_task_page_tells_what_one_may_do(small, draft):
    def may(actor):
        return small.engine.query(TaskDetail(actor=actor, task=draft, language="en")).may

    pass_on = {"hand-over", "follow-up", "send-back"}
    assert may("development") == {"claim", "complete"} | pass_on
    assert may("director") == {"change"}
    assert may("auditor") == set()
    small.engine.execute(ClaimTask(actor="development", task=draft))
    assert may("development") == {"release", "complete"} | pass_on
    assert may("operations") == set()
    assert may("admin") == {"release", "complete", "change"} | pass_on


def test_who_has_nothing_to_do_with_a_case_does_not_learn_that_its_task_exists(small, draft):
    with pytest.raises(UnknownTask):
        small.engine.query(TaskDetail(actor="marketing", task=draft, language="en"))
    with pytest.raises(Forbidden):
        small.engine.query(TaskDetail(actor="designer", task=draft, language="en"))
