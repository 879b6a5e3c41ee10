"""The inbox's order: chosen in the address, kept by every link, said where it cannot be had."""

import re

import pytest

from engine.api import ChangeTask
from engine.storage.lists import sorting
from tests.integration.web.screen import Screen

NAMES = ("Delta", "Alpha", "Charlie", "Bravo")


@pytest.fixture
def small(small):
    """Cases 1 to 4 of four customers; the fourth is the most important."""
    for name in NAMES:
        small.start(customer_name=name)
    task = small.open_tasks(4)["draft"]
    small.engine.execute(ChangeTask(actor="director", task=task, priority=90, reason="asked"))
    return small


def cases(page):
    return [int(case) for case in re.findall(r'data-task="(\d+)-\d+"', page)]


def test_the_reader_chooses_the_order_and_the_page_says_it(small):
    person = Screen(small.app, "director")
    page = person.page("/inbox/station?order=customer")

    assert cases(page) == [2, 4, 3, 1]
    assert re.search(r'href="/inbox/station\?order=customer" aria-current="true">By customer', page)
    assert cases(person.page("/inbox/station?order=case")) == [4, 3, 2, 1]
    assert cases(person.page("/inbox/station?order=priority"))[0] == 4
    chinese = Screen(small.app, "director", "zh").page("/inbox/station?order=customer")
    assert 'aria-current="true">按客户</a>' in chinese


def test_every_link_and_form_of_the_list_keeps_the_order(small):
    page = Screen(small.app, "director").page("/inbox/station?order=case&manager=manager&q=a")

    assert re.search(r'href="/inbox/station/tasks/4-\d+\?q=a&amp;order=case&amp;manager=', page)
    assert re.search(r'href="/inbox/mine\?q=a&amp;order=case&amp;manager=manager"', page)
    assert page.count('<input type="hidden" name="order" value="case">') == 2
    assert 'data-pulse="/inbox/station/pulse?q=a&amp;order=case' in page
    # The chip that takes the filter away keeps the order.
    assert re.search(r'class="yk-chip" href="/inbox/station\?q=a&amp;order=case"', page)


def test_an_order_nobody_knows_is_the_usual_one(small):
    page = Screen(small.app, "director").page("/inbox/station?order=%27%3B--")

    assert sorted(cases(page)) == [1, 2, 3, 4]
    assert 'aria-current="true">Most urgent first' in page


def test_what_was_done_has_no_order_to_choose(small):
    small.do(1, "draft", "development")
    page = Screen(small.app, "development").page("/inbox/done?order=customer")

    assert cases(page) == [1]
    assert "Order of the list" not in page


def test_an_order_is_kept_with_a_filter(small):
    person = Screen(small.app, "director")
    asked = {"view": "station", "order": "customer", "manager": "manager"}
    person.post("/filters/inbox", {"name": "By name"} | asked)
    menu = person.page("/inbox/station?order=customer&manager=manager")
    assert cases(menu) == [2, 4, 3, 1]
    kept = person.page("/filters/inbox")
    assert "/inbox/station?order=customer&amp;manager=manager" in kept


def test_where_there_are_too_many_tasks_the_page_says_so_and_shows_the_most_urgent(
    small, monkeypatch
):
    monkeypatch.setattr(sorting, "MOST_SORTED", 3)
    person = Screen(small.app, "director")
    usual = cases(person.page("/inbox/station"))
    page = person.page("/inbox/station?order=customer")

    assert cases(page) == usual
    assert "“By customer” needs a list of at most 3 tasks, so the most urgent stand first." in page
    assert cases(person.page("/inbox/station?order=customer&q=Alpha")) == [2]
    # Case by case it goes on, however many there are.
    page = person.page("/inbox/station?order=case")
    assert cases(page) == [4, 3, 2, 1]
    assert "needs a list" not in page


def test_the_list_of_cases_says_its_order_in_its_column(small):
    person = Screen(small.app, "director")

    assert '<th aria-sort="descending">Started</th>' in person.page("/cases")
    assert '<th aria-sort="ascending">Started</th>' in person.page("/cases?order=oldest")


def test_beside_what_was_done_no_task_is_called_urgent(small):
    small.do(1, "draft", "operations")
    page = Screen(small.app, "operations").page("/inbox/done")

    assert cases(page) == [1]
    assert "What was done last stands on top." in page
    assert "The most urgent one" not in page
