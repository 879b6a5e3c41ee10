"""The frame: headers, languages, assets, sizes, error pages in the form the asker reads."""

from dataclasses import replace
from datetime import datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from flask import Blueprint
from flask_babel import lazy_gettext

from engine.api import Forbidden, Role, TaskAlreadyClaimed, TaskClosed, TaskId
from tests.fakes.people import AUDITOR, MANAGER, PeopleEngine
from tests.integration.web_frame.frame_alone import create_app
from webui.app import create_app as create_whole_app
from webui.pages import Pages
from webui.shared import navigation
from webui.shared.moments import day, moment
from webui.shared.navigation import NavItem

TASK = TaskId(12, 3)


def raise_(error):
    raise error


@pytest.fixture
def app(app):
    """The frame with some pages that fail."""
    pages = Blueprint("pages", __name__)
    closed = TaskClosed(
        task=TASK,
        by="li",
        by_name="Li Lei",
        at=datetime(2026, 3, 9, 1, 5, tzinfo=ZoneInfo("UTC")),
        by_name_zh="李雷",
    )
    pages.add_url_rule("/forbidden", "forbidden", lambda: raise_(Forbidden("auditor", "x")))
    claimed = TaskAlreadyClaimed(TASK, "li", "<Li & Lei>")
    pages.add_url_rule("/claimed", "claimed", lambda: raise_(claimed))
    pages.add_url_rule("/closed", "closed", lambda: raise_(closed), methods=["GET", "POST"])
    pages.add_url_rule("/broken", "broken", lambda: raise_(ZeroDivisionError("secret 42")))
    app.register_blueprint(pages)
    app.testing = False
    return app


@pytest.mark.parametrize("path", ["/sign-in", "/nowhere", "/static/vendor/yekuo/frame.js"])
def test_every_answer_carries_the_strict_policy(client, path):
    headers = client.get(path, buffered=True).headers
    policy = headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "style-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_pages_with_data_are_not_left_in_a_cache(client, sign_in):
    sign_in("manager")
    assert client.get("/").headers["Cache-Control"] == "no-store"


def test_pages_hold_no_inline_script_or_style(client, sign_in):
    sign_in("manager")
    for path in ("/", "/nowhere", "/sign-in"):
        text = client.get(path).text
        assert "style=" not in text
        assert "<style" not in text
        assert " onclick" not in text
        assert "<script>" not in text


def test_assets_may_be_kept_for_good_since_their_address_changes_with_them(client):
    text = client.get("/sign-in").text
    address = text.split('<script src="')[1].split('"')[0]
    assert "theme.js?v=" in address
    assert (
        client.get(address, buffered=True).headers["Cache-Control"]
        == "public, max-age=31536000, immutable"
    )
    plain = client.get(address.partition("?")[0], buffered=True)
    assert "immutable" not in plain.headers["Cache-Control"]


def test_a_browser_that_asks_for_chinese_gets_it(client):
    text = client.get("/sign-in", headers={"Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5"}).text
    assert '<html lang="zh-Hans-CN">' in text
    assert "用户名" in text


def test_a_browser_of_another_language_gets_english(client):
    assert "Sign-in name" in client.get("/sign-in", headers={"Accept-Language": "fr"}).text


def test_a_choice_of_language_outlives_the_session(client):
    token = client.get("/sign-in").text.split('name="csrf-token" content="')[1].split('"')[0]
    form = {"language": "zh", "csrf_token": token, "next": "/sign-in"}
    answer = client.post("/language", data=form)
    assert (answer.status_code, answer.location) == (303, "/sign-in")
    assert "密码" in client.get("/sign-in", headers={"Accept-Language": "en"}).text


def test_a_signed_in_persons_choice_is_remembered_by_the_station(engine, client, sign_in):
    sign_in("manager")
    token = client.get("/").text.split('name="csrf-token" content="')[1].split('"')[0]
    client.post("/language", data={"language": "zh", "csrf_token": token})
    assert engine.users["manager"].language == "zh"
    assert "王经理" in client.get("/").text


def test_an_unknown_language_is_refused(client):
    token = client.get("/sign-in").text.split('name="csrf-token" content="')[1].split('"')[0]
    assert client.post("/language", data={"language": "xx", "csrf_token": token}).status_code == 400


def test_the_simulated_clock_is_marked(settings):
    engine = PeopleEngine(MANAGER, simulated=True)
    client = create_app(engine, settings).test_client()
    with client.session_transaction() as session:
        engine.sessions.sign_in(session, "manager")
    text = client.get("/").text
    assert "demo time" in text
    assert 'data-clock="Asia/Shanghai" datetime="2026-03-09T10:30:00+08:00"' in text


def test_the_real_clock_is_not_marked(client, sign_in):
    sign_in("manager")
    assert "demo time" not in client.get("/").text


