import pytest

from tests.fakes.engine import FakeEngine
from tests.integration.web.screen import Screen
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
