"""Lists narrowed by filters and searches: what is let through, at what cost, on both databases."""

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, literal, null, select, text

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
from engine.storage.lists import grams, walking
from engine.storage.lists.finding import named_cases
from engine.storage.lists.inbox import TaskLists
from engine.storage.lists.tasks import TaskList
from engine.storage.repositories.cases.searching import find
from engine.storage.tables.cases import case as case_
from tests.support.statements import plans
from tests.support.stations import TUESDAY

NAMES = ("苏州泰和纺织有限公司", "Jiangnan Precision Machinery", "江南精密机械有限公司")


@pytest.fixture
def busy(small):
    """Cases 1 to 6: three customers, two managers; one is done, some are at another step."""
    managers = ("manager", "senior-manager") * 3
    for number, manager in enumerate(managers):
        small.start(by=manager, customer_name=NAMES[number % 3])
    for case in (3, 4, 5):
        small.do(case, "draft", "development")
    small.do(5, "papers", "manager", papers_on="2026-02-10")
    small.do(5, "deliver", "manager")
    return small


def cases(small, who="director", where=None, **wish):
    query = CaseList(actor=who, language="en", where=where or CaseFilter(), **wish)
    return [line.id for line in small.engine.query(query).rows]


def tasks(small, who="director", view="station", where=None, **wish):
    query = Inbox(actor=who, view=view, language="en", where=where or TaskFilter(), **wish)
    return sorted((line.case, line.element) for line in small.engine.query(query).rows)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("泰和", [4, 1]),
        ("和", [4, 1]),
        ("有限公司", [6, 4, 3, 1]),
        ("司", [6, 4, 3, 1]),
        ("precision", [5, 2]),
        ("PRECISION mach", [5, 2]),
        ("on", [5, 2]),
        ("ｐｒｅｃｉｓｉｏｎ", [5, 2]),
        ("江南泰和", []),
        ("YK2026000003", [3]),
        ("yk2026000003", [3]),
        ("2026000003", [3]),
        ("3", [3]),
        ("YK2026", [6, 5, 4, 3, 2, 1]),
        ("K20260000", [6, 5, 4, 3, 2, 1]),
        ("YK2026 000003", [3]),
        ("2026", [6, 5, 4, 3, 2, 1]),
        ("26000004", [4]),
        ("0005", [5]),
        ("YK2025", []),
        ("YK", []),
        ("0007", []),
        ("00000", [6, 5, 4, 3, 2, 1]),
        ("%", []),
        ("_", []),
        ("a\0b", []),
        ("'; DROP TABLE case_; --", []),
        ("9" * 90, []),
    ],
)
def test_a_case_is_found_by_any_part_of_the_name_and_by_its_number(busy, words, found):
    assert cases(busy, text=words) == found


def test_a_search_finds_an_account_number_from_the_moment_the_case_has_it(busy):
    assert cases(busy, text="4410") == []
    with busy.station.units.writing() as unit:
        case = unit.cases.load(2)
        unit.cases.save(replace(case, account_no="0320044107"))
        unit.commit()
    assert cases(busy, text="4410") == [2]
    assert cases(busy, text="0320044107") == [2]
    assert tasks(busy, text="44107") == [(2, "draft")]


def test_a_part_of_a_number_is_found_beside_an_account_number_that_has_it(busy):
    with busy.station.units.writing() as unit:
        case = unit.cases.load(2)
        unit.cases.save(replace(case, account_no="0320000041"))
        unit.commit()
    assert cases(busy, text="00004") == [4, 2]


def as_if_numbered(small, *keys):
    """Copy the first case as if so many had been entered before."""
    others = [column for column in case_.c if column.name not in ("id", "number", "request")]
    with small.station.database.writing() as db:
        for key in keys:
            number = literal(f"YK2026{key:06d}")
            copy = select(literal(key), number, null(), *others).where(case_.c.id == 1)
            named = [case_.c.id, case_.c.number, case_.c.request, *others]
            db.execute(insert(case_).from_select(named, copy))
        db.commit()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("1203", [120_345]),
        ("0345", [1_034_512, 120_345]),
        ("20345", [120_345]),
        ("4512", [1_034_512]),
        ("YK20261034", [1_034_512]),
        ("61034512", [1_034_512]),
        ("0261203", [120_345]),
        ("9999", []),
        ("345", [1_034_512, 120_345]),
    ],
)
def test_a_part_of_a_number_is_found_without_a_walk_through_the_list(
    busy, monkeypatch, words, found
):
    as_if_numbered(busy, 120_345, 1_034_512)
    monkeypatch.setattr(walking, "walk", None)
    with busy.station.database.reading() as db:
        named = named_cases(db, Wanted(text=words))
    # Three digits of a million numbers are in thousands of them: those are met on a walk.
    assert named == (None if words == "345" else sorted(found))
    monkeypatch.undo()
    assert cases(busy, text=words) == found


def test_a_number_that_too_many_have_is_a_case_of_its_own_first(busy):
    """26 is in every number of 2026."""
    as_if_numbered(busy, 26)
    assert cases(busy, text="26") == [26]


def test_a_search_shows_nobody_what_they_may_not_see(busy):
    assert cases(busy, "manager", text="泰和") == [1]
    assert cases(busy, "dispatch", text="泰和") == []
    assert tasks(busy, "manager", text="泰和") == [(1, "draft")]
    assert tasks(busy, "development", "groups", text="泰和") == [(1, "draft")]
    assert tasks(busy, "dispatch", text="泰和") == []


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


def test_a_name_is_entered_once_however_many_cases_have_it(busy):
    with busy.station.database.reading() as db:
        said = db.execute(text("SELECT said FROM search_text ORDER BY said")).scalars().all()
        assert sorted(said) == sorted(NAMES)
        assert find(db, "泰和", 5) == [NAMES[0]]
        assert len(find(db, "有限", 1)) == 1


def test_what_a_text_is_cut_into():
    assert grams.grams("泰和纺") == {"泰和", "和纺", "纺"}
    assert grams.grams("abcd") == {"abc", "bcd", "cd", "d"}
    assert grams.grams("a泰") == {"a泰", "泰"}
    assert grams.asked("泰和").grams == ("泰和",)
    assert grams.asked("Ab").start == "ab"
    assert grams.plain("  ＡＢ　Co. ") == "ab co."


@pytest.mark.parametrize("words", ["泰和", "泰", "有限公司", "precision", "YK2026000003", "3"])
def test_a_search_reads_no_table_whole(busy, words):
    """Neither database reads the texts or the cases from end to end."""
    database = busy.station.database

    def search():
        with database.reading() as db:
            assert named_cases(db, Wanted(text=words))

    found = plans(database, search, without=("seqscan", "bitmapscan"))
    assert len(found) > 1
    for plan in found:
        by_index = plan.upper().replace("INDEX SCAN ", "").replace("INDEX ONLY SCAN ", "")
        assert "SCAN " not in by_index, plan
