"""Cases by their limits: the most overdue first, and what a station's numbers cost to read."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import insert, select, update

from engine.api import (
    CancelCase,
    CaseFilter,
    CaseHeads,
    CaseList,
    CaseNumber,
    Forbidden,
    Inbox,
    InboxNumber,
    StagesNow,
    TaskFilter,
    TaskHeads,
    WorkloadNow,
)
from engine.cases.telling.messages import SoundAlarms
from engine.dispatch.dispatcher import SYSTEM
from engine.kernel.errors import BadPlace
from engine.storage.lists import pressing, walking
from engine.storage.tables.cases import case as cases
from engine.storage.tables.cases import clock
from tests.support.statements import plans

LATE, RISK, STILL = (CaseFilter(urgency=each) for each in ("late", "risk", "still"))


@pytest.fixture
def late(small):
    """Cases 1 to 6, accepted one a day.

    The clock of case 2 stands still, that of case 3 has stopped.
    """
    for number in range(6):
        small.start(by=("manager", "senior-manager")[number % 2], customer_name=f"户{number + 1}")
        small.run_to(f"2026-02-{10 + number}T16:00")
    small.do(2, "draft", "development")
    small.do(3, "draft", "development")
    small.do(3, "papers", "manager", papers_on="2026-02-10")
    small.do(3, "deliver", "manager")
    return small


def listed(small, where, who="director", limit=2, order="due"):
    """Return a list's cases, gathered page by page."""
    found, after = [], None
    while True:
        page = small.engine.query(
            CaseList(
                actor=who, language="en", state="open", where=where, order=order, after=after,
                limit=limit,
            )
        )  # fmt: skip
        found += [line.id for line in page.rows]
        after = page.next
        if after is None:
            return found


def count(small, where, who="director"):
    found = small.engine.query(CaseNumber(actor=who, state="open", where=where))
    return found.number, found.least


def tell(small):
    while small.engine.execute(SoundAlarms(actor=SYSTEM)):
        pass


def dues(small):
    """Return when the first limit of each case ends, as the rows say it."""
    ends = select(clock.c.case_id, clock.c.due_at).where(
        clock.c.stopped_at.is_(None), clock.c.due_at.is_not(None)
    )
    with small.station.database.reading() as db:
        found = db.execute(ends).all()
    return {case: min(due for of, due in found if of == case) for case in {row[0] for row in found}}


def by_due(small, *cases):
    found = dues(small)
    return sorted(cases, key=lambda case: (found[case], case))


def move(small, case, by):
    with small.station.database.writing() as db:
        moved = update(clock).where(clock.c.case_id == case)
        db.execute(moved.values(due_at=dues(small)[case] + by))
        db.commit()


@pytest.mark.parametrize("told", [False, True])
def test_the_most_overdue_case_comes_first_told_or_not_yet(late, told):
    move(late, 6, -timedelta(days=40))
    late.run_to("2026-04-20T09:00")
    if told:
        tell(late)
    running = by_due(late, 1, 4, 5, 6)
    assert running[0] == 6
    assert listed(late, LATE) == running
    assert listed(late, LATE, limit=50) == running
    assert count(late, LATE) == (4, False)
    assert count(late, STILL) == (1, False)
    assert listed(late, STILL, order="oldest") == [2]


def test_a_manager_sees_the_most_overdue_of_the_own_cases(late):
    late.run_to("2026-04-20T09:00")
    tell(late)
    assert listed(late, LATE, who="manager") == by_due(late, 1, 5)
    assert listed(late, CaseFilter(urgency="late", manager="senior-manager")) == by_due(late, 4, 6)
    assert count(late, LATE, who="manager") == (2, False)


def test_what_ends_soon_is_listed_by_when_and_what_has_ended_is_not(late):
    move(late, 6, timedelta(days=40))
    last = dues(late)[6]
    late.run_to("2026-03-02T09:00")
    assert count(late, RISK) == (0, False)
    late.clock.set(last - timedelta(seconds=1))
    tell(late)
    assert listed(late, RISK) == [6]
    assert count(late, RISK) == (1, False)
    assert 6 not in listed(late, LATE)
    late.clock.advance(timedelta(seconds=2))
    assert listed(late, LATE)[-1] == 6
    assert listed(late, RISK) == []


def test_a_case_with_several_limits_is_listed_once_by_the_earliest(late):
    with late.station.database.writing() as db:
        row = db.execute(select(clock).where(clock.c.case_id == 1)).one()._asdict()
        more = row | {"instance": 900, "due_at": row["due_at"] + timedelta(hours=1)}
        db.execute(insert(clock).values(more))
        db.commit()
    late.run_to("2026-04-20T09:00")
    for _ in range(2):
        assert listed(late, LATE) == by_due(late, 1, 4, 5, 6)
        assert count(late, LATE) == (4, False)
        tell(late)


def test_many_late_cases_are_counted_so_far_as_is_told(late, monkeypatch):
    late.run_to("2026-04-20T09:00")
    tell(late)
    monkeypatch.setattr(pressing, "MANY", 3)
    assert count(late, LATE) == (3, False)
    monkeypatch.setattr(pressing, "_MOST", 2)
    monkeypatch.setattr(pressing, "MANY", 1000)
    assert count(late, LATE) == (2, True)


