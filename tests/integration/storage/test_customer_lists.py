"""The list of customers: each filter is a range of an index, read in the order of the list."""

import pytest
from sqlalchemy import text

from engine.cases.ports.reading import Seen
from engine.customers.customers import Wanted
from engine.storage.database import Database
from engine.storage.lists.cases import of_customer
from engine.storage.lists.customers import distinct_lines, distinct_managers, page_of, parts_of
from engine.storage.repositories.cases.history import SqlHistory
from engine.storage.repositories.customers import SqlCustomers
from tests.support.stations import TUESDAY

FILTERS = (
    Wanted(),
    Wanted(text="铸造"),
    Wanted(text="洪绪精密铸造"),
    Wanted(text="铸", tier="gold"),
    Wanted(tier="gold"),
    Wanted(line="10kV创业线"),
    Wanted(line="10kV创业线", manager="manager"),
    Wanted(manager="manager"),
)


def statements(db):
    for wanted in FILTERS:
        for after in (None, (1000, 7)):
            yield page_of(db, wanted, after, 31)
    for station in (True, False):
        seen = Seen(login="manager", groups=frozenset({"a"}), station=station, now=TUESDAY)
        yield of_customer(seen, 7, 9)
    yield distinct_lines(None)
    yield distinct_managers()


def test_no_page_sorts_or_reads_a_whole_table(small):
    small.start()
    database = small.station.database
    plan, whole, sorts = (
        ("EXPLAIN QUERY PLAN ", "SCAN customer", "TEMP B-TREE FOR ORDER")
        if database.sqlite
        else ("EXPLAIN ", "Seq Scan on customer", "Sort Key: ")
    )
    with database.reading() as db:
        if not database.sqlite:  # so small a store would be read whole
            for way in ("seqscan", "bitmapscan", "sort"):
                db.execute(text(f"SET LOCAL enable_{way} = off"))
        for wanted in statements(db):
            sql = str(wanted.compile(db.engine, compile_kwargs={"literal_binds": True}))
            found = [str(row) for row in db.execute(text(plan + sql)).all()]
            for line in found:
                assert sorts not in line, (sql, found)
                assert whole not in line or "INDEX" in line.upper(), (sql, found)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("", []),
        ("甲", ["甲"]),
        ("甲 乙", ["乙", "甲", "甲乙"]),
        ("Ab", ["a", "ab", "b"]),
        ("aaa", ["a", "aa"]),
    ],
)
def test_a_name_is_found_by_its_letters_and_every_two_beside_each_other(name, expected):
    assert parts_of(name) == expected


def test_customers_of_an_older_store_are_carried_over(empty_store_url):
    database = Database(empty_store_url)
    database.migrate("0019")
    with database.writing() as db:
        db.execute(text("INSERT INTO station (id, name, zone) VALUES (1, 's', 'UTC')"))
        db.execute(
            text(
                "INSERT INTO customer (station_id, account_no, name, contact, phone, line,"
                " tier_at_application, tier_reason, created_at) VALUES (1, '1001', '洪绪铸造',"
                " '王建国', '138', '10kV创业线', 'gold', 'dual-circuit', '2026-02-10 02:00:00+00')"
            )
        )
        db.commit()
    database.migrate()
    with database.writing() as db:
        register = SqlCustomers(db)
        (known,) = register.page(Wanted(text="绪铸"), None, 9)
        assert (known.name, known.lines, known.tier) == ("洪绪铸造", ("10kV创业线",), "gold")
        assert (known.tier_at_application, known.application_reason) == ("gold", "dual-circuit")
        assert [(c.name, c.phone) for c in known.contacts] == [("王建国", "138")]
        assert register.lines(None) == ["10kV创业线"]
        history = SqlHistory(db, 1)
        assert history.of_customer(known.id, None, 9) == []
    database.close()
