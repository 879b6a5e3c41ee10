"""Operating a case from its pages: what it will do is said before, then it is done."""

import re

import pytest

from engine.api import AddComment, CaseDetail
from tests.integration.engine.operating.operated import last, stored, view
from tests.integration.web.screen import Screen

WHY = "the <i>customer</i> asked"


@pytest.fixture
def small(small):
    small.case = small.start()
    return small


@pytest.fixture
def leader(small):
    return Screen(small.app, "director", "en")


def address(small, what):
    return f"/cases/{small.case}/operate/{what}"


def seen(page):
    return re.search(r'name="seen" value="(\d+)"', page)[1]


def do(small, leader, what, query="", **form):
    """Look at what a deed will do, then do it; return the page that told, and the answer."""
    page = leader.page(address(small, what) + query)
    sent = {"seen": seen(page), "reason": WHY} | form
    return page, leader.post(address(small, what), sent)


def instance(small, element):
    return str(small.open_tasks(small.case)[element].instance)


def state(small):
    return view(small, small.case).line.state


def test_the_menu_holds_what_can_be_done_to_the_case_as_it_is(small, leader):
    page = leader.page(f"/cases/{small.case}/operate")
    assert "Suspend…" in page
    assert "Resume…" not in page
    assert "Restart the case…" not in page
    do(small, leader, "suspend")
    suspended = leader.page(f"/cases/{small.case}/operate")
    assert "Resume…" in suspended
    assert "Skip a step…" not in suspended


def test_suspending_and_resuming_with_a_reason(small, leader):
    page, reply = do(small, leader, "suspend")
    assert "Time limits go on" in page
    assert reply.status_code == 303
    assert state(small) == "suspended"
    after = leader.page(f"/cases/{small.case}")
    assert "The case is suspended." in after
    assert "See what came of it" in after
    do(small, leader, "resume")
    assert state(small) == "open"
    story = leader.page(f"/cases/{small.case}/timeline")
    assert story.count("the &lt;i&gt;customer&lt;/i&gt; asked") == 2


def test_cancelling_says_first_what_ends(small, leader):
    page, reply = do(small, leader, "cancel")
    assert "<li>Draft</li>" in page
    assert "<li>Reply</li>" in page
    assert "no longer needed" in page
    assert reply.status_code == 303
    assert state(small) == "cancelled"


def test_a_look_changes_nothing_however_often(small, leader):
    before = stored(small, small.case)
    for what, query in (
        ("cancel", ""), ("suspend", ""), ("skip", f"?instance={instance(small, 'draft')}"),
        ("repeat", "?to=permit+urge"),
        ("move", f"?instance={instance(small, 'draft')}&to=permit+deliver"),
    ):  # fmt: skip
        assert "What this will do" in leader.page(address(small, what) + query)
    assert stored(small, small.case) == before


def test_a_step_is_chosen_then_skipped(small, leader):
    choice = leader.page(address(small, "skip"))
    assert "What this will do" not in choice
    assert ">Draft<" in choice
    number = instance(small, "draft")
    page, reply = do(small, leader, "skip", f"?instance={number}", instance=number)
    assert "“Record the papers” waits for Zhang Wei" in page
    assert reply.status_code == 303
    assert list(small.open_tasks(small.case)) == ["papers"]


def test_a_step_is_done_again_once_though_sent_twice(small, leader):
    page = leader.page(address(small, "repeat") + "?to=permit+urge")
    form = {"seen": seen(page), "reason": WHY, "to": "permit urge"}
    assert leader.post(address(small, "repeat"), form).status_code == 303
    again = leader.post(address(small, "repeat"), form)
    assert again.status_code == 409
    assert "Something has happened in case" in again.text
    assert "the &lt;i&gt;customer&lt;/i&gt; asked" in again.text
    assert small.kinds(small.case).count("element-repeated") == 1


