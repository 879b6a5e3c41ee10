"""Who has to do with a case is entered once, however many of its tasks they do."""

import pytest
from sqlalchemy import select

from engine.storage.tables.tasks import involved
from tests.benchmarks.bench import complete, first_task, furnished, start
from tests.support.statements import trace_with


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
def test_who_did_a_task_before_is_not_entered_with_the_next(store_url):
    with furnished(store_url) as station:
        case, said = start(station, "loop"), []
        trace_with(station.database, said.append)

        def entered_by_a_step():
            said.clear()
            complete(station, first_task(station, case), "again", go_on=True)
            return [each for each in said if each.startswith("INSERT INTO involved")]

        assert [each.count("'manager'") for each in entered_by_a_step()] == [1]
        assert entered_by_a_step() == []


def test_who_did_a_task_stays_involved(store_url):
    with furnished(store_url) as station:
        case = start(station, "loop")
        for _ in range(2):
            complete(station, first_task(station, case), "again", go_on=True)
        with station.database.reading() as db:
            found = db.execute(select(involved.c.kind, involved.c.name)).all()
    assert sorted(map(tuple, found)) == [("g", "customer-managers"), ("u", "manager")]
