"""While somebody is away, others do their tasks: theirs to see and do, for that time, and said so.

The cast: `manager` has the tasks of the case `small` starts; `draft` is offered to the groups of
`development` and `operations`. Time stands on Tuesday, 10 February 2026.
"""

from datetime import date, timedelta

import pytest

from engine.api import (
    Absences,
    BadAbsence,
    CaseDetail,
    ChangeAbsence,
    ClaimTask,
    CompleteTask,
    EndAbsence,
    EnterAbsence,
    Forbidden,
    InboxCounts,
    PossibleSubstitutes,
    ReleaseTask,
    TaskAlreadyClaimed,
    TaskDetail,
    UnknownAbsence,
    UnknownCase,
    UnknownTask,
    UnknownUser,
    VerifyHistory,
)
from engine.feel.wire import loads
from tests.support.together import at_once

TODAY = date(2026, 2, 10)
PAPERS = {"papers_on": "2026-02-10"}


def away(small, person, *substitutes, by=None, first=TODAY, days=5):
    last = first + timedelta(days=days - 1)
    return small.engine.execute(
        EnterAbsence(
            actor=by or person, person=person, first=first, last=last, substitutes=substitutes
        )
    )


def papers_of(small):
    """A task that is the manager's alone."""
    case = small.start()
    small.do(case, "draft", "development")
    return small.open_tasks(case)["papers"]


def standing_in(small, person):
    return [line.id for line in small.inbox(person, "substitute")]


def may(small, person, task):
    found = small.engine.query(TaskDetail(actor=person, task=task, language="en")).may
    return found & {"claim", "complete", "release"}


def station_events(small):
    with small.station.units.reading() as unit:
        return [(e.kind, e.actor, loads(e.data)) for e in unit.history.of_case(0)]


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


def test_being_back_early_ends_it_at_once(small):
    task = papers_of(small)
    absence = away(small, "manager", "senior-manager")
    for _ in range(2):
        small.engine.execute(EndAbsence(actor="manager", absence=absence))
    assert standing_in(small, "senior-manager") == []
    with pytest.raises(UnknownTask):
        may(small, "senior-manager", task)
    kinds = [kind for kind, _, _ in station_events(small) if kind.startswith("absence")]
    assert kinds == ["absence-entered", "absence-ended"]


def test_an_absence_called_off_never_was_and_leaves_room_for_another(small):
    first = date(2026, 3, 2)
    absence = away(small, "manager", "senior-manager", first=first)
    small.engine.execute(EndAbsence(actor="manager", absence=absence))
    away(small, "manager", "chief-manager", first=first)
    small.run_to("2026-03-03T10:00:00")
    assert small.engine.query(InboxCounts(actor="senior-manager")).standing_in is None
    assert small.engine.query(InboxCounts(actor="chief-manager")).standing_in is not None


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


def test_a_circle_is_refused_whoever_closes_it(small):
    away(small, "manager", "senior-manager")
    away(small, "senior-manager", "chief-manager")
    with pytest.raises(BadAbsence) as refused:
        away(small, "chief-manager", "manager")
    assert (refused.value.reason, refused.value.other) == ("circle", "manager")
    away(small, "chief-manager", "manager", first=date(2026, 3, 2))


def test_nobody_is_away_twice_at_a_time(small):
    away(small, "manager", "senior-manager", days=5)
    with pytest.raises(BadAbsence, match="overlap"):
        away(small, "manager", "chief-manager", first=date(2026, 2, 14), days=5)
    away(small, "manager", "chief-manager", first=date(2026, 2, 15), days=5)


def test_the_same_absence_sent_twice_at_the_same_time_is_entered_once(small):
    outcomes = at_once(*[lambda: away(small, "manager", "senior-manager")] * 4)
    refused = [outcome.reason for outcome in outcomes if isinstance(outcome, BadAbsence)]
    assert refused == ["overlap"] * 3


def test_two_who_name_each_other_at_the_same_time_close_no_circle(small):
    pairs = [("manager", "senior-manager"), ("senior-manager", "manager")]
    outcomes = at_once(*[lambda pair=pair: away(small, *pair) for pair in pairs])
    refused = [outcome.reason for outcome in outcomes if isinstance(outcome, BadAbsence)]
    assert refused == ["circle"]