def test_each_role_sees_its_own_pages():
    items = (
        NavItem(endpoint="pages.broken", label=lazy_gettext("Search"), icon="inbox",
                roles=frozenset({Role.MANAGER})),
        NavItem(endpoint="pages.forbidden", label=lazy_gettext("Sign out"), icon="audit"),
    )  # fmt: skip
    assert navigation.seen_by(MANAGER, items) == items
    assert navigation.seen_by(AUDITOR, items) == items[1:]
    assert navigation.seen_by(None, items) == ()


@pytest.mark.parametrize(("login", "offered"), [("manager", True), ("auditor", False)])
def test_a_search_is_offered_to_those_who_see_what_it_finds(engine, settings, login, offered):
    def pages():
        found = Blueprint("cases", __name__)
        found.add_url_rule("/cases", "listing", lambda: "", methods=["GET"])
        return found

    item = NavItem(
        endpoint="cases.listing",
        label=lazy_gettext("Search"),
        icon="cases",
        roles=frozenset({Role.MANAGER}),
    )
    whole = Pages(navigation=(item,), search="cases.listing", blueprints=(pages,))
    client = create_whole_app(engine, settings, whole).test_client()
    with client.session_transaction() as session:
        engine.sessions.sign_in(session, login)
    assert ('role="search"' in client.get("/nowhere").text) is offered


def test_a_refusal_says_who_and_when_in_the_readers_language(client, sign_in):
    sign_in("manager")
    answer = client.get("/closed")
    assert answer.status_code == 409
    # 01:05 UTC is 09:05 in Shanghai; 9 March 2026 is a Monday.
    assert "Li Lei completed this task on 2026-03-09 (Mon) 09:05" in answer.text
    chinese = client.get("/closed", headers={"Accept-Language": "zh"})
    assert "李雷已于3月9日 周一 09:05办结此任务" in chinese.text


def test_names_in_a_refusal_are_never_markup(client, sign_in):
    sign_in("manager")
    assert "&lt;Li &amp; Lei&gt; has taken this task" in client.get("/claimed").text


def test_a_refusal_for_htmx_is_a_fragment(client, sign_in):
    sign_in("manager")
    answer = client.get("/closed", headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert answer.text.startswith('<div class="alert alert-danger"')
    assert "<html" not in answer.text


def test_a_refusal_for_a_script_is_json(client, sign_in):
    sign_in("manager")
    answer = client.get("/closed", headers={"Accept": "application/json"})
    assert answer.status_code == 409
    assert answer.json["message"].startswith("Li Lei completed this task")
    assert answer.json["errors"] == []


@pytest.mark.parametrize(
    ("path", "status", "title"),
    [
        ("/forbidden", 403, "You may not do this"),
        ("/nowhere", 404, "This page does not exist"),
        ("/broken", 500, "Something went wrong here"),
    ],
)
def test_each_error_has_a_page_of_ours(client, sign_in, path, status, title):
    sign_in("manager")
    answer = client.get(path)
    assert answer.status_code == status
    assert title in answer.text


def test_an_unexpected_error_tells_nothing_of_its_insides(client, sign_in):
    sign_in("manager")
    text = client.get("/broken").text
    assert "42" not in text
    assert "ZeroDivisionError" not in text


def test_an_error_page_does_not_need_the_engine_that_failed(client, sign_in, engine):
    sign_in("manager")
    engine.query = lambda query: raise_(RuntimeError("the database is gone"))
    assert client.get("/").status_code == 500


def test_a_wrong_method_says_which_are_right(client, sign_in):
    sign_in("manager")
    answer = client.get("/language")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]
    assert "This cannot be done here" in answer.text


def test_a_huge_body_is_refused_by_its_announced_length(client, sign_in):
    sign_in("manager")

    class Unread(BytesIO):
        def read(self, *_):
            raise AssertionError("the body was read")

        readline = readinto = read

    large = {"wsgi.input": Unread(), "CONTENT_LENGTH": str(50 * 1024 * 1024)}
    answer = client.post("/closed", environ_overrides=large)
    assert answer.status_code == 413
    assert "A request may have at most 2 MB" in answer.text


def test_a_host_name_that_is_not_ours_is_refused(engine, settings):
    client = create_app(engine, replace(settings, hosts=("station.example",))).test_client()
    assert client.get("/sign-in", base_url="http://station.example").status_code == 200
    assert client.get("/sign-in", base_url="http://elsewhere.example").status_code == 400


def test_a_short_secret_is_refused(settings):
    with pytest.raises(ValueError, match="16 bytes"):
        replace(settings, secret_key=b"short")


def test_days_are_written_as_each_language_writes_them(app):
    at = datetime(2025, 12, 31, 23, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
    with app.test_request_context(headers={"Accept-Language": "en"}):
        assert moment(at) == "2025-12-31 (Wed) 23:30"
    with app.test_request_context(headers={"Accept-Language": "zh"}):
        assert day(at) == "2025年12月31日 周三"


def test_who_was_sent_to_sign_in_is_told_why_and_what_comes_next(client):
    text = client.get("/sign-in?next=/inbox/mine").text
    assert "your session has ended" in text
    for other in ("/sign-in", "/sign-in?next=/", "/sign-in?next=https://elsewhere.example/"):
        assert "your session has ended" not in client.get(other).text
