"""Lists: each source is read in the order of an index, and pages put together give the whole."""

import pytest
from sqlalchemy import text

from engine.api import CaseList, ClaimTask, Inbox, InboxCounts
from engine.cases.ports.reading import Seen
from engine.cases.records import CaseState
from engine.storage.lists.cases import case_sources
from engine.storage.lists.tasks import task_sources
from tests.support.stations import MODELS, TUESDAY, SmallStation, lived

VIEWS = ("mine", "groups", "station", "late", "done")
PEOPLE = ("manager", "senior-manager", "development", "operations", "director")


def play(small):
    """Play six cases of two managers, at three places, some tasks taken and one case ended."""
    managers = ("manager", "senior-manager") * 3
    cases = [small.start(by=by) for by in managers]
    small.engine.execute(ClaimTask(actor="operations", task=small.open_tasks(cases[0])["draft"]))
    for case in cases[2:]:
        small.do(case, "draft", "development")
    for case, manager in list(zip(cases, managers, strict=True))[4:]:
        small.do(case, "papers", manager, papers_on="2026-02-10")
    small.do(cases[5], "deliver", "senior-manager")


@pytest.fixture
def busy(furnished):
    """A station in which it was played."""
    opened = SmallStation(furnished(MODELS, TUESDAY, lived(play)))
    yield opened
    opened.station.close()


def _all_pages(ask):
    found, after = [], None
    while True:
        page = ask(after)
        found += [row.id for row in page.rows]
        if page.next is None:
            return found
        after = page.next


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("view", VIEWS)
def test_pages_of_two_put_together_are_the_whole_list(busy, who, view):
    def ask(after, limit=2):
        inbox = Inbox(actor=who, view=view, language="en", after=after, limit=limit)
        return busy.engine.query(inbox)

    whole = [row.id for row in ask(None, 200).rows]
    assert _all_pages(ask) == whole
    assert len(set(whole)) == len(whole)
    if view != "done":
        counts = busy.engine.query(InboxCounts(actor=who))
        assert getattr(counts, view) == len(whole)


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("state", [None, "open", "ended"])
def test_pages_of_cases_put_together_are_the_whole_list(busy, who, state):
    def ask(after, limit=2):
        found = CaseList(actor=who, language="en", state=state, after=after, limit=limit)
        return busy.engine.query(found)

    whole = [row.id for row in ask(None, 200).rows]
    assert _all_pages(ask) == whole == sorted(set(whole), reverse=True)


def test_each_sees_in_the_inbox_what_is_theirs(busy):
    def places(who, view):
        return sorted((line.case, line.element) for line in busy.inbox(who, view))

    drafts, papers = [(1, "draft"), (2, "draft")], [(3, "papers"), (4, "papers")]
    assert places("operations", "mine") == drafts[:1]
    assert places("operations", "groups") == places("development", "groups") == drafts[1:]
    # What a colleague has taken is still to be seen, and what was done is not.
    assert places("development", "station") == drafts
    assert places("manager", "mine") == [(3, "papers"), (5, "deliver")]
    assert places("manager", "station") == [(1, "draft"), (3, "papers"), (5, "deliver")]
    assert places("director", "station") == sorted([*drafts, *papers, (5, "deliver")])
    assert places("senior-manager", "done") == [(6, "deliver"), (6, "papers")]


def test_who_had_to_do_with_a_case_still_sees_it(busy):
    def cases(who, state=None):
        query = CaseList(actor=who, language="en", state=state)
        return [line.id for line in busy.engine.query(query).rows]

    assert cases("development") == cases("operations") == [6, 5, 4, 3, 2, 1]
    assert cases("development", "ended") == [6]
    assert cases("manager") == [5, 3, 1]
    assert cases("senior-manager", "open") == [4, 2]
    assert cases("dispatch") == []


def _sources():
    for station in (True, False):
        seen = Seen(login="manager", groups=frozenset({"a", "b"}), station=station, now=TUESDAY)
        for view in VIEWS:
            for source in task_sources(seen, view):
                for after in (None, (TUESDAY, 3, 1)):
                    yield source.page(after, 31)
        for states in ((), (CaseState.OPEN,), (CaseState.COMPLETED, CaseState.CANCELLED)):
            for source in case_sources(seen, states):
                for after in (None, 3):
                    yield source.page(after, 31)


def test_every_source_of_a_list_is_a_range_of_an_index_read_in_its_order(busy):
    """Neither database sorts, and neither reads a whole table."""
    database = busy.station.database
    plan, whole, sorts = (
        ("EXPLAIN QUERY PLAN ", " SCAN ", "TEMP B-TREE")
        if database.sqlite
        else ("EXPLAIN ", "Seq Scan", "Sort")
    )
    with database.reading() as db:
        if not database.sqlite:  # so small a store would be read whole
            for way in ("seqscan", "bitmapscan", "sort"):
                db.execute(text(f"SET LOCAL enable_{way} = off"))
        for wanted in _sources():
            sql = str(wanted.compile(db.engine, compile_kwargs={"literal_binds": True}))
            found = "\n".join(f" {row} " for row in db.execute(text(plan + sql)).all())
            assert sorts not in found, (sql, found)
            if "WHERE" in sql:
                assert "INDEX" in found.upper() or "PRIMARY KEY" in found, (sql, found)
            if not database.sqlite:
                assert whole not in found, (sql, found)
