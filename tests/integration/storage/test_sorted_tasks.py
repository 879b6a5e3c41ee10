"""The inbox in other orders than by urgency: which they are, and that no store is read for them."""

import re
from datetime import timedelta
from itertools import product

import pytest

from engine.api import ChangeTask, ClaimTask, Inbox, TaskFilter, TooManyToSort
from engine.storage.lists import sorting, walking
from tests.support.statements import plans
from tests.support.stations import TUESDAY

ORDERS = ("newest", "case", "follow-up", "customer", "priority")
VIEWS = ("mine", "groups", "station")


@pytest.fixture
def busy(small):
    """Cases 1 to 5 a minute apart; 3 and 5 wait at papers, their tasks being the newest.

    Follow-ups: 4 tomorrow, 2 in a week. Priorities: 1 has 80, 5 has 10, the others 50.
    """
    for number, name in enumerate(("Delta", "Alpha", "Echo", "Bravo", "Alpha")):
        small.clock.set(TUESDAY + timedelta(minutes=number))
        small.start(by="manager" if number % 2 == 0 else "senior-manager", customer_name=name)
    for number, case in enumerate((5, 3)):
        small.clock.set(TUESDAY + timedelta(minutes=10 + number))
        small.do(case, "draft", "development")
    _change(small, 4, follow_up=TUESDAY + timedelta(days=1))
    _change(small, 2, follow_up=TUESDAY + timedelta(days=7))
    _change(small, 1, priority=80)
    _change(small, 5, priority=10)
    return small


def _change(small, case, **what):
    (task,) = small.open_tasks(case).values()
    small.engine.execute(ChangeTask(actor="director", task=task, reason="asked", **what))


def pages(small, who, view, order, limit=2, **narrowed):
    """Return the cases of a list read in pages, and how many pages were not full."""
    found, partial, after = [], 0, None
    while True:
        query = Inbox(
            actor=who, view=view, language="en", order=order, after=after, limit=limit, **narrowed
        )
        page = small.engine.query(query)
        found += [line.case for line in page.rows]
        partial += page.partial
        after = page.next
        if after is None:
            return found, partial


def test_each_order_is_what_its_name_says(busy):
    def first(order, number):
        return pages(busy, "director", "station", order)[0][:number]

    assert first("newest", 5) == [3, 5, 4, 2, 1]
    assert first("case", 5) == [5, 4, 3, 2, 1]
    assert first("follow-up", 2) == [4, 2]
    names = {1: "Delta", 2: "Alpha", 3: "Echo", 4: "Bravo", 5: "Alpha"}
    by_name = [names[case] for case in first("customer", 5)]
    assert by_name == ["Alpha", "Alpha", "Bravo", "Delta", "Echo"]
    by_urgency = [case for case in first("urgent", 5) if case in (2, 3, 4)]
    assert first("priority", 5) == [1, *by_urgency, 5]


def test_every_order_has_the_same_tasks_however_long_its_pages_are(busy):
    busy.engine.execute(ClaimTask(actor="development", task=busy.open_tasks(1)["draft"]))
    for who, view in product(("manager", "development", "director"), VIEWS):
        usual, _ = pages(busy, who, view, "urgent")
        for order in ORDERS:
            whole, _ = pages(busy, who, view, order, limit=200)
            assert pages(busy, who, view, order, limit=1)[0] == whole, (who, view, order)
            assert sorted(whole) == sorted(usual), (who, view, order)


def test_filters_and_searches_are_put_in_order_too(busy):
    managed = TaskFilter(manager="manager")
    assert pages(busy, "director", "station", "newest", where=managed)[0] == [3, 5, 1]
    at_papers = TaskFilter(step=("permit", "papers"))
    assert pages(busy, "director", "station", "case", where=at_papers)[0] == [5, 3]
    assert pages(busy, "director", "station", "newest", text="Alpha")[0] == [5, 2]
    assert pages(busy, "director", "station", "newest", text="nobody")[0] == []
    assert pages(busy, "manager", "mine", "customer", text="Alpha")[0] == [5]


def test_a_list_too_long_is_refused_in_these_orders_but_goes_on_case_by_case(busy, monkeypatch):
    monkeypatch.setattr(sorting, "MOST_SORTED", 2)
    monkeypatch.setattr(walking, "FIRST", 2)
    monkeypatch.setattr(walking, "MOST", 2)
    for order in ("newest", "follow-up", "customer", "priority"):
        with pytest.raises(TooManyToSort) as refused:
            pages(busy, "director", "station", order)
        assert refused.value.most == 2
    assert pages(busy, "director", "station", "case") == ([5, 4, 3, 2, 1], 0)
    assert pages(busy, "development", "groups", "case")[0] == [4, 2, 1]
    at_drafts = TaskFilter(step=("permit", "draft"))
    cases, partial = pages(busy, "director", "station", "case", where=at_drafts)
    assert cases == [4, 2, 1]
    assert partial
    # What a filter by an index leaves is short enough again.
    with_name = pages(busy, "director", "station", "newest", text="Alpha")[0]
    assert with_name == [5, 2]


def test_a_place_that_is_gone_is_the_end(busy):
    page = busy.page("director", "station", order="newest", limit=1)
    assert busy.page("director", "station", order="newest", after=page.next).rows[0].case == 5
    nowhere = "WzAsOTk5OTksMV0"  # [0,99999,1]
    assert busy.page("director", "station", order="newest", after=nowhere).rows == ()


def test_what_was_done_has_one_order(busy):
    done = [line.case for line in busy.inbox("development", "done", order="customer")]
    assert done == [3, 5]


@pytest.mark.parametrize("most", [4_000, 0])
def test_no_order_reads_a_table_whole(busy, monkeypatch, most):
    """What is sorted are the rows of a range of an index, never more than a range may have."""
    monkeypatch.setattr(sorting, "MOST_SORTED", most)
    after = busy.page("director", "station", order="case", limit=1).next

    def read():
        for who, view, order in product(("development", "director"), VIEWS, ORDERS):
            query = Inbox(actor=who, view=view, language="en", order=order, after=after, limit=2)
            try:
                busy.engine.query(query)
            except TooManyToSort:
                continue

    found = plans(busy.station.database, read, without=("seqscan",))
    assert len(found) > len(ORDERS)
    for plan in found:
        assert not re.search(r"SCAN (task|case_|task_candidate|involved)\b(?!.* INDEX)", plan), plan
        assert not re.search(r"Seq Scan on (task|case_|task_candidate|involved)\b", plan), plan
