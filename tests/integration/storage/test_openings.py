"""A new store opened by several processes at a time."""

import threading

from sqlalchemy import text

from engine.kernel.ids import StationId
from engine.storage.database import Database
from engine.storage.units import SqlUnits
from tests.acceptance.served import until

BLOCKED = text("SELECT count(*) FROM pg_locks WHERE NOT granted")


def is_blocked(database):
    with database.reading() as db:
        return db.execute(BLOCKED).scalar() > 0


def test_a_station_that_two_processes_enter_at_once_is_entered_once(store_url):
    first, second = Database(store_url), Database(store_url)

    def enter(database, then=lambda: None):
        with SqlUnits(database, StationId(1)).writing() as unit:
            unit.enter_station("here", "Asia/Shanghai")
            then()
            entered.append(database)
            unit.commit()

    entered = []
    late = threading.Thread(target=enter, args=(second,))

    def another_comes():
        late.start()
        if not first.sqlite:  # there it waits before it has asked anything
            until(lambda: is_blocked(first), "the second to wait for the first")

    enter(first, another_comes)
    late.join()
    assert entered == [first, second]
    with first.reading() as db:
        assert db.execute(text("SELECT count(*) FROM station")).scalar() == 1
    first.close()
    second.close()
