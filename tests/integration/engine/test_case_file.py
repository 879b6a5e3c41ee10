"""The file of a case, leaf by leaf: events with filters, tasks, variables, messages, relations."""

from datetime import datetime, timedelta

import pytest

from engine.api import (
    AddComment,
    CancelCase,
    CaseAwaits,
    CaseEvents,
    CasePlaces,
    CaseTasks,
    CaseVariables,
    ChangeVariables,
    RelatedCases,
    RestartCase,
    SendMessage,
    UnknownCase,
    VariableChanges,
)
from tests.integration.engine.operating.operated import WHY, act, change

QUERIES = {
    CaseEvents: {},
    CaseTasks: {},
    CaseVariables: {},
    VariableChanges: {"name": "customer_name"},
    CaseAwaits: {},
    RelatedCases: {},
    CasePlaces: {},
}


def ask(small, kind, case, actor="director", **more):
    return small.engine.query(kind(actor=actor, case=case, language="en", **more))


@pytest.mark.parametrize("kind", QUERIES, ids=lambda kind: kind.__name__)
def test_whoever_may_not_see_a_case_learns_nothing_of_its_file(small, case, kind):
    with pytest.raises(UnknownCase):
        ask(small, kind, case, "dispatch", **QUERIES[kind])
    with pytest.raises(UnknownCase):
        ask(small, kind, 999, **QUERIES[kind])
    ask(small, kind, case, "auditor", **QUERIES[kind])


def test_events_come_latest_first_page_by_page_and_none_twice(small, case):
    small.do(case, "draft", "development")
    whole = [event.seq for event in small.events(case)]
    found, before = [], None
    while True:
        page = ask(small, CaseEvents, case, before=before, limit=3)
        assert len(page.events) <= 3
        found += [event.seq for event in page.events]
        before = page.next
        if before is None:
            break
    assert found == whole[::-1]


def test_events_are_found_by_kind_person_element_and_time(small, case):
    begun = small.clock.now()
    small.clock.set(begun + timedelta(days=1))
    small.do(case, "draft", "development")

    def seqs(**wish):
        return sorted(event.seq for event in ask(small, CaseEvents, case, **wish).events)

    everything = small.events(case)
    assert seqs(kinds=("task-completed",)) == [
        event.seq for event in everything if event.kind == "task-completed"
    ]
    assert seqs(but=("entered", "completed")) == [
        event.seq for event in everything if event.kind not in ("entered", "completed")
    ]
    assert seqs(by="development") == [
        event.seq for event in everything if event.by and event.by.login == "development"
    ]
    assert seqs(by="") == []
    assert seqs(element="draft") == [e.seq for e in everything if e.element == "draft"]
    later = begun + timedelta(hours=1)
    assert seqs(since=later) == [e.seq for e in everything if e.at >= later]
    assert seqs(until=later) == [e.seq for e in everything if e.at < later]
    assert seqs(after=everything[2].seq) == [e.seq for e in everything[3:]]
    page = ask(small, CaseEvents, case)
    assert {person.login for person in page.people} == {"manager", "development"}
    assert dict(page.tasks) == {"draft": "Draft", "papers": "Record the papers"}


def test_what_the_engine_did_by_itself_is_found_too(small, case):
    small.run_to("2026-03-20T10:00")
    kinds = {event.kind for event in ask(small, CaseEvents, case, by="").events}
    assert "timer-fired" in kinds
    assert "case-started" not in kinds


def test_tasks_are_told_open_ones_first_then_the_latest_done(small, case):
    small.do(case, "draft", "development")
    found = ask(small, CaseTasks, case)
    assert [(row.line.element, row.state) for row in found.rows] == [
        ("papers", "open"),
        ("draft", "completed"),
    ]
    assert found.rows[1].by.login == "development"
    first = ask(small, CaseTasks, case, limit=1)
    rest = ask(small, CaseTasks, case, limit=1, after=first.next)
    assert [row.line.element for row in rest.rows] == ["draft"]
    assert rest.next is None


def test_a_task_past_its_own_due_date_was_late(small, case):
    task = small.open_tasks(case)["draft"]
    change(small, task, due=small.clock.now() + timedelta(hours=1))
    assert ask(small, CaseTasks, case).rows[0].late is False
    small.clock.set(small.clock.now() + timedelta(hours=2))
    assert ask(small, CaseTasks, case).rows[0].late is True
    small.do(case, "draft", "development")
    (row,) = [row for row in ask(small, CaseTasks, case).rows if row.line.element == "draft"]
    assert row.late is True


def test_variables_are_those_of_the_case_and_stay_when_it_is_over(small, case):
    (scope,) = ask(small, CaseVariables, case)
    assert scope.name == "Permit"
    assert scope.variables["customer_name"] == "泰和纺织"
    assert scope.variables["applied_capacity_kva"] == 2000
    act(small, CancelCase, case)
    (after,) = ask(small, CaseVariables, case)
    assert after.variables["customer_name"] == "泰和纺织"


def test_each_change_of_a_variable_is_told_with_who_and_before(small, case):
    act(small, ChangeVariables, case, values={"applied_capacity_kva": 1250})
    act(small, ChangeVariables, case, values={"other": 1})
    act(small, ChangeVariables, case, values={"applied_capacity_kva": 1250})
    found = ask(small, VariableChanges, case, name="applied_capacity_kva")
    assert [(c.kind, c.by.login, c.before, c.after) for c in found] == [
        ("variables-corrected", "director", 2000, 1250),
        ("case-started", "manager", None, 2000),
    ]
    assert ask(small, VariableChanges, case, name="never") == ()


def test_what_is_awaited_is_told_with_where_it_waits(small, case):
    (awaited,) = ask(small, CaseAwaits, case)
    assert (awaited.kind, awaited.name) == ("message", "customer-withdraws")
    assert awaited.element_name == "The customer withdraws"
    small.engine.execute(
        SendMessage(actor="manager", case=case, message="customer-withdraws", reason=WHY)
    )
    assert ask(small, CaseAwaits, case) == ()


def test_places_are_what_is_active_and_what_flows_lead_to(small, case):
    places = ask(small, CasePlaces, case)
    active = {place.element: place for place in places.active}
    assert {"reply", "draft"} <= set(active)
    assert active["draft"].within == ("Permit", "Reply")
    assert active["draft"].instance == small.open_tasks(case)["draft"].instance
    targets = {place.element for place in places.targets}
    assert {"papers", "deliver", "urge", "explain", "withdrawn"} <= targets
    assert targets.isdisjoint({"asked", "late", "nearly-late", "withdrawn-meanwhile", "f1"})


def test_a_restarted_case_and_its_new_one_know_each_other(small, case):
    act(small, CancelCase, case)
    new = act(small, RestartCase, case).case
    assert [(one.relation, one.id) for one in ask(small, RelatedCases, case)] == [
        ("restarted-as", new)
    ]
    assert [(one.relation, one.id) for one in ask(small, RelatedCases, new)] == [
        ("restarted-from", case)
    ]


def test_a_case_that_is_not_the_readers_is_not_told_as_related(small, case):
    act(small, CancelCase, case)
    new = act(small, RestartCase, case).case
    small.do(new, "draft", "development")
    assert {one.id for one in ask(small, RelatedCases, case, "development")} <= {new}


def test_notes_count_as_events(small, case):
    seen = len(small.events(case))
    small.engine.execute(AddComment(actor="manager", case=case, text="please hurry"))
    (event,) = ask(small, CaseEvents, case, after=seen).events
    assert event.kind == "comment-added"
    assert event.at == datetime.fromisoformat("2026-02-10T10:00:00+08:00")
