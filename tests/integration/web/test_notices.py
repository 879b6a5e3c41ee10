"""The bell and the list of messages, on the real engine: one's own, nobody else's."""

import re

import pytest

from engine.api import NoticeChoices, NoticeHow, NoticeKind, PersonDetail, UnreadNotices
from tests.integration.notify.telling import say
from tests.integration.web.screen import Screen
from tests.support.stations import SmallStation
from webui.app import create_app
from webui.shared.settings import WebSettings

PEOPLE = (
    "manager", "chief-manager", "senior-manager", "director", "section-chief", "specialist",
    "development", "operations", "dispatch", "marketing", "auditor", "designer", "admin",
)  # fmt: skip


@pytest.fixture
def served(tmp_path):
    small = SmallStation(f"sqlite:///{tmp_path / 'store.sqlite3'}")
    small.case = small.start()
    small.do(small.case, "draft", "development")
    say(small, small.case, "@Wang Lei <b>thanks</b> & bye")
    small.station.teller.round()
    small.app = create_app(small.engine, WebSettings(secret_key=b"sixteen bytes and more"))
    yield small
    small.station.close()


def unread(served, login):
    return served.engine.query(UnreadNotices(actor=login))


def numbers(page):
    return re.findall(r'href="/notices/(\d+)"', page)


@pytest.mark.parametrize("person", PEOPLE)
def test_everybody_has_a_list_and_sees_their_own_alone(served, person):
    screen = Screen(served.app, person)
    page = screen.page("/notices")
    assert len(numbers(page)) == (1 if person in ("manager", "development") else 0)
    mine = numbers(Screen(served.app, "manager").page("/notices"))[0]
    expected = 303 if person == "manager" else 404
    assert screen.get(f"/notices/{mine}").status_code == expected
    assert screen.post(f"/notices/{mine}/read").status_code == expected
    assert screen.get("/notices/bell").status_code == 200
    assert screen.post("/notices/read", {"newest": mine}).status_code == 303


def test_no_route_is_left_out(served):
    rules = {r.rule for r in served.app.url_map.iter_rules() if r.endpoint.startswith("notices.")}
    assert rules == {
        "/notices",
        "/notices/bell",
        "/notices/<notice>",
        "/notices/<notice>/read",
        "/notices/read",
    }
    for rule in rules:
        reply = served.app.test_client().get(rule.replace("<notice>", "1"))
        assert reply.status_code in (303, 302, 405), rule


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_message_says_who_gave_me_what_of_which_case(served, language):
    page = Screen(served.app, "manager", language).page("/notices")
    expected = {
        "en": "“Record the papers” is yours to do, after Wang Lei",
        "zh": "王磊办理后，“Record the papers”转由您办理",
    }
    assert expected[language] in page
    assert "泰和纺织" in page


def test_a_comments_words_are_words_and_no_markup(served):
    page = Screen(served.app, "development").page("/notices")
    assert "@Wang Lei &lt;b&gt;thanks&lt;/b&gt; &amp; bye" in page
    assert "<b>thanks" not in page


def test_the_bell_counts_and_following_a_message_reads_it(served):
    screen = Screen(served.app, "manager")
    assert "Messages: 1 not read" in screen.page("/cases")

    (number,) = numbers(screen.page("/notices"))
    reply = screen.get(f"/notices/{number}")
    task = served.open_tasks(served.case)["papers"]
    assert (reply.status_code, reply.headers["Location"]) == (303, f"/tasks/{task}")
    assert unread(served, "manager") == 0
    assert "not read" not in screen.page("/cases")


def test_a_mention_leads_to_the_comments(served):
    screen = Screen(served.app, "development")
    (number,) = numbers(screen.page("/notices"))
    assert screen.get(f"/notices/{number}").headers["Location"] == f"/cases/{served.case}/comments"


def test_a_look_ahead_reads_nothing(served):
    screen = Screen(served.app, "manager")
    (number,) = numbers(screen.page("/notices"))
    screen._client.head(f"/notices/{number}")
    assert unread(served, "manager") == 1


