"""Statements sent together on PostgreSQL: what fails is heard, and nothing is half done."""

import pytest
from sqlalchemy import insert, text

from engine.kernel.errors import StoreBusy
from engine.storage.connections.together import CoreInBatch, together
from engine.storage.connections.writing import commit
from engine.storage.database import Database
from engine.storage.prepared import Prepared
from engine.storage.tables.stations import station

ENTER = Prepared(insert(station), ["id", "name", "zone"])
ONE = {"id": 8, "name": "x", "zone": "y"}


@pytest.fixture
def database(store_url):
    opened = Database(store_url)
    opened.migrate()
    yield opened
    opened.close()


def ids(database):
    with database.reading() as db:
        return db.execute(text("SELECT id FROM station WHERE id > 7 ORDER BY id")).scalars().all()


def test_what_is_sent_together_is_committed_together(database):
    with database.writing() as db:
        with together(db):
            ENTER.run_each(db, [ONE])
        with together(db):  # a second batch joins the first
            ENTER.run_each(db, [ONE | {"id": 9}])
        commit(db)
    assert ids(database) == [8, 9]


def test_without_a_commit_nothing_stays(database):
    with database.writing() as db, together(db):
        ENTER.run_each(db, [ONE])
    assert ids(database) == []


def enter(database, *rows, then=commit):
    with database.writing() as db:
        with together(db):
            for row in rows:
                ENTER.run_each(db, [row])
        then(db)


def test_a_statement_that_fails_in_a_batch_undoes_all_of_it(database):
    with pytest.raises(StoreBusy):
        enter(database, ONE, ONE)
    assert ids(database) == []
    enter(database, ONE)  # the connection is as good as new
    assert ids(database) == [8]


def test_what_fails_later_undoes_the_batch_too(database):
    with pytest.raises(ZeroDivisionError):
        enter(database, ONE, then=lambda _db: 1 / 0)
    assert ids(database) == []


def _core_inside(db):
    with together(db):
        ENTER.run_each(db, [ONE])
        db.execute(text("UPDATE station SET name = 'z'"))


def _savepoint_inside(db):
    with together(db), together(db):
        db.begin_nested()


def _core_behind_an_inner_batch(db):
    with together(db):
        with together(db):
            ENTER.run_each(db, [ONE])
        db.execute(text("SELECT 1"))


@pytest.mark.parametrize("do", [_core_inside, _savepoint_inside, _core_behind_an_inner_batch])
def test_core_inside_a_batch_is_refused_on_both_databases_and_nothing_stays(database, do):
    with database.writing() as db, pytest.raises(CoreInBatch):
        do(db)
    assert ids(database) == []
    enter(database, ONE)  # the connection is as good as new
    assert ids(database) == [8]


def test_core_after_a_batch_sees_what_it_wrote_and_counts_rows(database):
    with database.writing() as db:
        with together(db):
            ENTER.run_each(db, [ONE])
        assert db.execute(text("UPDATE station SET name = 'z' WHERE id = 8")).rowcount == 1
        assert db.execute(text("UPDATE station SET name = 'z' WHERE id = 9")).rowcount == 0
        commit(db)
    assert ids(database) == [8]


@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
def test_a_connection_that_was_lost_is_replaced(database):
    with database.writing() as db:
        pid = db.execute(text("SELECT pg_backend_pid()")).scalar()
    with database.reading() as other:
        other.execute(text(f"SELECT pg_terminate_backend({pid})"))
    enter(database, ONE)
    assert ids(database) == [8]
