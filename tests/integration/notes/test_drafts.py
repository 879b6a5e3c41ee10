"""A draft is its writer's alone, lives while its task is open, and leaves the history alone."""

from datetime import timedelta

import pytest

from engine.api import (
    BadDraft,
    CompleteTask,
    DiscardDraft,
    Forbidden,
    SaveDraft,
    TaskClosed,
    TaskDraft,
    TaskId,
    UnknownTask,
)
from engine.cases.sweeping import SweepDrafts
from engine.dispatch.dispatcher import SYSTEM


@pytest.fixture
def task(small):
    return small.open_tasks(small.start())["draft"]


def save(small, task, values, by="development", mark="a1", known=None):
    command = SaveDraft(actor=by, task=task, values=values, mark=mark, known=known)
    return small.engine.execute(command)


def draft(small, task, by="development"):
    return small.engine.query(TaskDraft(actor=by, task=task))


def test_what_was_typed_is_there_again_on_another_device(small, task):
    saved = save(small, task, {"remarks": "半成品", "rows": [{"kva": 1.5}, {"kva": None}]})

    found = draft(small, task)
    assert found.values == {"remarks": "半成品", "rows": [{"kva": 1.5}, {"kva": None}]}
    assert (found.at, found.mark) == (saved.at, "a1")
    assert saved.replaced is None


def test_a_draft_is_seen_by_nobody_else(small, task):
    save(small, task, {"remarks": "mine"})

    assert draft(small, task, by="operations") is None
    assert draft(small, task, by="admin") is None
    save(small, task, {"remarks": "other"}, by="operations")
    assert draft(small, task).values == {"remarks": "mine"}


@pytest.mark.parametrize("person", ["auditor", "designer"])
def test_who_changes_nothing_has_no_drafts(small, task, person):
    with pytest.raises(Forbidden):
        save(small, task, {}, by=person)
    with pytest.raises(Forbidden):
        draft(small, task, by=person)


def test_who_could_not_complete_the_task_saves_nothing(small, task):
    with pytest.raises(Forbidden):
        save(small, task, {"x": 1}, by="manager")
    with pytest.raises(UnknownTask):
        save(small, task, {"x": 1}, by="marketing")
    with pytest.raises(UnknownTask):
        save(small, TaskId(999, 1), {"x": 1})


def test_the_later_window_wins_and_is_told_what_it_replaced(small, task):
    first = save(small, task, {"n": 1}, mark="a1")
    small.clock.advance(timedelta(minutes=5))
    second = save(small, task, {"n": 2}, mark="b1")
    third = save(small, task, {"n": 3}, mark="a2", known="a1")
    fourth = save(small, task, {"n": 4}, mark="a3", known="a2")

    assert second.replaced == first.at
    assert third.replaced == second.at
    assert fourth.replaced is None
    assert draft(small, task).values == {"n": 4}


def test_the_same_save_sent_twice_is_one(small, task):
    first = save(small, task, {"n": 1}, mark="a1")
    small.clock.advance(timedelta(minutes=5))
    again = save(small, task, {"n": 1}, mark="a1")

    assert (again.at, again.replaced) == (first.at, None)


def test_a_draft_leaves_the_case_and_its_history_as_they_are(small, task):
    before = small.kinds(task.case)
    save(small, task, {"n": 1})
    small.engine.execute(DiscardDraft(actor="development", task=task))

    assert small.kinds(task.case) == before
    assert draft(small, task) is None


def test_a_draft_goes_when_the_task_closes(small, task):
    save(small, task, {"n": 1})
    save(small, task, {"n": 2}, by="operations")
    small.engine.execute(CompleteTask(actor="operations", task=task, values={}))

    assert draft(small, task) is None
    with pytest.raises(TaskClosed):
        save(small, task, {"n": 3}, mark="late")
    assert small.engine.execute(SweepDrafts(actor=SYSTEM)) == 2
    assert small.engine.execute(SweepDrafts(actor=SYSTEM)) == 0


def test_the_sweep_leaves_drafts_of_open_tasks(small, task):
    save(small, task, {"n": 1})

    assert small.engine.execute(SweepDrafts(actor=SYSTEM)) == 0
    assert draft(small, task).values == {"n": 1}


def nested(depth):
    value = {}
    for _ in range(depth):
        value = {"a": value}
    return value


@pytest.mark.parametrize(
    "values",
    [
        {"text": "x" * (256 * 1024)},
        {"n": float("nan")},
        {"n": float("inf")},
        {"half": "\ud800"},
        nested(20_000),
    ],
)
def test_what_cannot_be_kept_is_refused_and_the_last_draft_stays(small, task, values):
    save(small, task, {"n": 1})
    with pytest.raises(BadDraft):
        save(small, task, values, mark="a2")
    assert draft(small, task).values == {"n": 1}


def test_hostile_values_come_back_as_they_were_typed(small, task):
    typed = {"</script>": "'; drop table draft; --", "nul": "a\0b", "big": 10**30, "rtl": "\u202e"}
    save(small, task, typed, mark="\0<b>" + "m" * 500)

    assert draft(small, task).values == typed
    assert len(draft(small, task).mark) == 64
