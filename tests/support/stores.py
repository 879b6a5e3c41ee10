"""Fixtures: a store of each kind, by its address.

Bringing a store up from the first version costs more than most tests do, so it is done once for
each kind; tests get copies of it. `empty_store_url` is for those that look at the way up itself.
"""

import tempfile
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest

from engine.bootstrap import Settings, open_station
from engine.bootstrap.demo.build import furnish
from engine.kernel.clock import ManualClock
from engine.storage.database import Database
from tests.conftest import need
from tests.support.postgres import binaries, cluster

KINDS = ["sqlite", "postgresql"]
CLUSTER = pytest.StashKey()


@pytest.fixture(scope="session")
def postgres(request):
    """`postgres()` makes a database in a cluster that ends with the run.

    Each folder that names this fixture has it for itself: the cluster is one for all of them.
    """
    need(binaries(), "PostgreSQL (Debian: apt install postgresql)")
    config = request.config
    if CLUSTER not in config.stash:
        lasting = ExitStack()
        config.add_cleanup(lasting.close)
        config.stash[CLUSTER] = lasting.enter_context(cluster(synced=False))
    return config.stash[CLUSTER]


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
        yield f"sqlite:///{path}"
        return
    fresh = request.getfixturevalue("postgres")
    url = fresh(like=_migrated_database(fresh))
    yield url
    fresh.drop(url)


@pytest.fixture(params=KINDS)
def furnished(request, tmp_path):
    """`furnished(workflows, at)` is the address of a store with the demo's people and workflows.

    The store is a copy of one that was furnished at that moment: `SmallStation` takes it as it is.
    `furnished(workflows, at, live)` is a copy of one in which `live(url)` has done more: once for
    each kind of store, so `live` is a function that stands by itself.
    """
    if request.param == "sqlite":
        return lambda *wish: lay(tmp_path / "store.sqlite3", *wish)
    fresh = request.getfixturevalue("postgres")

    def address(*wish):
        url = fresh(like=_furnished_database(fresh, *wish))
        request.addfinalizer(lambda: fresh.drop(url))
        return url

    return address


def lay(path, workflows, at, live=None):
    """Lay a store as `furnished` has them at a path where nothing is; return its address."""
    path.write_bytes(_furnished_file(workflows, at, live))
    return f"sqlite:///{path}"


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


@cache
def _furnished_file(workflows, at, live=None):
    with tempfile.TemporaryDirectory(prefix="yekuo-furnished-") as folder:
        path = Path(folder) / "store.sqlite3"
        if live is not None:
            live(lay(path, workflows, at))
        else:
            path.write_bytes(migrated_file())
            furnish_store(f"sqlite:///{path}", workflows, at)
        assert [file.name for file in path.parent.iterdir()] == [path.name], "not all in one file"
        return path.read_bytes()


@cache
def _furnished_database(fresh, workflows, at, live=None):
    if live is not None:
        url = fresh(like=_furnished_database(fresh, workflows, at))
        live(url)
    else:
        url = fresh(like=_migrated_database(fresh))
        furnish_store(url, workflows, at)
    return url.rpartition("/")[2]


def _migrate(url):
    database = Database(url)
    database.migrate()
    database.settle()
    database.close()


def furnish_store(url, workflows, at):
    """Let a store have the demo's people and a folder's workflows; its tables are made first."""
    settings = Settings(database=url, clock=ManualClock(at), simulated=True, demo=True)
    station = open_station(settings)
    furnish(station, workflows)
    station.database.settle()
    station.close()
