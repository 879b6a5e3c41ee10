"""Tasks by their customers' names: Chinese ones by pinyin, the same on both databases."""

from datetime import timedelta

from sqlalchemy import text

from engine.kernel.alphabet import name_key
from tests.integration.storage.test_sorted_tasks import pages
from tests.support.stations import TUESDAY

BY_PINYIN = [
    "10号变电站", "阿里云", "ACME", "beta", "重庆钢铁", "单明", "泰和纺织", "西安电力", "先锋机械",
]  # fmt: skip
"""By reading: a1 li3, acme, beta, chong2 qing4, shan4 ming2, tai4, xi1 an1, xian1; digits first."""


def test_the_inbox_by_customer_is_in_the_order_of_pinyin(small):
    entered = sorted(BY_PINYIN)
    assert entered != BY_PINYIN
    names = {}
    for number, name in enumerate(entered):
        small.clock.set(TUESDAY + timedelta(minutes=number))
        names[small.start(customer_name=name)] = name
    for limit in (2, 50):
        found, _ = pages(small, "director", "station", "customer", limit)
        assert [names[case] for case in found] == BY_PINYIN


def test_cases_of_customers_read_alike_stay_together(small):
    names = {}
    for number, name in enumerate(("章伟", "张伟", "章伟", "张伟")):
        small.clock.set(TUESDAY + timedelta(minutes=number))
        names[small.start(customer_name=name)] = name
    found, _ = pages(small, "director", "station", "customer", 1)
    assert [names[case] for case in found] == ["张伟", "张伟", "章伟", "章伟"]


def test_names_of_an_older_store_get_their_keys(database):
    database.migrate("0035")
    said = ["泰和纺织", "阿里云", "重庆钢铁", "Alpha"]
    with database.writing() as db:
        enter = (
            "INSERT INTO search_text (id, station_id, said, plain) VALUES (:id, 1, :said, :said)"
        )
        db.execute(text(enter), [{"id": n, "said": each} for n, each in enumerate(said, 1)])
        db.commit()
    database.migrate()
    with database.reading() as db:
        rows = db.execute(text("SELECT said, sort_key FROM search_text ORDER BY sort_key")).all()
    assert [row.said for row in rows] == ["阿里云", "Alpha", "重庆钢铁", "泰和纺织"]
    assert all(row.sort_key == name_key(row.said) for row in rows)


def test_many_names_of_an_older_store_are_entered_in_pieces(database):
    database.migrate("0035")
    with database.writing() as db:
        enter = (
            "INSERT INTO search_text (id, station_id, said, plain) VALUES (:id, 1, :said, :said)"
        )
        db.execute(text(enter), [{"id": n, "said": f"{n}号"} for n in range(1, 2502)])
        db.commit()
    database.migrate()
    with database.reading() as db:
        left = db.execute(text("SELECT count(*) FROM search_text WHERE sort_key = ''")).scalar()
        last = db.execute(text("SELECT said FROM search_text ORDER BY sort_key DESC LIMIT 1"))
        assert (left, last.scalar()) == (0, "2501号")
