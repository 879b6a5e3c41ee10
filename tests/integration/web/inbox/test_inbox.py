import re

import pytest

from tests.fakes.engine import FakeEngine
from tests.fakes.hv_station import VERY_LONG_NAME
from tests.integration.web.screen import Screen
from webui.app import create_app
from webui.shared.settings import WebSettings


def lines_of(page):
    return re.findall(r'class="yk-line-name">([^<]+)<', page)


def facts_of(page):
    return re.findall(r'class="yk-line-facts">([^<]+)<', page)


def test_home_leads_to_my_own_tasks(screen):
    person = screen()

    assert person.get("/").location == "/home"
    assert person.get("/inbox").location == "/inbox/mine"


def test_home_without_own_tasks_leads_to_those_to_take_else_to_all(screen):
    assert screen("development").get("/inbox").location == "/inbox/groups"
    assert screen("auditor").get("/inbox").location == "/inbox/station"


def test_my_tasks_stand_in_the_engines_order_with_their_time_in_words(screen):
    page = screen().page("/inbox/mine")

    assert lines_of(page) == [
        "Inspect the completed works",
        "Draft the supply plan",
        "Record the missing papers",
        "Remind the customer by telephone",
    ]
    assert "1 working day late" in page
    assert "2 working days left" in page
    assert "waits for the customer&#39;s papers since 3 March" in page


def test_the_same_in_chinese(screen):
    page = screen("manager", "zh").page("/inbox/mine")

    assert lines_of(page)[0] == "开展竣工检验"
    assert "超期1个工作日" in page
    assert "还剩2个工作日" in page
    assert "3月3日起等待客户补充资料" in page


def test_tabs_count_and_the_late_ones_are_said(screen):
    page = screen().page("/inbox/mine")

    numbers = re.findall(r'class="yk-number">(\d+)<', page)
    assert numbers == ["4", "1", "6"]
    assert "1 late" in page


def test_a_free_task_of_my_group_can_be_taken_from_the_list(screen, engine):
    person = screen()
    assert "/tasks/45-8/claim" in person.page("/inbox/groups")

    reply = person.post("/tasks/45-8/claim", {"next": "/inbox/mine/tasks/45-8"})

    assert reply.status_code == 303
    assert reply.location == "/inbox/mine/tasks/45-8"
    assert "Lead the joint site survey" in lines_of(person.page("/inbox/mine"))


def test_taking_leads_nowhere_outside_the_station(screen):
    reply = screen().post("/tasks/45-8/claim", {"next": "//evil.example/"})

    assert reply.location == "/tasks/45-8"


def test_the_list_and_the_task_stand_side_by_side_under_one_address(screen):
    page = screen().page("/inbox/mine/tasks/42-9")

    assert len(lines_of(page)) == 4
    assert '<h1 class="yk-task-title">Record the missing papers</h1>' in page
    assert 'aria-current="true"' in page


def test_a_search_keeps_to_the_view_and_says_when_nothing_is_found(screen):
    person = screen()

    assert lines_of(person.page("/inbox/station?q=HV-2026-0011")) == ["Lead the joint site survey"]
    empty = person.page("/inbox/station?q=nobody")
    assert "Nothing found for “nobody”" in empty
    assert "/cases?q=nobody" in empty


def test_more_rows_come_as_a_fragment_or_as_a_page(screen):
    person = screen()

    fragment = person.get("/inbox/station?after=3", **{"HX-Request": "true"}).text
    whole = person.page("/inbox/station?after=3")

    assert "<html" not in fragment
    assert lines_of(fragment) == lines_of(whole)
    assert len(lines_of(whole)) == 3


@pytest.mark.parametrize(
    ("view", "words"),
    [
        ("mine", "Nothing waits for you"),
        ("groups", "No free task in your groups"),
        ("station", "No open task that you may see"),
        ("done", "You have not completed a task yet"),
    ],
)
def test_an_empty_view_says_what_will_stand_there(view, words):
    app = create_app(FakeEngine(empty=True), WebSettings(secret_key=b"sixteen bytes and more"))

    assert words in Screen(app, "manager").page(f"/inbox/{view}")


def test_a_very_long_name_is_there_in_full(screen):
    assert VERY_LONG_NAME in screen().page("/inbox/groups")


def test_a_line_names_its_holder_only_where_it_is_not_the_reader(screen):
    assert "Li Wei" not in "".join(facts_of(screen().page("/inbox/mine")))
    assert "Li Wei" in "".join(facts_of(screen("auditor").page("/inbox/station")))


def test_what_narrows_the_list_does_not_stand_in_the_search_of_all_cases(screen):
    def searched(page):
        return re.search(r'name="q" data-search value="([^"]*)"', page)[1]

    assert searched(screen().page("/inbox/mine?q=plan")) == ""
    assert searched(screen().page("/cases?q=plan")) == "plan"
