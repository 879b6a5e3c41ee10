"""Guessing is slowed down over all processes of a station: one count in its store."""

from datetime import timedelta

import pytest

from engine.api import AttemptsOf, CountAttempt
from engine.bootstrap import open_station
from engine.storage.tables.people import attempt
from tests.integration.web_frame.conftest import token
from tests.support.together import at_once
from webui.app import create_app
from webui.pages import Pages
from webui.shared.settings import WebSettings

MINUTE = timedelta(minutes=1)


def count(engine, key="manager 192.0.2.7"):
    return engine.execute(CountAttempt(actor="", key=key, span=MINUTE))


def kept(small):
    with small.station.database.reading() as db:
        return db.execute(attempt.select()).all()


def test_attempts_are_counted_until_their_span_is_over(small):
    assert [count(small.engine) for _ in range(3)] == [1, 2, 3]
    assert count(small.engine, "somebody else") == 1
    seen = small.engine.query(AttemptsOf(actor="", key="manager 192.0.2.7"))
    assert (seen.count, seen.until) == (3, small.clock.now() + MINUTE)
    small.clock.advance(MINUTE)
    assert small.engine.query(AttemptsOf(actor="", key="manager 192.0.2.7")) is None
    assert count(small.engine) == 1
    (row,) = kept(small)
    assert "manager" not in row.place


@pytest.mark.parametrize("key", ["", "\x00", "\ud800", "x" * 100_000, "'; drop table attempt; --"])
def test_whatever_was_typed_is_counted(small, key):
    assert [count(small.engine, key) for _ in range(2)] == [1, 2]


def test_none_is_lost_when_many_try_at_once(small):
    count(small.engine)
    at_once(*[lambda: count(small.engine)] * 4)
    assert count(small.engine) == 6


def test_a_limit_holds_over_two_processes_and_a_right_password_writes_nothing(small):
    settings = WebSettings(secret_key=b"sixteen bytes and more", sign_in_limit="4 per minute")
    other = open_station(small.station.settings)
    try:
        clients = [
            create_app(engine, settings, Pages()).test_client()
            for engine in (small.engine, other.engine)
        ]

        def attempt_(client, password):
            form = {"login": "manager", "password": password, "csrf_token": token(client)}
            return client.post("/sign-in", data=form).status_code

        assert [attempt_(clients[n % 2], "guess") for n in range(4)] == [401] * 4
        assert [attempt_(client, "demo") for client in clients] == [429, 429]
        small.clock.advance(MINUTE)
        before = kept(small)
        assert attempt_(clients[0], "demo") == 303
        assert kept(small) == before
    finally:
        other.close()
