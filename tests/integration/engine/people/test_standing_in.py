"""While somebody is away, others do their tasks: theirs to see and do, for that time, and said so.

The cast: `manager` has the tasks of the case `small` starts; `draft` is offered to the groups of
`development` and `operations`. Time stands on Tuesday, 10 February 2026.
"""

from datetime import date

import pytest

from engine.api import (
    CaseDetail,
    ClaimTask,
    CompleteTask,
    Forbidden,
    InboxCounts,
    ReleaseTask,
    TaskAlreadyClaimed,
    TaskDetail,
    UnknownCase,
    UnknownTask,
)
from tests.integration.engine.people.away import away, may, papers_of, standing_in

PAPERS = {"papers_on": "2026-02-10"}


def test_a_substitute_completes_what_the_absent_person_has_and_the_history_says_for_whom(small):
    task = papers_of(small)
    with pytest.raises(UnknownTask):
        may(small, "senior-manager", task)
    away(small, "manager", "senior-manager")

    (line,) = small.inbox("senior-manager", "substitute")
    assert (line.id, line.on_behalf_of.name, line.assignee.login) == (task, "Zhang Wei", "manager")
    assert may(small, "senior-manager", task) == {"complete"}
    small.engine.execute(CompleteTask(actor="senior-manager", task=task, values=PAPERS))

    done = next(e for e in small.events(task.case) if e.kind == "task-completed"
                and e.element == "papers")  # fmt: skip
    assert done.by.login == "senior-manager"
    assert done.data["on_behalf_of"] == "Zhang Wei"
    closed = small.engine.query(TaskDetail(actor="senior-manager", task=task, language="en"))
    assert closed.completed_by.login == "senior-manager"


def test_the_next_task_of_the_absent_person_follows(small):
    task = papers_of(small)
    away(small, "manager", "senior-manager")
    done = small.engine.execute(CompleteTask(actor="senior-manager", task=task, values=PAPERS))
    assert done.next_task == small.open_tasks(task.case)["deliver"]


def test_a_groups_task_is_shown_taken_given_back_and_done_by_the_substitute(small):
    draft = small.open_tasks(small.start())["draft"]
    away(small, "development", "marketing")
    assert standing_in(small, "marketing") == [draft]
    assert may(small, "marketing", draft) == {"claim", "complete"}

    small.engine.execute(ClaimTask(actor="marketing", task=draft))
    assert [line.id for line in small.inbox("marketing")] == [draft]
    assert standing_in(small, "marketing") == []
    small.engine.execute(ReleaseTask(actor="marketing", task=draft))
    assert standing_in(small, "marketing") == [draft]
    small.engine.execute(CompleteTask(actor="marketing", task=draft, values={}))

    said = [
        (e.kind, e.by.login, e.data.get("on_behalf_of"))
        for e in small.events(draft.case)
        if e.kind.startswith("task-") and e.element == "draft" and e.by and e.kind != "task-offered"
    ]
    assert said == [
        ("task-claimed", "marketing", "Wang Lei"),
        ("task-released", "marketing", "Wang Lei"),
        ("task-completed", "marketing", "Wang Lei"),
    ]


def test_what_one_may_do_anyway_is_done_for_oneself(small):
    draft = small.open_tasks(small.start())["draft"]
    away(small, "development", "operations")
    assert standing_in(small, "operations") == []
    small.do(draft.case, "draft", "operations")
    done = next(e for e in small.events(draft.case) if e.kind == "task-completed")
    assert "on_behalf_of" not in done.data


def test_a_groups_task_the_absent_person_had_taken_is_taken_over(small):
    draft = small.open_tasks(small.start())["draft"]
    small.engine.execute(ClaimTask(actor="development", task=draft))
    with pytest.raises(TaskAlreadyClaimed):
        small.engine.execute(ClaimTask(actor="operations", task=draft))
    away(small, "development", "operations")
    assert standing_in(small, "operations") == [draft]
    small.engine.execute(ClaimTask(actor="operations", task=draft))
    assert [line.id for line in small.inbox("operations")] == [draft]


def test_a_task_that_is_one_persons_alone_is_not_taken_over_only_done(small):
    task = papers_of(small)
    away(small, "manager", "senior-manager")
    with pytest.raises(TaskAlreadyClaimed):
        small.engine.execute(ClaimTask(actor="senior-manager", task=task))


def test_before_and_after_the_absence_nothing_is_shown_and_nothing_may_be_done(small):
    task = papers_of(small)
    away(small, "manager", "senior-manager", first=date(2026, 2, 11), days=2)
    complete = CompleteTask(actor="senior-manager", task=task, values=PAPERS)

    assert standing_in(small, "senior-manager") == []
    with pytest.raises(UnknownTask):
        small.engine.execute(complete)
    small.run_to("2026-02-11T00:00:00")
    assert standing_in(small, "senior-manager") == [task]
    small.run_to("2026-02-12T23:59:59")
    assert standing_in(small, "senior-manager") == [task]
    small.run_to("2026-02-13T00:00:00")
    assert standing_in(small, "senior-manager") == []
    with pytest.raises(UnknownTask):
        small.engine.execute(complete)
    assert small.open_tasks(task.case)["papers"] == task


def test_a_substitute_who_is_away_too_passes_on_one_step_and_no_further(small):
    task = papers_of(small)
    away(small, "manager", "senior-manager")
    away(small, "senior-manager", "chief-manager")
    away(small, "chief-manager", "marketing")
    assert standing_in(small, "senior-manager") == [task]
    assert standing_in(small, "chief-manager") == [task]
    assert standing_in(small, "marketing") == []
    with pytest.raises(UnknownTask):
        may(small, "marketing", task)


def test_the_substitute_gets_the_tasks_not_the_roles_nor_the_other_cases(small):
    case = small.start()  # waits at other people's task: the manager has none in it
    away(small, "manager", "operations")
    away(small, "director", "marketing", days=3)
    with pytest.raises(UnknownCase):
        small.engine.query(CaseDetail(actor="marketing", case=case, language="en"))
    assert standing_in(small, "marketing") == []
    with pytest.raises(Forbidden):
        away(small, "chief-manager", "senior-manager", by="marketing")


def test_the_inbox_of_a_substitute_is_paged_and_counted(small):
    cases = [small.start() for _ in range(7)]
    for case in cases[:3]:
        small.do(case, "draft", "development")
    away(small, "manager", "marketing")
    away(small, "development", "marketing")
    wanted = {small.open_tasks(case)["papers"] for case in cases[:3]}
    wanted |= {small.open_tasks(case)["draft"] for case in cases[3:]}

    found, after = [], None
    while True:
        page = small.page("marketing", "substitute", after=after, limit=2)
        found += [line.id for line in page.rows]
        after = page.next
        if after is None:
            break
    assert len(found) == 7
    assert set(found) == wanted
    assert small.engine.query(InboxCounts(actor="marketing")).standing_in == 7
    assert small.engine.query(InboxCounts(actor="dispatch")).standing_in is None
