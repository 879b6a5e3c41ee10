import re

import pytest

from tests.fakes.people import AUDITOR, MANAGER, PeopleEngine
from tests.integration.web_frame.frame_alone import create_app
from webui.shared.settings import WebSettings


@pytest.fixture
def engine():
    return PeopleEngine(MANAGER, AUDITOR)


@pytest.fixture
def settings():
    return WebSettings(secret_key=b"sixteen bytes and more")


@pytest.fixture
def app(engine, settings):
    return create_app(engine, settings)


@pytest.fixture
def client(app):
    return app.test_client()


def token(client, page="/sign-in"):
    """The CSRF token a page hands out."""
    return re.search(r'name="csrf-token" content="([^"]+)"', client.get(page).text)[1]


@pytest.fixture
def sign_in(client):
    """`sign_in("manager")` signs in as a browser would: the page first, then its form."""

    def go(login, password="demo", **more):
        form = {"login": login, "password": password, "csrf_token": token(client), **more}
        return client.post("/sign-in", data=form)

    return go