def test_a_case_is_moved_to_another_place(small, leader):
    number = instance(small, "draft")
    query = f"?instance={number}&to=permit+deliver"
    page, reply = do(small, leader, "move", query, instance=number, to="permit deliver")
    assert "<li>Draft</li>" in page
    assert "“Deliver” waits for" in page
    assert reply.status_code == 303
    assert list(small.open_tasks(small.case)) == ["deliver"]


@pytest.mark.parametrize("query", ["?to=permit+nowhere", "?to=other+urge", "?to=permit+late"])
def test_a_place_that_cannot_be_is_refused_in_words_and_without_a_button(small, leader, query):
    page = leader.page(address(small, "repeat") + query)
    assert 'role="alert"' in page
    assert "What this will do" not in page


@pytest.mark.parametrize("query", ["?instance=x", "?instance=99999", "?instance=" + "9" * 40])
def test_a_step_that_is_not_there_is_refused(small, leader, query):
    assert "What this will do" not in leader.page(address(small, "skip") + query)


def test_data_is_looked_at_then_corrected(small, leader):
    form = {"name": "applied_capacity_kva", "kind": "number", "value": "1250.5", "reason": "typo"}
    looked = leader.post(address(small, "variables"), form | {"look": "1", "seen": "0"})
    assert looked.status_code == 200
    assert "2,000" in looked.text
    assert "1,250.5" in looked.text
    assert "typo" in looked.text
    assert leader.post(
        address(small, "variables"), form | {"seen": seen(looked.text)}
    ).status_code == 303  # fmt: skip
    assert str(stored(small, small.case).variables["applied_capacity_kva"]) == "1250.5"
    assert last(small, small.case, "variables-corrected").data["reason"] == "typo"


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("number", "many"), ("number", "NaN"), ("boolean", "maybe"), ("date", "2026-02-30"),
        ("moment", "noon"), ("json", "{"), ("json", "[" * 3000), ("null", "x"), ("colour", "red"),
    ],
)  # fmt: skip
def test_a_value_that_is_none_is_said_at_its_field(small, leader, kind, value):
    page = leader.page(address(small, "variables"))
    form = {"name": "a", "kind": kind, "value": value, "seen": seen(page), "reason": "kept words"}
    reply = leader.post(address(small, "variables"), form)
    assert reply.status_code == 422
    assert 'id="value-error"' in reply.text
    assert "kept words" in reply.text


@pytest.mark.parametrize(
    ("kind", "value", "stored_as"),
    [
        ("text", "a <b>", "a <b>"), ("boolean", "是", True), ("null", "", None),
        ("json", '{"a": [1, null]}', {"a": [1, None]}),
    ],
)  # fmt: skip
def test_values_of_every_kind_are_taken(small, leader, kind, value, stored_as):
    page = leader.page(address(small, "variables"))
    form = {"name": "a", "kind": kind, "value": value, "seen": seen(page), "reason": WHY}
    assert leader.post(address(small, "variables"), form).status_code == 303
    assert stored(small, small.case).variables["a"] == stored_as


def test_what_the_engine_keeps_stays(small, leader):
    page = leader.page(address(small, "variables"))
    form = {"name": "case_no", "kind": "text", "value": "x", "seen": seen(page), "reason": WHY}
    reply = leader.post(address(small, "variables"), form)
    assert reply.status_code == 422
    assert "The engine itself keeps “case_no”" in reply.text


def test_a_variable_is_removed(small, leader):
    page = leader.page(address(small, "variables"))
    form = {"name": "applied_capacity_kva", "kind": "text", "value": "", "remove": "1"}
    form |= {"seen": seen(page), "reason": WHY}
    assert leader.post(address(small, "variables"), form).status_code == 303
    assert "applied_capacity_kva" not in stored(small, small.case).variables


def test_a_message_is_delivered_with_a_value(small, leader):
    form = {"message": "customer-withdraws", "name": "why", "kind": "text", "value": "moved away"}
    looked = leader.post(address(small, "deliver"), form | {"look": "1", "reason": "", "seen": "0"})
    assert "<li>Draft</li>" in looked.text
    assert "The case ended: Withdrawn" in looked.text
    form |= {"seen": seen(looked.text), "reason": WHY}
    assert leader.post(address(small, "deliver"), form).status_code == 303
    assert state(small) == "completed"


