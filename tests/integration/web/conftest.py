import pytest

from tests.fakes.engine import FakeEngine
from tests.integration.web.screen import Screen
from tests.support.stations import SmallStation
from webui.app import create_app
from webui.shared.settings import WebSettings


@pytest.fixture
def engine():
    return FakeEngine()


@pytest.fixture
def app(engine):
    return create_app(engine, WebSettings(secret_key=b"sixteen bytes and more"))


@pytest.fixture
def screen(app):
    """`screen("manager")`, `screen("manager", "zh")`."""
    return lambda login="manager", language="en": Screen(app, login, language)


@pytest.fixture
def small(tmp_path):
    """A small station on SQLite, and its application; where more is there, a test's own adds it."""
    opened = SmallStation(f"sqlite:///{tmp_path / 'store.sqlite3'}")
    opened.app = create_app(opened.engine, WebSettings(secret_key=b"sixteen bytes and more"))
    yield opened
    opened.station.close()