def test_read_unread_and_all_read(served):
    screen = Screen(served.app, "manager")
    (number,) = numbers(screen.page("/notices"))
    screen.post(f"/notices/{number}/read", {"read": "yes"})
    assert unread(served, "manager") == 0
    assert numbers(screen.page("/notices?state=unread")) == []
    screen.post(f"/notices/{number}/read", {"read": "no"})
    assert unread(served, "manager") == 1

    reply = screen.post("/notices/read", {"newest": number})
    assert reply.headers["Location"] == "/notices"
    assert "1 message is marked as read." in screen.page("/notices")


def test_more_than_a_page_goes_on_where_it_ended(served):
    for _ in range(35):
        served.do(served.start(), "draft", "development")
    served.station.teller.round()
    screen = Screen(served.app, "manager")
    first = screen.page("/notices")
    more = re.search(r'hx-get="([^"]+before=\d+)"', first)[1].replace("&amp;", "&")
    rest = screen.get(more, **{"HX-Request": "true"}).text
    assert len(numbers(first)) == 30
    assert len(set(numbers(first)) | set(numbers(rest))) == 36
    assert "<html" not in rest


def test_a_bell_that_asks_by_itself_keeps_no_session_alive_and_leads_nobody_away(served):
    screen = Screen(served.app, "manager")
    by_itself = {"X-By-Itself": "1", "HX-Request": "true"}
    assert screen.get("/notices/bell", **by_itself).status_code == 200
    nobody = served.app.test_client().get("/notices/bell", headers=by_itself)
    assert (nobody.status_code, nobody.headers.get("HX-Redirect")) == (204, None)


@pytest.mark.parametrize("value", ["0", "-1", "9" * 30, "１２", "%00", "x", "'; --"])
def test_a_hostile_number_is_not_found(served, value):
    screen = Screen(served.app, "manager")
    assert screen.get(f"/notices/{value}").status_code == 404
    assert screen.post(f"/notices/{value}/read").status_code == 404
    assert screen.get(f"/notices?before={value}").status_code in (200, 404)
    assert screen.post("/notices/read", {"newest": value}).status_code in (303, 404)
    assert unread(served, "manager") == 1


def test_the_account_page_takes_what_i_choose_and_nothing_else(served):
    screen = Screen(served.app, "manager")
    assert "This station sends no mail at present." in screen.page("/me")
    wish = {"overdue": "daily", "assigned": "pigeon", "mail-fails": "off", "offered": "app"}
    assert screen.post("/me/notices", wish).status_code == 303

    chosen = served.engine.query(NoticeChoices(actor="manager")).chosen
    assert chosen[NoticeKind.OVERDUE] is NoticeHow.DAILY
    assert chosen[NoticeKind.OFFERED] is NoticeHow.APP
    assert chosen[NoticeKind.ASSIGNED] is NoticeHow.APP
    assert NoticeKind.MAIL_FAILS not in chosen
    assert '<option value="daily" selected>' in screen.page("/me")


@pytest.mark.parametrize("address", ["a b@c", "a@b\r\nBcc: x@y.z", "x" * 260 + "@y.z", "@", "李@y"])
def test_an_address_that_is_none_is_refused_at_its_field(served, address):
    screen = Screen(served.app, "admin")
    page = screen.page("/people/one/operations")
    edition = re.search(r'name="edition" value="([^"]+)"', page)[1]
    form = {"name": "Ma", "roles": "department", "edition": edition, "email": address}
    reply = screen.post("/people/one/operations", form)
    assert reply.status_code == 422
    assert "mail address" in reply.text
    assert served.engine.query(PersonDetail(actor="admin", person="operations")).user.email is None


def test_an_address_is_kept_and_stands_in_the_history(served):
    screen = Screen(served.app, "admin")
    page = screen.page("/people/one/operations")
    edition = re.search(r'name="edition" value="([^"]+)"', page)[1]
    form = {"name": "Ma", "roles": "department", "edition": edition, "email": "ma@grid.example"}
    assert screen.post("/people/one/operations", form).status_code == 303
    assert "ma@grid.example" in screen.page("/people/history")
    assert 'value="ma@grid.example"' in screen.page("/people/one/operations")