def test_an_ended_case_is_restarted_once(small, leader):
    do(small, leader, "cancel")
    page = leader.page(address(small, "restart") + "?to=")
    token = re.search(r'name="request" value="([^"]+)"', page)[1]
    form = {"seen": seen(page), "reason": WHY, "request": token, "to": ""}
    first = leader.post(address(small, "restart"), form)
    second = leader.post(address(small, "restart"), form)
    assert first.status_code == second.status_code == 303
    assert first.headers["Location"] == second.headers["Location"]
    assert small.kinds(small.case).count("restarted-as") == 1


def test_what_begins_is_told_before_a_case_is_restarted(small, leader):
    do(small, leader, "cancel")
    page = leader.page(address(small, "restart"))
    assert "at the beginning, with the application as it was" in page
    assert 'name="reason"' not in page  # a place first, then what it means, then why

    page = leader.page(address(small, "restart") + "?to=")
    assert "What this will do" in page
    assert "<li>“Draft” waits for Development, Operations and maintenance</li>" in page
    assert "Time limit “Supply-plan reply” began, due by the end of 2026-02-13 (Fri)" in page
    page = leader.page(address(small, "restart") + "?to=permit+papers")
    assert "<li>“Record the papers” waits for " in page
    assert "Draft” waits" not in page
    assert '<input type="hidden" name="to" value="permit papers">' in page
    assert small.kinds(small.case)[-1] != "restarted-as"

    page = leader.page(address(small, "restart") + "?to=permit+nowhere")
    assert "What this will do" not in page
    assert 'role="alert"' in page


def test_without_a_reason_nothing_is_done(small, leader):
    page = leader.page(address(small, "cancel"))
    reply = leader.post(address(small, "cancel"), {"seen": seen(page), "reason": "  "})
    assert reply.status_code == 422
    assert 'id="reason-error"' in reply.text
    assert state(small) == "open"


def test_what_happened_since_the_look_is_said_and_looked_at_again(small, leader):
    page = leader.page(address(small, "cancel"))
    small.engine.execute(AddComment(actor="manager", case=small.case, text="wait"))
    reply = leader.post(address(small, "cancel"), {"seen": seen(page), "reason": WHY})
    assert reply.status_code == 409
    assert state(small) == "open"
    assert leader.post(
        address(small, "cancel"), {"seen": seen(reply.text), "reason": WHY}
    ).status_code == 303  # fmt: skip


def test_of_a_case_in_another_state_that_is_said(small, leader):
    do(small, leader, "cancel")
    for what in ("suspend", "resume", "skip", "repeat", "move", "variables", "deliver", "cancel"):
        page = leader.page(address(small, what))
        assert "This cannot be done to the case as it is now" in page, what


@pytest.mark.parametrize("seen_", ["", "x", "-1", "9" * 30])
def test_a_number_that_was_never_seen_is_refused(small, leader, seen_):
    reply = leader.post(address(small, "cancel"), {"seen": seen_, "reason": WHY})
    assert reply.status_code == 400
    assert state(small) == "open"


def test_there_is_no_other_deed(small, leader):
    assert leader.get(address(small, "destroy")).status_code == 404


def test_in_chinese(small):
    page = Screen(small.app, "director", "zh").page(address(small, "cancel"))
    assert "将产生的影响" in page
    assert "终止工单" in page


def test_what_may_be_done_follows_the_permission_table(small):
    may = {
        person: small.engine.query(
            CaseDetail(actor=person, case=small.case, language="en")
        ).may
        for person in ("manager", "director", "auditor", "admin")
    }  # fmt: skip
    everything = {"message", "suspend", "cancel", "skip", "repeat", "move", "variables", "deliver"}
    assert may == {
        "manager": {"message"}, "director": everything, "auditor": set(), "admin": everything,
    }  # fmt: skip
