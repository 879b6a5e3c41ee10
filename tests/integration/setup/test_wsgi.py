"""The application a production server loads, told by the environment."""

import gc

import pytest

from webui import wsgi


@pytest.fixture
def application(tmp_path, monkeypatch):
    closing = []
    monkeypatch.setattr(wsgi.atexit, "register", closing.append)
    monkeypatch.setenv("YEKUO_DATA", str(tmp_path))
    monkeypatch.setenv("YEKUO_NAMES", "station.example")
    monkeypatch.delenv("YEKUO_DATABASE", raising=False)
    yield wsgi.application()
    for close in closing:
        close()
    gc.unfreeze()


def test_it_serves_its_names_by_https_behind_its_proxy(application):
    client = application.test_client()
    browser = {"X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "https"}
    page = client.get("/sign-in", headers=browser | {"Host": "station.example"})
    assert page.status_code == 200
    assert "Secure" in page.headers["Set-Cookie"]
    assert "Strict-Transport-Security" in page.headers
    assert client.get("/sign-in", headers={"Host": "elsewhere.example"}).status_code == 400


def test_it_is_no_demo(application):
    client = application.test_client()
    text = client.get("/sign-in", headers={"Host": "station.example"}).text
    assert "demo" not in text


def test_what_it_keeps_is_not_searched_for_garbage(application):
    assert gc.get_freeze_count() > 0
    assert not any(found is application for found in gc.get_objects())
