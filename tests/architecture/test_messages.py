"""Every command and query has exactly one who answers it, and a row in the permission table."""

import importlib
import pkgutil
from collections import Counter

import pytest

import engine
import engine.api
from engine.bootstrap import Settings, open_station
from engine.dispatch.dispatcher import PUBLIC
from engine.identity.permissions import TABLE
from engine.kernel.messages import Command, Query


@pytest.fixture(scope="module")
def dispatcher(tmp_path_factory):
    store = tmp_path_factory.mktemp("station") / "store.sqlite3"
    station = open_station(Settings(database=f"sqlite:///{store}", demo=True))
    yield station.engine
    station.close()


def all_of(kind):
    for module in pkgutil.walk_packages(engine.__path__, "engine."):
        if "migrations" not in module.name:
            importlib.import_module(module.name)
    return set(kind.__subclasses__())


def test_every_command_has_a_handler(dispatcher):
    assert set(dispatcher.handlers) == all_of(Command)


def test_every_query_has_an_answer(dispatcher):
    assert set(dispatcher.answers) == all_of(Query)


def test_every_message_has_a_permission():
    asked = {message.action for kind in (Command, Query) for message in all_of(kind)}
    assert asked - PUBLIC == set(TABLE)


def test_the_door_exports_each_name_once():
    """Each subject's names go through the door together, so that two would hide one another."""
    subjects = [
        importlib.import_module(module.name)
        for module in pkgutil.iter_modules(engine.api.__path__, "engine.api.")
        if module.name != "engine.api.engine"
    ]
    names = Counter(name for subject in subjects for name in subject.__all__)
    assert [name for name, number in names.items() if number > 1] == []
    assert [name for name in names if not hasattr(engine.api, name)] == []
