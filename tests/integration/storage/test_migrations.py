"""The store's tables come from migrations alone, and are what the code thinks they are."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from engine.storage.database import Database
from engine.storage.tables import metadata


@pytest.fixture
def database(store_url):
    opened = Database(store_url)
    yield opened
    opened.close()


def test_migrations_make_exactly_the_tables_the_code_knows(database):
    database.migrate()
    with database.reading() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, metadata) == []


def test_migrating_twice_changes_nothing(database):
    database.migrate()
    before = sorted(inspect(database.engine).get_table_names())
    database.migrate()
    assert sorted(inspect(database.engine).get_table_names()) == before
    assert {"case_", "task", "history", "job"} <= set(before)


def test_sqlite_is_opened_so_that_a_commit_is_on_the_disk(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'store.sqlite3'}")
    with database.reading() as connection:
        asked = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    database.close()
    full = 2
    assert asked == {"journal_mode": "wal", "synchronous": full, "foreign_keys": 1}
