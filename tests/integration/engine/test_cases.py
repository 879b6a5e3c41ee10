"""Starting cases, seeing them, and what the history keeps."""

import pytest

from engine.api import (
    BadPlace,
    BadValue,
    CaseDetail,
    CaseDiagram,
    CaseList,
    Forbidden,
    FormRejected,
    Inbox,
    NotWaiting,
    SendMessage,
    StartCase,
    StartForm,
    Timeline,
    UnknownCase,
    UnknownProcess,
    UnknownUser,
)
from engine.history.chain import first_broken
from tests.support.together import at_once

APPLICATION = {"customer_name": "泰和纺织", "applied_capacity_kva": 2000}


def started(small, **differs):
    command = StartCase(actor="manager", process="permit", values=APPLICATION, **differs)
    return small.engine.execute(command)


def test_a_case_has_a_number_a_customer_and_a_manager(small):
    case = started(small).case
    line = small.engine.query(CaseDetail(actor="manager", case=case, language="zh")).line
    assert (line.customer, line.manager.name, line.state) == ("泰和纺织", "张伟", "open")
    assert line.number == f"YK2026{case:06d}"
    assert line.process_name == "许可"


def test_the_same_request_sent_twice_starts_one_case(small):
    first, second = started(small, request="r-1"), started(small, request="r-1")
    assert first == second
    assert len(small.engine.query(CaseList(actor="director", language="en")).rows) == 1


def test_the_same_request_sent_at_the_same_moment_starts_one_case(small):
    found = at_once(*[lambda: started(small, request="r-2").case] * 3)
    assert len(set(found)) == 1


def test_a_request_longer_than_is_kept_is_refused_by_name(small):
    assert started(small, request="r" * 64) == started(small, request="r" * 64)
    with pytest.raises(BadValue) as refused:
        started(small, request="r" * 65)
    assert (refused.value.name, refused.value.reason) == ("request", "long")


def test_a_wrong_application_starts_nothing(small):
    values = {"customer_name": "", "applied_capacity_kva": 0}
    with pytest.raises(FormRejected) as refused:
        small.engine.execute(StartCase(actor="manager", process="permit", values=values))
    assert {e.name: e.code for e in refused.value.errors} == {
        "customer_name": "required",
        "applied_capacity_kva": "min",
    }
    assert small.engine.query(CaseList(actor="director", language="en")).rows == ()


def test_a_process_that_is_not_deployed_cannot_be_started(small):
    with pytest.raises(UnknownProcess):
        small.engine.execute(StartCase(actor="manager", process="nothing", values={}))
    with pytest.raises(UnknownProcess):
        small.engine.query(StartForm(actor="manager", process="nothing", language="en"))


def test_another_manager_does_not_see_the_case(small):
    case = started(small).case
    for query in (CaseDetail, Timeline, CaseDiagram):
        with pytest.raises(UnknownCase):
            small.engine.query(query(actor="senior-manager", case=case, language="en"))
    assert small.engine.query(CaseList(actor="senior-manager", language="en")).rows == ()


@pytest.mark.parametrize("actor", ["director", "auditor", "development", "admin", "manager"])
def test_who_is_concerned_sees_it(small, actor):
    case = started(small).case
    query = CaseDetail(actor=actor, case=case, language="en")
    assert small.engine.query(query).line.id == case


def test_the_designer_sees_no_customer(small):
    case = started(small).case
    with pytest.raises(Forbidden):
        small.engine.query(CaseDetail(actor="designer", case=case, language="en"))
    with pytest.raises(Forbidden):
        small.engine.query(Inbox(actor="designer", view="station", language="en"))


def test_a_stranger_may_do_nothing(small):
    with pytest.raises(UnknownUser):
        small.engine.execute(StartCase(actor="nobody", process="permit", values=APPLICATION))


def test_a_message_nobody_waits_for_is_refused(small):
    case = started(small).case
    message = SendMessage(actor="manager", case=case, message="rain", reason="none")
    with pytest.raises(NotWaiting):
        small.engine.execute(message)


def test_a_message_goes_to_the_case_with_its_reason(small):
    case = started(small).case
    view = small.engine.query(CaseDetail(actor="manager", case=case, language="en"))
    assert view.messages == (("customer-withdraws", "The customer withdraws"),)
    small.engine.execute(
        SendMessage(actor="manager", case=case, message="customer-withdraws", reason="moved away")
    )
    after = small.engine.query(CaseDetail(actor="manager", case=case, language="en"))
    assert (after.line.state, after.line.outcome) == ("completed", "Withdrawn")
    (received,) = [e for e in small.events(case) if e.kind == "message-received"]
    assert received.data["reason"] == "moved away"


def test_the_history_is_one_unbroken_chain(small):
    case = started(small).case
    small.do(case, "draft", "development")
    small.do(case, "papers", "manager", papers_on="2026-02-10")
    with small.station.units.reading() as unit:
        assert first_broken(unit.history.of_case(case)) is None


def test_the_diagram_shows_the_way_taken_and_where_it_stands(small):
    case = started(small).case
    small.do(case, "draft", "development")
    shown = small.engine.query(CaseDiagram(actor="manager", case=case, language="zh"))
    assert {"asked", "draft"} <= shown.done
    assert {"f1", "r1", "r2"} <= shown.flows
    assert "r3" not in shown.flows
    waiting = {active.element: active.who for active in shown.active}
    assert waiting["papers"] == "张伟"
    assert 'name="答复"' in shown.xml


def test_pages_of_a_list_hold_every_case_once(small):
    cases = [started(small).case for _ in range(7)]
    seen, after = [], None
    while True:
        page = small.engine.query(CaseList(actor="director", language="en", limit=3, after=after))
        seen += [line.id for line in page.rows]
        after = page.next
        if after is None:
            break
    assert seen == sorted(cases, reverse=True)


def test_pages_of_the_inbox_hold_every_task_once(small):
    cases = [started(small).case for _ in range(7)]
    seen, after = [], None
    while True:
        query = Inbox(actor="development", view="groups", language="en", limit=2, after=after)
        page = small.engine.query(query)
        seen += [line.case for line in page.rows]
        after = page.next
        if after is None:
            break
    assert seen == cases


@pytest.mark.parametrize("place", ["", "x", "!!", "W10", "WzEsMl0", "é", "W251bGxd", "A" * 500])
def test_a_mangled_place_is_refused(small, place):
    with pytest.raises(BadPlace):
        small.engine.query(CaseList(actor="director", language="en", after=place))
    with pytest.raises(BadPlace):
        small.engine.query(Inbox(actor="director", view="mine", language="en", after=place))


@pytest.mark.parametrize("text", ["泰和", "YK2026", "%", "_", "'; DROP TABLE task; --"])
def test_a_search_finds_what_it_says_and_nothing_by_wildcards(small, text):
    started(small)
    rows = small.engine.query(CaseList(actor="director", language="en", text=text)).rows
    assert len(rows) == (1 if text in ("泰和", "YK2026") else 0)


def test_a_case_is_found_by_the_account_number_it_was_given(small):
    case = started(small).case
    small.do(case, "draft", "development")
    query = CaseList(actor="director", language="en", text="3700112233")
    assert small.engine.query(query).rows == ()
    small.do(case, "papers", "manager", papers_on="2026-02-10", account_no="3700112233")
    assert [line.id for line in small.engine.query(query).rows] == [case]
