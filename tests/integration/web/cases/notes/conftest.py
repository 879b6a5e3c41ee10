"""A case with a task, behind its pages."""

import pytest

from tests.integration.web.screen import Screen
from tests.support.stations import SmallStation
from webui.app import create_app
from webui.shared.settings import WebSettings


@pytest.fixture
def small(tmp_path):
    opened = SmallStation(f"sqlite:///{tmp_path / 'store.sqlite3'}")
    opened.case = opened.start()
    opened.task = opened.open_tasks(opened.case)["draft"]
    opened.app = create_app(opened.engine, WebSettings(secret_key=b"sixteen bytes and more"))
    yield opened
    opened.station.close()


@pytest.fixture
def screen(small):
    return lambda login="manager", language="en": Screen(small.app, login, language)
