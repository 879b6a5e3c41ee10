"""Signing in and out: plain forms, fresh sessions, limits on guessing."""

from dataclasses import replace

import pytest

from tests.fakes.people import MANAGER, PeopleEngine
from tests.integration.web_frame.frame_alone import create_app
from webui.shared.navigation import safe_target


def token_in(client, page="/sign-in"):
    text = client.get(page).text
    return text.split('name="csrf-token" content="')[1].split('"')[0]


def test_sign_in_leads_to_the_page_that_was_asked_for(client, sign_in):
    refused = client.get("/tasks/12-3?tab=form")
    assert refused.status_code == 302
    assert refused.location == "/sign-in?next=/tasks/12-3?tab%3Dform"
    answer = sign_in("manager", next="/tasks/12-3?tab=form")
    assert (answer.status_code, answer.location) == (303, "/tasks/12-3?tab=form")


def test_sign_in_form_works_without_script(client):
    text = client.get("/sign-in").text
    assert '<form action="/sign-in" method="post">' in text
    assert 'type="hidden" name="csrf_token"' in text
    assert 'name="password" type="password"' in text


def test_wrong_password_is_refused_and_the_name_is_kept(sign_in):
    answer = sign_in("manager", password="guess")
    assert answer.status_code == 401
    assert "The name or the password is not right" in answer.text
    assert 'value="manager"' in answer.text
    assert "guess" not in answer.text


def test_unknown_name_reads_the_same_as_a_wrong_password(client, sign_in):
    known = sign_in("manager", password="guess").text
    unknown = sign_in("nobody", password="guess").text
    sentence = "The name or the password is not right. Check both and try again."
    assert sentence in known
    assert sentence in unknown


def test_sign_in_without_its_token_is_refused(client):
    answer = client.post("/sign-in", data={"login": "manager", "password": "demo"})
    assert answer.status_code == 400
    assert "This page is out of date" in answer.text


def test_an_endless_password_is_never_hashed(engine, sign_in):
    assert sign_in("manager", password="x" * 1025).status_code == 401
    assert engine.asked == []


def test_sign_in_starts_a_fresh_session(client, sign_in):
    with client.session_transaction() as session:
        session["planted"] = "by somebody else"
    sign_in("manager")
    with client.session_transaction() as session:
        assert "planted" not in session
        assert session["user"] == "manager"


def test_token_from_before_the_sign_in_is_worthless_after_it(client, sign_in):
    before = token_in(client)
    sign_in("manager")
    client.get("/")
    assert client.post("/sign-out", data={"csrf_token": before}).status_code == 400


def test_session_cookie_is_kept_from_scripts_and_other_sites(sign_in):
    cookie = sign_in("manager").headers["Set-Cookie"]
    assert cookie.startswith("yekuo=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie


def test_session_cookie_of_an_https_station_never_travels_without_it(engine, settings):
    client = create_app(engine, replace(settings, https=True)).test_client()
    page = client.get("/sign-in", base_url="https://station.example/")
    assert "Secure" in page.headers["Set-Cookie"]
    assert page.headers["Strict-Transport-Security"].startswith("max-age=")


def test_sign_out_needs_a_post(client, sign_in):
    sign_in("manager")
    assert client.get("/sign-out").status_code == 405
    assert client.get("/").status_code == 200


def test_sign_out_ends_the_session(client, sign_in):
    sign_in("manager")
    answer = client.post("/sign-out", data={"csrf_token": token_in(client, "/")})
    assert (answer.status_code, answer.location) == (303, "/sign-in")
    assert client.get("/").location == "/sign-in"


def test_somebody_taken_off_the_list_is_out_at_once(engine, client, sign_in):
    sign_in("manager")
    del engine.users["manager"]
    assert client.get("/").location == "/sign-in"


def test_guessing_is_slowed_down_per_account(client, sign_in):
    for _ in range(10):
        assert sign_in("manager", password="guess").status_code == 401
    answer = sign_in("manager")
    assert answer.status_code == 429
    assert "Too many attempts" in answer.text
    assert int(answer.headers["Retry-After"]) > 0
    assert sign_in("auditor").status_code == 303


def test_guessing_with_other_capitals_is_the_same_account(sign_in):
    for name in ("Manager", "MANAGER") * 5:
        sign_in(name, password="guess")
    assert sign_in("manager", password="guess").status_code == 429


def test_guessing_many_accounts_from_one_address_is_slowed_down(settings):
    engine = PeopleEngine(MANAGER)
    app = create_app(engine, replace(settings, address_limit="3 per minute"))
    client = app.test_client()
    token = token_in(client)
    statuses = [
        client.post(
            "/sign-in", data={"login": f"user{n}", "password": "demo", "csrf_token": token}
        ).status_code
        for n in range(4)
    ]
    assert statuses == [401, 401, 401, 429]


def test_signing_in_rightly_is_never_slowed_down(client, sign_in):
    for _ in range(12):
        assert sign_in("manager").status_code == 303
        client.post("/sign-out", data={"csrf_token": token_in(client, "/")})


@pytest.mark.parametrize(
    "lure",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "/\\elsewhere.example/",
        "/\t/elsewhere.example/",
        "javascript:alert(1)",
        "inbox",
        "",
        None,
    ],
)
def test_a_lure_elsewhere_is_not_followed(lure):
    assert safe_target(lure) is None


def test_a_lure_in_the_form_leads_home(sign_in):
    assert sign_in("manager", next="//elsewhere.example/").location == "/"


def test_a_script_is_told_to_sign_in(client):
    answer = client.get("/tasks/1-1", headers={"Accept": "application/json"})
    assert answer.status_code == 401
    assert answer.json["sign_in"] == "/sign-in"


def test_htmx_is_led_to_the_sign_in_and_back_to_its_page(client):
    answer = client.get(
        "/tasks/1-1/clock",
        headers={"HX-Request": "true", "HX-Current-URL": "http://localhost/tasks/1-1?x=1"},
    )
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/sign-in?next=/tasks/1-1?x%3D1"
