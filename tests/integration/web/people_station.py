"""A small real station behind its pages, for the tests about people."""

import pytest

from tests.integration.web.screen import Screen
from tests.support.stations import SmallStation
from webui.app import create_app
from webui.shared.settings import WebSettings


@pytest.fixture
def served(tmp_path):
    small = SmallStation(f"sqlite:///{tmp_path / 'store.sqlite3'}")
    small.app = create_app(small.engine, WebSettings(secret_key=b"sixteen bytes and more"))
    yield small
    small.station.close()


@pytest.fixture
def screen_of(served):
    """`screen_of("admin")`, `screen_of("admin", "zh")`."""
    return lambda login, language="en": Screen(served.app, login, language)


__all__ = ["screen_of", "served"]
