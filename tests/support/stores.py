"""Fixtures: a store of each kind, by its address.

Bringing a store up from the first version costs more than most tests do, so it is done once for
each kind; tests get copies of it. `empty_store_url` is for those that look at the way up itself.
"""

import tempfile
from functools import cache
from pathlib import Path

import pytest

from engine.storage.database import Database
from tests.conftest import need
from tests.support.postgres import binaries, cluster

KINDS = ["sqlite", "postgresql"]


@pytest.fixture(scope="session")
def postgres():
    need(binaries(), "PostgreSQL (Debian: apt install postgresql)")
    with cluster(synced=False) as fresh:
        yield fresh


@pytest.fixture(params=KINDS)
def empty_store_url(request, tmp_path):
    """A store without a table: every test that asks for it runs on both kinds."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store.sqlite3'}"
    return request.getfixturevalue("postgres")()


@pytest.fixture(params=KINDS)
def store_url(request, tmp_path):
    """A store with today's tables, no rows in them: tests that ask for it run on both kinds."""
    if request.param == "sqlite":
        path = tmp_path / "store.sqlite3"
        path.write_bytes(migrated_file())
        return f"sqlite:///{path}"
    fresh = request.getfixturevalue("postgres")
    return fresh(like=_migrated_database(fresh))


@cache
def migrated_file():
    """Return the bytes of an SQLite file with today's tables."""
    with tempfile.TemporaryDirectory(prefix="yekuo-migrated-") as folder:
        path = Path(folder) / "store.sqlite3"
        _migrate(f"sqlite:///{path}")
        return path.read_bytes()


@cache
def _migrated_database(fresh):
    """Return the name of a PostgreSQL database with today's tables, made with `fresh()`."""
    url = fresh()
    _migrate(url)
    return url.rpartition("/")[2]


def _migrate(url):
    database = Database(url)
    database.migrate()
    database.settle()
    database.close()
