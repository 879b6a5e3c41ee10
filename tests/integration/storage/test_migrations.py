"""The store's tables come from migrations alone, and are what the code thinks they are."""

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from engine.storage import migrations
from engine.storage.database import Database
from engine.storage.tables.metadata import metadata
from tests.support.rows import enter_everywhere


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


def test_a_store_that_is_up_to_date_is_opened_beside_somebody_who_writes(database):
    database.migrate()
    with database.writing():
        another = Database(database.url)
        another.migrate()
        another.close()


def test_sqlite_is_opened_so_that_a_commit_is_on_the_disk(tmp_path, monkeypatch, unsynced):
    monkeypatch.setattr("engine.storage.database.PRAGMAS", unsynced)
    database = Database(f"sqlite:///{tmp_path / 'store.sqlite3'}")
    with database.reading() as connection:
        asked = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    database.close()
    full = 2
    assert asked == {"journal_mode": "wal", "synchronous": full, "foreign_keys": 1}


def test_the_lists_of_open_tasks_have_their_indexes(database):
    database.migrate()
    found = {index["name"] for index in inspect(database.engine).get_indexes("task")}
    assert {"ix_task_mine", "ix_task_open", "ix_task_done"} <= found


def test_a_look_does_not_see_what_is_written_meanwhile(database):
    database.migrate()
    count = text("SELECT count(*) FROM station")
    with database.reading() as looking:
        before = looking.execute(count).scalar()
        with database.writing() as writing:
            writing.execute(text("INSERT INTO station (id, name, zone) VALUES (7, 'x', 'y')"))
            writing.commit()
        assert looking.execute(count).scalar() == before == 0
    with database.reading() as later:
        assert later.execute(count).scalar() == 1


def revisions():
    """Every version there has been, oldest first."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__path__[0])))
    return [found.revision for found in ScriptDirectory.from_config(config).walk_revisions()][::-1]


def test_there_is_one_newest_version():
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__path__[0])))
    assert len(ScriptDirectory.from_config(config).get_heads()) == 1


def test_every_migration_meets_rows_in_every_table_and_keeps_them(database):
    before = {}
    for revision in revisions():
        database.migrate(revision)
        with database.writing() as db:
            found = enter_everywhere(db)
            db.commit()
        assert before.items() <= found.items(), revision
        before = found
    assert set(before) == set(metadata.tables)
    with database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