def test_it_is_made_longer_and_others_are_named(small):
    task = papers_of(small)
    absence = away(small, "manager", "senior-manager", days=1)
    small.engine.execute(
        ChangeAbsence(
            actor="manager",
            absence=absence,
            last=date(2026, 2, 20),
            substitutes=("chief-manager",),
        )
    )
    assert standing_in(small, "senior-manager") == []
    small.run_to("2026-02-20T20:00:00")
    assert task in standing_in(small, "chief-manager")
    (_, actor, data) = next(e for e in station_events(small) if e[0] == "absence-changed")
    assert actor == "manager"
    assert data["before"]["substitutes"] == ["senior-manager"]
    assert data["after"]["substitutes"] == ["chief-manager"]


def test_what_is_over_or_changed_to_the_past_is_refused(small):
    absence = away(small, "manager", "senior-manager", days=2)
    small.run_to("2026-02-11T10:00:00")
    change = ChangeAbsence(
        actor="manager", absence=absence, last=TODAY, substitutes=("senior-manager",)
    )
    with pytest.raises(BadAbsence, match="backwards"):
        small.engine.execute(change)
    small.run_to("2026-02-12T10:00:00")
    with pytest.raises(BadAbsence, match="over"):
        small.engine.execute(change)


@pytest.mark.parametrize("by", ["director", "admin"])
def test_director_and_administrator_enter_it_for_others(small, by):
    task = papers_of(small)
    away(small, "manager", "senior-manager", by=by)
    assert standing_in(small, "senior-manager") == [task]
    entered = next(e for e in station_events(small) if e[0] == "absence-entered")
    assert entered[1] == by


@pytest.mark.parametrize(
    "by", ["senior-manager", "section-chief", "operations", "auditor", "designer"]
)
def test_nobody_else_does(small, by):
    with pytest.raises(Forbidden):
        away(small, "manager", "senior-manager", by=by)
    absence = away(small, "manager", "senior-manager")
    with pytest.raises((UnknownAbsence, Forbidden)):
        small.engine.execute(EndAbsence(actor=by, absence=absence))


@pytest.mark.parametrize("person", ["nobody", "'; drop table absence; --", "\x00", "x" * 300])
def test_an_absence_of_nobody_is_refused(small, person):
    with pytest.raises(UnknownUser):
        away(small, person, "manager", by="admin")


@pytest.mark.parametrize("absence", [0, -1, 999, 10**30])
def test_an_absence_that_is_none_is_refused(small, absence):
    with pytest.raises(UnknownAbsence):
        small.engine.execute(EndAbsence(actor="admin", absence=absence))


def test_an_auditor_is_nobodys_substitute(small):
    with pytest.raises(BadAbsence) as refused:
        away(small, "manager", "auditor")
    assert refused.value.reason == "no-tasks"
    able = small.engine.query(PossibleSubstitutes(actor="manager", person="manager"))
    assert {"auditor", "designer", "manager"}.isdisjoint(user.id for user in able)
    assert "senior-manager" in {user.id for user in able}


def test_the_substitute_gets_the_tasks_not_the_roles_nor_the_other_cases(small):
    case = small.start()  # waits at other people's task: the manager has none in it
    away(small, "manager", "operations")
    away(small, "director", "marketing", days=3)
    with pytest.raises(UnknownCase):
        small.engine.query(CaseDetail(actor="marketing", case=case, language="en"))
    assert standing_in(small, "marketing") == []
    with pytest.raises(Forbidden):
        away(small, "chief-manager", "senior-manager", by="marketing")


def test_who_sees_which_absences(small):
    away(small, "manager", "senior-manager")
    away(small, "operations", "development", first=date(2026, 3, 2))

    def seen(actor, **more):
        found = small.engine.query(Absences(actor=actor, **more))
        return [(a.person.id, a.first, a.last, a.state, a.may_change) for a in found]

    running = ("manager", TODAY, date(2026, 2, 14), "running")
    coming = ("operations", date(2026, 3, 2), date(2026, 3, 6), "coming")
    assert seen("manager", person="manager") == [(*running, True)]
    assert seen("senior-manager", person="senior-manager", as_substitute=True) == [
        (*running, False)
    ]
    assert seen("director") == [(*running, True), (*coming, True)]
    assert seen("auditor") == [(*running, False), (*coming, False)]
    for other in ({}, {"person": "operations"}):
        with pytest.raises(Forbidden):
            seen("manager", **other)
    small.run_to("2026-02-15T00:00:00")
    assert seen("director") == [(*coming, True)]


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


def test_the_stations_history_of_absences_holds(small):
    absence = away(small, "manager", "senior-manager")
    small.engine.execute(EndAbsence(actor="manager", absence=absence))
    assert small.engine.query(VerifyHistory(actor="auditor")).touched == ()
