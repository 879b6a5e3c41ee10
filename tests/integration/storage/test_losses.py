"""A store that cannot be used says why, and is used again when it can be."""

import sqlite3

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, PendingRollbackError

from engine.api import StoreBusy, StoreFull, StoreUnavailable
from engine.storage.connections.losses import meaning
from engine.storage.database import Database


def _sqlite(code):
    error = sqlite3.OperationalError("said")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (_sqlite(sqlite3.SQLITE_BUSY), StoreBusy),
        (_sqlite(sqlite3.SQLITE_LOCKED), StoreBusy),
        (_sqlite(sqlite3.SQLITE_CONSTRAINT_UNIQUE), StoreBusy),
        (_sqlite(sqlite3.SQLITE_FULL), StoreFull),
        (_sqlite(sqlite3.SQLITE_IOERR_WRITE), StoreUnavailable),
        (_sqlite(sqlite3.SQLITE_CANTOPEN), StoreUnavailable),
        (_sqlite(sqlite3.SQLITE_READONLY_DIRECTORY), StoreUnavailable),
        (psycopg.errors.DiskFull("said"), StoreFull),
        (psycopg.errors.AdminShutdown("said"), StoreUnavailable),
        (psycopg.errors.CannotConnectNow("said"), StoreUnavailable),
        (psycopg.errors.ConnectionFailure("said"), StoreUnavailable),
        (psycopg.OperationalError("connection refused"), StoreUnavailable),
        (psycopg.errors.SerializationFailure("said"), StoreBusy),
        (psycopg.errors.DeadlockDetected("said"), StoreBusy),
        (psycopg.errors.UniqueViolation("said"), StoreBusy),
    ],
)
def test_an_error_of_a_driver_means_busy_gone_or_full(error, expected):
    assert type(meaning(error)) is expected
    assert meaning(error).reason in ("said", "connection refused")


def test_a_full_store_takes_nothing_in_part_and_all_again_when_there_is_room(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'store.sqlite3'}")
    database.migrate()
    enter = "INSERT INTO station (id, name, zone) VALUES ({}, '{}', 'z')"

    def pages(most):
        with database.writing() as db:
            db.rollback()
            held = db.connection.driver_connection
            held.execute(f"PRAGMA max_page_count={most}")

    pages(1)  # no page may come to those that are there
    with pytest.raises(StoreFull):
        _enter(database, enter.format(1, "small"), enter.format(2, "x" * 100_000))
    with database.reading() as db:
        assert db.exec_driver_sql("SELECT count(*) FROM station").scalar() == 0
    pages(1_000_000)
    _enter(database, enter.format(2, "x" * 100_000))
    with database.reading() as db:
        assert db.exec_driver_sql("SELECT count(*) FROM station").scalar() == 1
    database.close()


def _enter(database, *statements):
    with database.writing() as db:
        for statement in statements:
            db.exec_driver_sql(statement)
        db.commit()


@pytest.mark.parametrize(
    "error",
    [
        psycopg.ProgrammingError("no result available"),
        psycopg.InternalError("got no result from the query"),
        PendingRollbackError("invalid transaction"),
        ValueError("too many values to unpack"),
    ],
)
def test_whatever_a_lost_connection_comes_up_as_it_is_said_to_be_a_loss(error, postgres):
    database = Database(postgres())

    def lose(opening):
        with opening() as db:
            db.connection.driver_connection.close()
            raise error

    for opening in (database.writing, database.reading):
        with pytest.raises(StoreUnavailable):
            lose(opening)
        with opening() as db:  # the next one is another's
            assert db.execute(text("SELECT 1")).scalar() == 1
    database.close()


def test_a_mistake_is_not_taken_for_a_loss(store_url):
    database = Database(store_url)

    def mistake(opening):
        with opening() as db:
            assert db.execute(text("SELECT 1")).scalar() == 1
            raise ZeroDivisionError

    def not_understood(opening):
        with opening() as db:
            db.execute(text("SELECT nothing_of_the_kind"))

    for opening in (database.writing, database.reading):
        with pytest.raises(ZeroDivisionError):
            mistake(opening)
        with pytest.raises(DBAPIError, match="nothing_of_the_kind"):
            not_understood(opening)
    database.close()


def test_a_database_that_is_not_there_is_said_to_be_unavailable():
    database = Database("postgresql+psycopg://nobody@127.0.0.1:1/none")
    for opening in (database.reading, database.writing):
        with pytest.raises(StoreUnavailable), opening():
            pass
    database.close()
