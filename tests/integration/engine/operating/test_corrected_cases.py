"""Variables, messages and restarts by hand."""

from datetime import date
from decimal import Decimal

import pytest

from engine.api import (
    BadVariable,
    CancelCase,
    CannotMove,
    CaseList,
    CaseNotOver,
    ChangeVariables,
    DeliverMessage,
    NotWaiting,
    RestartCase,
    ResumeCase,
    SuspendCase,
    Target,
    TaskDetail,
)
from tests.integration.engine.operating.operated import act, instance, jobs, last, stored, view


def test_variables_are_set_and_removed_with_their_types(small, case):
    values = {"load": Decimal("12.50"), "on": date(2026, 3, 1), "parts": [{"a": None}]}
    act(small, ChangeVariables, case, values=values, removed=("applied_capacity_kva",))
    found = stored(small, case).variables
    assert {name: found[name] for name in values} == values
    assert "applied_capacity_kva" not in found
    event = last(small, case, "variables-corrected")
    assert event.data["before"] == {"applied_capacity_kva": 2000}
    assert event.data["after"] == values
    assert "variables-changed" not in small.kinds(case)


def test_the_manager_of_a_case_follows_its_variable(small, case):
    act(small, ChangeVariables, case, values={"manager": "senior-manager"})
    assert view(small, case).line.manager.login == "senior-manager"
    small.do(case, "draft", "development")
    assert list(small.inbox("senior-manager"))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"values": {"case_no": "x"}}, "kept"),
        ({"values": {"nrOfInstances": 3}}, "kept"),
        ({"removed": ("accepted_on",)}, "kept"),
        ({"removed": ("manager",)}, "kept"),
        ({"values": {"manager": "nobody"}}, "person"),
        ({"values": {"manager": "auditor"}}, "person"),
        ({"values": {"manager": None}}, "person"),
        ({"values": {"account_no": "3" * 33}}, "fits"),
        ({"values": {"": 1}}, "name"),
        ({"values": {" a": 1}}, "name"),
        ({"values": {"a\nb": 1}}, "name"),
        ({"values": {"a" * 201: 1}}, "name"),
        ({"values": {"a": object()}}, "value"),
        ({"values": {"a": float("nan")}}, "value"),
        ({"values": {"a": [Decimal("Infinity")]}}, "value"),
        ({"removed": ("nothing",)}, "absent"),
        ({}, "absent"),
        ({"values": {"a": 1}, "removed": ("a",)}, "absent"),
        ({"values": {"a": 1}, "local": True}, "local"),
    ],
)
def test_a_variable_that_cannot_be_so_is_refused_and_nothing_changes(small, case, change, why):
    before = stored(small, case)
    with pytest.raises(BadVariable) as error:
        act(small, ChangeVariables, case, **change)
    assert error.value.why == why
    assert stored(small, case) == before


def test_an_elements_own_variable_is_seen_there_alone(small, case):
    small.do(case, "draft", "development")
    papers, values = instance(small, case, "papers"), {"papers_on": date(2026, 2, 9)}
    act(small, ChangeVariables, case, values=values, instance=papers, local=True)
    assert "papers_on" not in stored(small, case).variables
    task = small.open_tasks(case)["papers"]
    seen = small.engine.query(TaskDetail(actor="manager", task=task, language="en"))
    assert seen.form.data == {"papers_on": "2026-02-09"}
    event = last(small, case, "variables-corrected")
    assert (event.element, event.data["local"]) == ("papers", True)


def test_variables_of_a_suspended_case_are_changed_and_nothing_moves(small, case):
    act(small, SuspendCase, case)
    act(small, ChangeVariables, case, values={"a": 1})
    assert small.station.queue.next_run() is None
    act(small, ResumeCase, case)
    assert small.station.queue.next_run() is not None


def test_a_message_with_values_is_delivered_to_the_case(small, case):
    act(
        small, DeliverMessage, case, message="customer-withdraws", variables={"fee": Decimal("0.5")}
    )
    seen = view(small, case)
    assert (seen.line.state, seen.line.outcome) == ("completed", "Withdrawn")
    assert stored(small, case).variables["fee"] == Decimal("0.5")
    assert last(small, case, "message-delivered").data["values"] == {"fee": Decimal("0.5")}


def test_a_message_that_is_not_awaited_is_refused(small, case):
    with pytest.raises(NotWaiting):
        act(small, DeliverMessage, case, message="rain")


def test_a_case_is_restarted_from_its_application(small, case):
    small.do(case, "draft", "development")
    act(small, CancelCase, case)
    new = act(small, RestartCase, case)
    seen = view(small, new.case)
    assert new.case != case
    assert (seen.line.customer, seen.line.state) == ("泰和纺织", "open")
    assert list(small.open_tasks(new.case)) == ["draft"]
    found, old = stored(small, new.case).variables, stored(small, case).variables
    assert found["applied_capacity_kva"] == 2000
    assert found["accepted_at"] == old["accepted_at"]
    assert found["case_no"] == new.number
    assert last(small, case, "restarted-as").data["number"] == new.number
    assert last(small, new.case, "restarted-from").data["number"] == view(small, case).line.number
    assert small.clock_of(new.case).state == "running"


def test_a_case_is_restarted_at_an_element_with_what_it_knew(small, case):
    small.do(case, "draft", "development")
    small.do(case, "papers", "manager", papers_on="2026-02-10")
    act(small, CancelCase, case)
    new = act(small, RestartCase, case, start=(Target(element="deliver"),)).case
    assert list(small.open_tasks(new)) == ["deliver"]
    assert stored(small, new).variables["papers_on"] == date(2026, 2, 10)
    assert set(jobs(small, new)) == {"nearly-late", "late"}
    small.do(new, "deliver", "manager")
    assert view(small, new).line.outcome == "Replied"


def test_the_same_restart_sent_twice_starts_one_case(small, case):
    act(small, CancelCase, case)
    first, second = (act(small, RestartCase, case, request="r-1") for _ in range(2))
    assert first == second


def test_a_case_that_goes_on_is_not_restarted(small, case):
    with pytest.raises(CaseNotOver):
        act(small, RestartCase, case)


def test_a_restart_at_an_element_that_is_not_there_starts_nothing(small, case):
    act(small, CancelCase, case)
    before = small.kinds(case)
    with pytest.raises(CannotMove):
        act(small, RestartCase, case, start=(Target(element="nowhere"),))
    assert small.kinds(case) == before
    assert len(small.engine.query(CaseList(actor="director", language="en")).rows) == 1
