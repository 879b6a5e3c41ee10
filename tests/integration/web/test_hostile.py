"""Whatever stands in an address or a body, the answer is a page or a refusal, never a failure."""

import json
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from engine.api import CaseId, StoreUnavailable, TaskClosed, TaskId

HOSTILE = [
    "0",
    "-1",
    "1-",
    "-",
    "41-12-3",
    "4１-12",
    "9" * 30,
    f"{'9' * 19}-1",
    "%00",
    "'; drop table task; --",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "null",
    "41.0",
]
PAGES = [
    "/tasks/{}",
    "/inbox/mine/tasks/{}",
    "/inbox/{}",
    "/cases/{}",
    "/cases/{}/timeline",
    "/cases/{}/data",
    "/cases/{}/diagram.bpmn",
    "/cases/{}/position",
    "/cases/new/{}",
    "/cases/{}/comments",
    "/cases/{}/papers",
    "/cases/{}/colleagues",
    "/cases/41/papers/{}",
    "/cases/41/comments?before={}",
    "/tasks/{}/draft",
    "/cases/41?process={}",
    "/cases/41/tell?message={}",
]
HARMLESS = [
    "/inbox/mine?q={}",
    "/inbox/mine?after={}",
    "/cases?q={}",
    "/cases?state={}",
    "/cases?after={}",
    "/cases/41/timeline?element={}",
    "/cases/41/colleagues?q={}",
    "/cases/41/timeline?steps={}",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_address_is_refused(screen, value):
    person = screen()
    for page in PAGES:
        reply = person.get(page.format(value))
        assert reply.status_code in (200, 308, 404, 409), (page, value)
        assert "<script>alert" not in reply.text


@pytest.mark.parametrize("value", [*HOSTILE, "\x00", "x" * 5000, "\u202e电", "%ff%fe"])
def test_a_hostile_filter_finds_nothing_and_shows_the_page(screen, value):
    person = screen()
    for page in HARMLESS:
        reply = person.get(page.format(value.replace("\x00", "%00")))
        assert reply.status_code == 200, (page, value)
        assert "<script>alert" not in reply.text


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"text"',
        b'{"values": []}',
        b'{"values": null}',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"values": {"approved_capacity_kva": ' + b"9" * 5000 + b"}}",
    ],
)
def test_a_body_that_is_no_form_is_refused_in_json(screen, engine, body):
    person = screen()
    for address in ("/tasks/41-12/complete", "/cases/new/hv-connection", "/tasks/41-12/draft"):
        reply = person.raw(address, body, "application/json")
        assert reply.status_code == 400, (address, body[:40])
        assert reply.json["message"]
    assert engine.commands == []


@pytest.mark.parametrize("extra", [5, [], {}, "x" * 5000, None, True])
def test_a_strange_request_id_or_view_does_no_harm(screen, extra):
    person = screen()

    started = person.send(
        "/cases/new/hv-connection", {"values": {"applied_capacity_kva": 1}, "request": extra}
    )
    done = person.send(
        "/tasks/41-12/complete", {"values": {"approved_capacity_kva": 1}, "view": extra}
    )

    assert started.status_code == 200
    assert done.json == {"redirect": "/inbox/mine"}


@pytest.mark.parametrize(
    "address",
    [
        "/tasks/41-12/claim",
        "/tasks/41-12/release",
        "/tasks/41-12/complete",
        "/cases/41/tell",
        "/cases/41/comments",
        "/cases/41/comments/3/withdraw",
        "/cases/41/papers",
        "/cases/41/papers/5/remove",
        "/tasks/41-12/draft",
        "/tasks/41-12/draft/discard",
        "/cases/new/hv-connection",
    ],
)
def test_without_the_pages_token_nothing_is_done(screen, engine, address):
    reply = screen().post(address, {"csrf_token": "", "reason": "x"})

    assert reply.status_code == 400
    assert engine.commands == []


@pytest.mark.parametrize(
    "address", ["/inbox/mine", "/tasks/41-12", "/cases", "/cases/41/timeline?steps=all"]
)
def test_who_is_not_signed_in_comes_back_after_signing_in(app, address):
    reply = app.test_client().get(address)

    assert reply.status_code == 302
    where = urlsplit(reply.location)
    assert where.path == "/sign-in"
    assert parse_qs(where.query) == {"next": [address]}


def test_a_script_that_is_not_signed_in_is_told_in_json(app):
    reply = app.test_client().post(
        "/tasks/41-12/complete", json={"values": {}}, headers={"Accept": "application/json"}
    )

    assert reply.status_code == 401
    assert json.loads(reply.text)["sign_in"] == "/sign-in"


@pytest.mark.parametrize("address", ["/tasks/1-1", "/cases/999", "/inbox/mine/tasks/1-1"])
def test_what_is_not_there_is_said_friendly(screen, address):
    reply = screen("manager", "zh").get(address)

    assert reply.status_code == 404
    assert "不归您办理" in reply.text


def test_pages_keep_the_strict_policy_and_have_no_inline_style_or_script(screen):
    person = screen()
    for address in ("/inbox/mine/tasks/42-9", "/cases/42", "/cases/42/timeline", "/cases"):
        reply = person.get(address)
        assert "script-src 'self'" in reply.headers["Content-Security-Policy"]
        assert " style=" not in reply.text
        assert "<script>" not in reply.text
        assert " onclick=" not in reply.text


def test_an_error_page_is_shown_though_the_database_is_lost_while_it_is_made(
    screen, engine, monkeypatch
):
    def lost(_query):
        raise StoreUnavailable("the line is cut")

    person = screen()
    monkeypatch.setattr(engine, "_on_inbox_counts", lost)
    reply = person.get("/cases/999999")
    assert reply.status_code == 404
    assert "Traceback" not in reply.text


def test_a_refusal_that_cannot_be_worded_because_the_database_is_lost_says_that_it_is(
    screen, engine, monkeypatch
):
    def lost(_query):
        raise StoreUnavailable("the line is cut")

    def closed(_command):
        # When it was closed is said in the station's time, which is asked of the database.
        monkeypatch.setattr(engine, "_on_station_clock", lost)
        raise TaskClosed(
            TaskId(CaseId(42), 9), "manager", "Zhao Min", datetime(2026, 3, 9, 10, tzinfo=UTC)
        )

    person = screen()
    monkeypatch.setattr(engine, "_on_complete_task", closed)
    reply = person.send("/tasks/42-9/complete", {"values": {}})
    assert reply.status_code == 503
    assert "database" in reply.json["message"]
