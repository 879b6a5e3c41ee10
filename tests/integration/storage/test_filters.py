"""Lists narrowed by filters: what is let through, at what cost, on both databases."""

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from engine.api import (
    CaseFilter,
    CaseList,
    CaseNumber,
    ChangeTask,
    Inbox,
    InboxNumber,
    TaskFilter,
)
from engine.cases.ports.reading import Seen, Wanted
from engine.customers import customers as register
from engine.storage.lists import walking
from engine.storage.lists.inbox import TaskLists
from engine.storage.lists.tasks import TaskList
from tests.integration.storage.narrowed import cases, tasks
from tests.support.stations import TUESDAY


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ({"process": "permit"}, [6, 5, 4, 3, 2, 1]),
        ({"process": "another"}, []),
        ({"manager": "senior-manager"}, [6, 4, 2]),
        ({"manager": "nobody"}, []),
        ({"manager": "a\0b"}, []),
        ({"customer": 99}, []),
        ({"customer": 2**80}, []),
        ({"stage": "presale"}, []),
        ({"tier": "gold"}, []),
        ({"line": "no such"}, []),
        ({"started_from": date(2026, 2, 10)}, [6, 5, 4, 3, 2, 1]),
        ({"started_from": date(2026, 2, 11)}, []),
        ({"started_to": date(2026, 2, 9)}, []),
        ({"started_to": date(2026, 2, 10)}, [6, 5, 4, 3, 2, 1]),
        ({"started_from": date(1, 1, 1), "started_to": date(9999, 12, 31)}, [6, 5, 4, 3, 2, 1]),
    ],
)
def test_cases_are_narrowed(busy, where, found):
    assert cases(busy, where=CaseFilter(**where)) == found
    number = busy.engine.query(CaseNumber(actor="director", where=CaseFilter(**where)))
    assert (number.number, number.least) == (len(found), False)


def test_states_and_their_groups(busy):
    assert cases(busy, state="completed") == cases(busy, state="ended") == [5]
    assert cases(busy, state="cancelled") == cases(busy, state="suspended") == []
    assert cases(busy, state="open") == [6, 4, 3, 2, 1]


def test_the_oldest_may_come_first_and_pages_go_on_in_that_order(busy):
    assert cases(busy, order="oldest") == [1, 2, 3, 4, 5, 6]
    where = CaseFilter(manager="manager")
    first = CaseList(actor="auditor", language="en", order="oldest", where=where, limit=2)
    page = busy.engine.query(first)
    assert [line.id for line in page.rows] == [1, 3]
    rest = CaseList(
        actor="auditor", language="en", order="oldest", where=where, limit=2, after=page.next
    )
    assert [line.id for line in busy.engine.query(rest).rows] == [5]


def test_the_customer_of_a_case_narrows_by_tier_and_line(busy):
    with busy.station.units.writing() as unit:
        for one in unit.customers.page(register.Wanted(text="泰和"), None, 9):
            unit.customers.update(replace(one, tier="gold", lines=("10 kV Linjiang",)))
        unit.commit()
    assert cases(busy, where=CaseFilter(tier="gold")) == [4, 1]
    assert cases(busy, where=CaseFilter(line="10 kV Linjiang", manager="manager")) == [1]
    assert tasks(busy, where=TaskFilter(tier="gold")) == [(1, "draft"), (4, "papers")]


def test_tasks_are_narrowed_by_step_and_manager(busy):
    assert tasks(busy, where=TaskFilter(step=("permit", "papers"))) == [
        (3, "papers"),
        (4, "papers"),
    ]
    assert tasks(busy, where=TaskFilter(step=("other", "papers"))) == []
    assert tasks(busy, where=TaskFilter(step=("a\0", "b"))) == []
    assert tasks(busy, where=TaskFilter(manager="manager")) == [(1, "draft"), (3, "papers")]
    assert tasks(busy, "development", "groups", where=TaskFilter(manager="manager")) == [
        (1, "draft")
    ]


def due(small, case, element, at):
    task = small.open_tasks(case)[element]
    small.engine.execute(ChangeTask(actor="director", task=task, due=at, reason="asked"))


def test_tasks_are_narrowed_by_what_is_due(small):
    """Tuesday 10 February, 10:00: today ends at 24:00, the week on Sunday the 15th."""
    midnight = TUESDAY + timedelta(hours=14)
    moments = (
        TUESDAY - timedelta(minutes=1), TUESDAY + timedelta(minutes=1), midnight,
        midnight + timedelta(minutes=1), midnight + timedelta(days=5),
    )  # fmt: skip
    cases_ = [small.start() for _ in moments]
    for case, at in zip(cases_, moments, strict=True):
        due(small, case, "draft", at)

    def found(due):
        return [case for case, _ in tasks(small, where=TaskFilter(due=due))]

    assert found("overdue") == cases_[:1]
    assert found("today") == cases_[1:3]
    assert found("week") == cases_[1:5]
    number = small.engine.query(
        InboxNumber(actor="director", view="station", where=TaskFilter(due="week"))
    )
    assert number.number == 4


def test_tasks_are_narrowed_by_their_follow_up(small):
    cases_ = [small.start() for _ in range(3)]
    for case, at in zip(cases_, (TUESDAY, TUESDAY + timedelta(days=1)), strict=False):
        task = small.open_tasks(case)["draft"]
        small.engine.execute(ChangeTask(actor="director", task=task, follow_up=at, reason="asked"))
    assert tasks(small, where=TaskFilter(follow_up="reached")) == [(cases_[0], "draft")]
    assert tasks(small, where=TaskFilter(follow_up="ahead")) == [(cases_[1], "draft")]


def test_late_cases_and_those_at_risk(small):
    """The limit runs out; two working days before it the case is at risk, behind it late."""
    case = small.start()
    last_day = (small.clock_of(case).due - timedelta(seconds=1)).astimezone(
        ZoneInfo("Asia/Shanghai")
    )
    assert cases(small, where=CaseFilter(urgency="risk")) == []
    small.run_to(f"{last_day:%Y-%m-%d}T10:00")
    assert cases(small, where=CaseFilter(urgency="risk")) == [case]
    assert cases(small, where=CaseFilter(urgency="late")) == []
    small.run_to(f"{last_day + timedelta(days=1):%Y-%m-%d}T00:01")
    assert cases(small, where=CaseFilter(urgency="late")) == [case]
    assert cases(small, where=CaseFilter(urgency="risk")) == []


def test_a_filter_that_lets_few_through_stops_looking_and_goes_on_where_it_stopped(
    busy, monkeypatch
):
    monkeypatch.setattr(walking, "FIRST", 2)
    monkeypatch.setattr(walking, "MOST", 2)
    where, found, partial, after = TaskFilter(manager="senior-manager"), [], 0, None
    for _ in range(20):
        query = Inbox(
            actor="development", view="groups", language="en", where=where, after=after, limit=2
        )
        page = busy.engine.query(query)
        found += [line.case for line in page.rows]
        partial += page.partial
        after = page.next
        if after is None:
            break
    assert sorted(found) == [2, 6]
    assert partial
    wish = TaskList(
        Seen(login="development", groups=frozenset({"development"}), station=False, now=TUESDAY),
        "groups",
        Wanted(manager="senior-manager"),
    )
    with busy.station.database.reading() as db:
        assert TaskLists(db).count(wish).least
