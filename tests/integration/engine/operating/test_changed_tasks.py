"""A task's attributes changed later."""

from datetime import datetime, timedelta

import pytest

from engine.api import (
    SAME,
    BadTaskChange,
    CompleteTask,
    TaskClosed,
)
from tests.integration.engine.operating.operated import WHY, change, last, stored


def test_a_task_is_given_to_somebody_else(small, case):
    task = small.open_tasks(case)["draft"]
    change(small, task, assignee="operations")
    assert [line.id for line in small.inbox("operations")] == [task]
    assert small.inbox("development", "groups") == ()
    event = last(small, case, "task-changed")
    assert (event.data["before"], event.data["after"]) == (
        {"assignee": None},
        {"assignee": "Ma Chao"},
    )
    assert event.data["reason"] == WHY


def test_a_task_is_offered_to_others(small, case):
    task = small.open_tasks(case)["draft"]
    change(small, task, candidate_groups=("dispatch",), candidate_users=("marketing",))
    assert [line.id for line in small.inbox("dispatch", "groups")] == [task]
    assert [line.id for line in small.inbox("marketing", "groups")] == [task]
    assert small.inbox("development", "groups") == ()
    small.engine.execute(CompleteTask(actor="marketing", task=task, values={}))


def test_the_inbox_follows_a_tasks_due_date(small, case):
    other = small.start()
    first, second = (small.open_tasks(one)["draft"] for one in (case, other))
    assert [line.id for line in small.inbox("development", "groups")] == [first, second]
    change(small, second, due=small.clock.now() + timedelta(hours=1), priority=90)
    assert [line.id for line in small.inbox("development", "groups")] == [second, first]
    change(small, second, due=None)
    assert [line.id for line in small.inbox("development", "groups")] == [first, second]


def test_what_is_so_already_changes_nothing(small, case):
    task = small.open_tasks(case)["draft"]
    before = stored(small, case)
    change(small, task, assignee=None, priority=50, due=SAME)
    assert stored(small, case) == before


@pytest.mark.parametrize(
    "attributes",
    [
        {"assignee": "nobody"},
        {"candidate_users": ("nobody",)},
        {"candidate_groups": ("",)},
        {"candidate_groups": ("g" * 65,)},
        {"candidate_groups": ()},
        {"due": datetime(2026, 3, 1)},  # noqa: DTZ001  what is refused is just that it has no zone
        {"follow_up": "tomorrow"},
        {"priority": True},
        {"priority": 2**40},
    ],
)
def test_an_attribute_a_task_cannot_have_is_refused(small, case, attributes):
    with pytest.raises(BadTaskChange):
        change(small, small.open_tasks(case)["draft"], **attributes)


def test_a_closed_task_is_not_changed(small, case):
    task = small.open_tasks(case)["draft"]
    small.do(case, "draft", "development")
    with pytest.raises(TaskClosed):
        change(small, task, priority=1)