def test_a_look_at_others_cases_ends_and_goes_on_where_it_stopped(late, monkeypatch):
    late.run_to("2026-04-20T09:00")
    tell(late)
    monkeypatch.setattr(walking, "MOST", 1)
    whole = listed(late, CaseFilter(urgency="late", manager="senior-manager"), limit=1)
    assert whole == by_due(late, 4, 6)


def test_what_ends_first_is_first_whatever_alarm_comes_first(small):
    for number in range(8):
        small.start(by="manager", customer_name=f"户{number + 1}")
    first = min(dues(small).values())
    for number in range(1, 9):  # the later a limit ends, the earlier its warning comes
        move(small, number, timedelta(minutes=number))
        warn(small, number, first - timedelta(minutes=number))
    warn(small, 3, dues(small)[3] + timedelta(seconds=1), told=1)
    small.clock.set(first - timedelta(hours=1))
    for limit in (1, 2, 50):
        assert listed(small, RISK, limit=limit) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert count(small, replace(RISK, manager="manager")) == (8, False)


def warn(small, case, at, told=0):
    with small.station.database.writing() as db:
        of_it = update(clock).where(clock.c.case_id == case)
        db.execute(of_it.values(alarm_at=at, told=told))
        db.commit()


@pytest.mark.parametrize("who", ["manager", "director", "auditor"])
def test_the_heads_of_several_lists_are_their_numbers_and_first_rows(late, who):
    late.run_to("2026-04-20T09:00")
    tell(late)
    wanted = (LATE, STILL, replace(LATE, manager="manager"), RISK)
    heads = late.engine.query(CaseHeads(actor=who, language="en", lists=wanted, limit=2))
    for where, head in zip(wanted, heads, strict=True):
        assert (head.number.number, head.number.least) == count(late, where, who)
        assert [line.id for line in head.rows] == listed(late, where, who)[:2]


def test_the_heads_of_several_inboxes_are_their_numbers_and_first_rows(late):
    late.run_to("2026-04-20T09:00")
    wanted = [
        ("mine", TaskFilter(due="overdue")),
        ("station", TaskFilter()),
        ("groups", TaskFilter()),
    ]
    for who in ("manager", "development", "director"):
        asked = TaskHeads(actor=who, language="zh", lists=tuple(wanted), limit=2)
        for (view, where), head in zip(wanted, late.engine.query(asked), strict=True):
            number = InboxNumber(actor=who, view=view, where=where)
            page = Inbox(actor=who, view=view, where=where, language="zh", limit=2)
            assert head.number == late.engine.query(number)
            assert head.rows == late.engine.query(page).rows


def test_heads_are_refused_to_who_sees_no_cases(late):
    with pytest.raises(Forbidden):
        late.engine.query(CaseHeads(actor="designer", language="en", lists=(LATE,)))


def test_a_place_of_another_order_is_refused_by_name(late):
    late.run_to("2026-04-20T09:00")
    page = CaseList(actor="director", language="en", state="open", where=LATE, limit=1)
    place = late.engine.query(page).next
    with pytest.raises(BadPlace):
        late.engine.query(
            CaseList(
                actor="director", language="en", state="open", where=LATE, order="due", after=place
            )
        )


def test_numbers_of_the_station_read_ranges_of_indexes(late):
    late.run_to("2026-04-20T09:00")
    tell(late)

    def look():
        count(late, LATE)
        count(late, STILL)
        late.engine.query(StagesNow(actor="director"))
        late.engine.query(WorkloadNow(actor="director", language="en"))

    found = "\n".join(plans(late.station.database, look, without=("seqscan", "bitmapscan", "sort")))
    for index in ("ix_clock_pressing", "ix_case__stage_id"):
        assert index in found
    for table in ("clock", "case_", "task"):
        assert f"SCAN {table} " not in f"{found} ".replace("\n", " ").replace("'", " ")
        assert f"Seq Scan on {table}" not in found


def test_stages_and_burdens_are_the_stations_alone(late):
    with late.station.database.writing() as db:
        for number, stage in enumerate(("connection", "aftersale", "connection", "connection"), 1):
            db.execute(update(cases).where(cases.c.id == number).values(stage=stage))
        db.commit()
    late.engine.execute(CancelCase(actor="director", case=3, reason="withdrawn"))
    stages = {stage: n.number for stage, n in late.engine.query(StagesNow(actor="auditor"))}
    assert stages == {"connection": 2, "aftersale": 1}
    loads = late.engine.query(WorkloadNow(actor="director", language="en"))
    for load in loads.loads:
        theirs = CaseFilter(manager=load.manager.login)
        assert load.cases.number == count(late, theirs)[0]
        where = TaskFilter(manager=load.manager.login)
        wish = InboxNumber(actor="director", view="station", where=where)
        assert load.tasks == late.engine.query(wish)
        wish = replace(wish, where=replace(where, due="overdue"))
        assert load.overdue == late.engine.query(wish)
    assert [load.cases.number for load in loads.loads] == [3, 2, 0]
    assert not loads.least
    for query in (StagesNow(actor="manager"), WorkloadNow(actor="manager", language="en")):
        with pytest.raises(Forbidden):
            late.engine.query(query)
