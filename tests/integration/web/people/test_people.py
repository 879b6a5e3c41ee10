"""The pages about people on the real engine: what is kept, what is told."""

import re

import pytest

from engine.api import BadAbsence, PeopleHistory, SignIn, Tokens, WrongCredentials
from engine.identity.absences.rules import Why
from tests.integration.web.people.absent import enter_absence
from tests.integration.web.people_station import screen_of, served
from webui.shared.errors.table import answer_for

__all__ = ["screen_of", "served"]


def test_a_person_entered_on_the_page_signs_in_with_the_first_password(served, screen_of):
    admin = screen_of("admin")
    form = {
        "login": "anna", "name": "Anna Lin", "name_zh": "林安娜", "password": "long enough",
        "roles": ["manager", "auditor"], "groups": "operations", "more_groups": "riggers，",
    }  # fmt: skip
    reply = admin.post("/people/new", form)
    assert reply.headers["Location"] == "/people/one/anna"
    user = served.engine.query(SignIn(actor="anna", password="long enough")).user
    assert (user.roles, user.groups) == ({"manager", "auditor"}, {"operations", "riggers"})
    assert "Anna Lin is entered." in admin.page("/people/one/anna")
    assert admin.post("/people/new", form).status_code == 409
    short = admin.post("/people/new", form | {"login": "bo", "password": "abc"})
    assert short.status_code == 422
    assert "abc" not in re.sub(r'name="csrf[^>]*>', "", short.text)


def test_the_second_of_two_tabs_is_told_and_sees_what_is_now(served, screen_of):
    admin = screen_of("admin")
    edition = re.search(r'name="edition" value="(\w+)"', admin.page("/people/one/operations"))[1]
    form = {"roles": "department", "edition": edition}
    assert admin.post("/people/one/operations", form | {"name": "First"}).status_code == 303
    reply = admin.post("/people/one/operations", form | {"name": "Second"})
    assert reply.status_code == 409
    assert "Somebody else changed this person meanwhile" in reply.text
    assert 'value="First"' in reply.text


def test_an_auditor_reads_a_person_and_is_offered_nothing_to_send(screen_of):
    text = screen_of("auditor").page("/people/one/operations")
    main = text[text.index("<main") :]
    assert 'method="post"' not in main
    assert "disabled" in main


def test_a_copied_cookie_opens_nothing_after_the_sign_out(served, screen_of):
    browser = served.app.test_client()
    screen = screen_of("manager")
    stolen = screen._client.get_cookie("yekuo").value
    browser.set_cookie("yekuo", stolen)
    assert browser.get("/me").status_code == 200
    screen.post("/sign-out")
    assert browser.get("/me").status_code == 302


def test_sessions_are_listed_and_ended_elsewhere(screen_of):
    here, there = screen_of("manager"), screen_of("manager")
    page = here.page("/me")
    (ended,) = re.findall(r"/me/sessions/(\d+)/end", page)
    assert here.post(f"/me/sessions/{ended}/end").status_code == 303
    assert there.get("/me").status_code == 302
    assert here.get("/me").status_code == 200
    others = [screen_of("manager") for _ in range(2)]
    assert here.post("/me/sessions/end").status_code == 303
    assert [other.get("/me").status_code for other in others] == [302, 302]
    assert "2 sessions were ended." in here.page("/me")


def test_a_password_is_changed_with_the_old_one_and_one_stays_signed_in_here_alone(
    served, screen_of
):
    here, there = screen_of("manager"), screen_of("manager")
    new = {"new": "correct horse", "again": "correct horse"}
    wrong = here.post("/me/password", {"old": "guess"} | new)
    assert wrong.status_code == 403
    assert "This is not your password" in wrong.text
    assert here.post("/me/password", {"old": "demo"} | new | {"again": "x"}).status_code == 422
    weak = here.post("/me/password", {"old": "demo", "new": "abc", "again": "abc"})
    assert weak.status_code == 422
    assert here.post("/me/password", {"old": "demo"} | new).status_code == 303
    assert here.get("/me").status_code == 200
    assert there.get("/me").status_code == 302
    with pytest.raises(WrongCredentials):
        served.engine.query(SignIn(actor="manager", password="demo"))
    assert served.engine.query(SignIn(actor="manager", password="correct horse"))


def test_guessing_the_old_password_is_slowed_down(screen_of):
    screen = screen_of("manager")
    form = {"old": "guess", "new": "correct horse", "again": "correct horse"}
    statuses = [screen.post("/me/password", form).status_code for _ in range(11)]
    assert statuses == [403] * 10 + [429]


def test_a_token_is_shown_once_and_taken_back(served, screen_of):
    screen = screen_of("manager")
    form = {"name": "robot <b>", "scope": "work", "days": "30"}
    reply = screen.post("/me/tokens", form)
    secret = re.search(r'value="(yekuo_[\w-]{43})"', reply.text)[1]
    assert reply.headers["Cache-Control"] == "no-store"
    page = screen.page("/me")
    assert secret not in page
    assert "robot &lt;b&gt;" in page
    number = re.search(r"/me/tokens/(\d+)/revoke", page)[1]
    assert screen.post(f"/me/tokens/{number}/revoke").status_code == 303
    assert served.engine.query(Tokens(actor="manager")) == ()
    told = served.engine.query(PeopleHistory(actor="auditor", person="manager"))
    assert secret not in str(told)


@pytest.mark.parametrize(
    ("wrong", "status"),
    [({"name": " "}, 422), ({"days": "9" * 9}, 422), ({"days": "x"}, 400), ({"scope": "x"}, 400)],
)
def test_a_token_that_makes_no_sense_is_refused(served, screen_of, wrong, status):
    form = {"name": "robot", "scope": "read", "days": "7"} | wrong
    assert screen_of("manager").post("/me/tokens", form).status_code == status
    assert served.engine.query(Tokens(actor="manager")) == ()


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        (("", "2026-02-14", "dispatch"), "Enter the first and the last day"),
        (("2026-02-31", "2026-03-01", "dispatch"), "Enter the first and the last day"),
        (("2026-02-09", "2026-02-14", "dispatch"), "begins today at the earliest"),
        (("2026-02-14", "2026-02-12", "dispatch"), "must not be before the first"),
        (("2026-02-10", "2226-02-14", "dispatch"), "Check the year"),
        (("2026-02-10", "2026-02-14", "marketing"), "Nobody can stand in for themself"),
        (("2026-02-10", "2026-02-14", "auditor"), "role does no tasks"),
        (("2026-02-10", "2026-02-14", "nobody<b>"), "no active person"),
        (("2026-02-10", "2026-02-14"), "Name at least one person"),
    ],
)
def test_a_refused_absence_says_why_and_keeps_what_was_typed(screen_of, sent, sentence):
    first, last, *substitutes = sent
    reply = enter_absence(screen_of("marketing"), "", first, last, *substitutes)
    assert reply.status_code == 422
    assert sentence in reply.text
    assert f'value="{last}"' in reply.text
    assert "nobody<b>" not in reply.text


def test_every_reason_to_refuse_an_absence_has_words_in_both_languages(served):
    for language, letters in (("en", "[a-z]"), ("zh", "[一-鿿]")):
        with served.app.test_request_context(headers={"Accept-Language": language}):
            said = {why: answer_for(BadAbsence(why, "li"))[1] for why in Why}
        assert len(set(said.values())) == len(Why)
        assert all(re.search(letters, sentence) for sentence in said.values())
