import json
import re

import pytest

from engine.api import SendMessage


def test_open_cases_are_listed_with_what_they_wait_for(screen):
    page = screen().page("/cases")

    assert "江南精密机械有限公司" in page
    assert "Draft the supply plan, Check planning and capacity" in page
    assert "Completion inspection, attempt 2" in page
    assert "钟山冷链物流园" not in page


def test_ended_cases_say_their_outcome(screen):
    page = screen("manager", "zh").page("/cases?state=ended")

    assert "钟山冷链物流园" in page
    assert "已送电" in page
    assert "江南精密机械有限公司" not in page


def test_the_search_box_of_the_frame_looks_at_all_cases(screen):
    page = screen().page("/cases?q=HV-2025-0031")

    assert "钟山冷链物流园" in page


def test_the_case_says_where_it_stands(screen):
    page = screen().page("/cases/41")

    marks = json.loads(re.search(r'id="marks-41">(.*?)</script>', page)[1])
    assert marks["flows"] == ["to-draft", "to-sign-off"]
    assert {"id": "draft-plan", "state": "done", "tokens": 0} in marks["elements"]
    active = next(mark for mark in marks["elements"] if mark["id"] == "sign-off")
    assert (active["state"], active["tokens"]) == ("active", 1)
    assert active["note"] == "Zhao Lei, since 2 March"
    assert marks["calls"] == {"sign-off": "sign-off-process"}
    assert 'data-diagram="/cases/41/diagram.bpmn?process=supply-plan"' in page


def test_one_steps_into_a_called_process_and_back(screen):
    person = screen()
    assert 'href="/cases/41?process=sign-off-process"' in person.page("/cases/41")

    inside = person.page("/cases/41?process=sign-off-process")

    assert "Back to the whole case" in inside
    assert "process=sign-off-process" in inside


def test_the_diagram_comes_as_xml_in_the_readers_language(screen):
    reply = screen("manager", "zh").get("/cases/41/diagram.bpmn")

    assert reply.content_type == "application/xml; charset=utf-8"
    assert 'name="草拟供电方案"' in reply.text


def test_the_timeline_tells_what_people_did_and_leaves_out_the_engines_steps(screen):
    page = screen().page("/cases/41/timeline")

    assert "Completed “Draft the supply plan”" in page
    assert "Time limit “Supply-plan reply” stands still" in page
    assert "Reached “Draft the supply plan”" not in page


def test_every_step_and_one_element_alone_on_demand(screen):
    person = screen()

    assert "Reached “Draft the supply plan”" in person.page("/cases/41/timeline?steps=all")
    alone = person.page("/cases/41/timeline?element=draft-plan")
    assert '<option value="draft-plan" selected>' in alone
    assert "was started" not in alone


def test_changed_values_stand_before_and_after(screen):
    page = screen().page("/cases/41/timeline")

    assert "<td><code>approved_capacity_kva</code></td><td>–</td><td>1,600</td>" in page


def test_the_timeline_in_chinese(screen):
    page = screen("manager", "zh").page("/cases/41/timeline")

    assert "完成“草拟供电方案”" in page
    assert "时限“供电方案答复”暂停：等待客户补充资料" in page


def test_the_data_page_shows_answers_under_the_labels_of_their_form(screen):
    page = screen("manager", "zh").page("/cases/41/data")

    assert "<dt>申请容量（kVA）</dt>" in page


def test_a_withdrawal_asks_for_a_reason_and_is_sent_once(screen, engine):
    person = screen()
    assert "/cases/41/tell?message=customer-withdraws" in person.page("/cases/41")
    assert "cannot be undone" in person.page("/cases/41/tell?message=customer-withdraws")

    missing = person.post("/cases/41/tell", {"message": "customer-withdraws", "reason": "  "})
    done = person.post(
        "/cases/41/tell", {"message": "customer-withdraws", "reason": "Plant closed"}
    )
    again = person.post(
        "/cases/41/tell", {"message": "customer-withdraws", "reason": "Plant closed"}
    )

    assert missing.status_code == 422
    assert "Write why" in missing.text
    assert done.location == "/cases/41"
    assert again.status_code == 409
    assert [each for each in engine.commands if isinstance(each, SendMessage)] == [
        SendMessage(actor="manager", case=41, message="customer-withdraws", reason="Plant closed")
    ]


def test_a_message_the_case_does_not_wait_for_is_refused(screen):
    assert screen().get("/cases/41/tell?message=fire").status_code == 409


def test_an_auditor_sees_the_case_and_no_button_to_change_it(screen):
    page = screen("auditor").page("/cases/41")

    assert "/cases/41/tell" not in page
    assert screen("auditor").get("/cases/41/tell?message=customer-withdraws").status_code == 403


def test_the_list_goes_on_where_it_ended(screen):
    person = screen()

    fragment = person.get("/cases?state=all&after=4", **{"HX-Request": "true"}).text

    assert "<html" not in fragment
    assert "HV-2026-0011" in fragment


@pytest.mark.parametrize("tab", ["", "/timeline", "/data"])
def test_each_tab_has_its_address(screen, tab):
    page = screen().page(f"/cases/43{tab}")

    assert len(re.findall(r'aria-current="page"', page)) >= 2
