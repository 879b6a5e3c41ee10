"""Every page about people × every person; and whatever stands in an address or a form."""

import re

import pytest

from engine.api import PersonDetail
from tests.integration.web.people.absent import enter_absence
from tests.integration.web.people_station import screen_of, served

__all__ = ["screen_of", "served"]


PEOPLE = (
    "manager", "chief-manager", "senior-manager", "director", "section-chief", "specialist",
    "development", "operations", "dispatch", "marketing", "auditor", "designer", "admin",
)  # fmt: skip


#            m   cm  sm  d   sc  sp  dev op  dis mar aud des adm
READS = "    403 403 403 403 403 403 403 403 403 403 200 403 200"


MANAGES = "  403 403 403 403 403 403 403 403 403 403 403 403 200"


CHANGES = "  403 403 403 403 403 403 403 403 403 403 403 403 303"


EVERYBODY = "200 200 200 200 200 200 200 200 200 200 200 200 200"


ABSENT = "   200 200 200 200 200 200 200 200 200 200 200 403 200"


ENTERS = "   200 200 200 200 200 200 200 200 200 200 403 403 200"


LOOKS = {
    "/people": READS,
    "/people/groups": READS,
    "/people/permissions": READS,
    "/people/history": READS,
    "/people/one/<login>": READS,
    "/people/new": MANAGES,
    "/me": EVERYBODY,
    "/me/password": EVERYBODY,
    "/absences": ABSENT,
    "/absences/new": ENTERS,
    #                     m   cm  sm  d   sc  sp  dev op  dis mar aud des adm
    "/absences/<absence>": "404 404 404 200 404 404 404 404 404 200 403 403 200",
}


POSTS = {
    "/people/new": CHANGES,
    "/people/one/<login>": CHANGES,
    "/people/one/<login>/password": CHANGES,
    "/people/one/<login>/sign-out": CHANGES,
    #                         m   cm  sm  d   sc  sp  dev op  dis mar aud des adm
    "/absences/new": "        403 403 403 303 403 403 403 303 403 403 403 403 303",
    "/absences/<absence>": "  404 404 404 303 404 404 404 404 404 303 403 403 303",
    "/absences/<absence>/end": "404 404 404 303 404 404 404 404 404 303 403 403 303",
}


OF_ONESELF = {
    "/me/tokens", "/me/tokens/<token>/revoke", "/me/sessions/<session>/end", "/me/sessions/end",
    "/me/password", "/me/notices",
}  # fmt: skip
"""Posts to one's own account: everybody's own, nobody else's can be named."""


def column(table, person):
    place = PEOPLE.index(person)
    return {route: int(line.split()[place]) for route, line in table.items()}


@pytest.fixture
def absence(screen_of):
    """An absence of marketing."""
    screen = screen_of("marketing")
    assert enter_absence(screen, "", "2026-02-10", "2026-02-14", "dispatch").status_code == 303
    return re.search(r"/absences/(\d+)/end", screen.page("/absences"))[1]


def there(route, absence):
    return route.replace("<login>", "operations").replace("<absence>", absence)


@pytest.mark.parametrize("person", PEOPLE)
def test_looking(screen_of, absence, person):
    screen = screen_of(person)
    found = {route: screen.get(there(route, absence)).status_code for route in LOOKS}
    assert found == column(LOOKS, person)


@pytest.mark.parametrize("person", PEOPLE)
def test_changing(served, screen_of, absence, person):
    screen = screen_of(person)
    edition = served.engine.query(PersonDetail(actor="admin", person="operations")).edition
    forms = {
        "/people/new": {"login": "anna", "name": "Anna", "roles": "manager"},
        "/people/one/<login>": {"name": "Ma", "roles": "department", "edition": edition},
        "/people/one/<login>/password": {"password": "long enough"},
        "/absences/new": {
            "person": "operations", "first": "2026-03-02", "last": "2026-03-03",
            "substitute": "development",
        },
        "/absences/<absence>": {"last": "2026-02-20", "substitute": "dispatch"},
    }  # fmt: skip
    found = {
        route: screen.post(there(route, absence), forms.get(route)).status_code for route in POSTS
    }
    assert found == column(POSTS, person)


def test_no_route_is_left_out_of_these_tables(served):
    mine = {"people", "profile", "absences"}
    for rule in served.app.url_map.iter_rules():
        if rule.endpoint.split(".")[0] in mine:
            table = POSTS.keys() | OF_ONESELF if "POST" in rule.methods else LOOKS.keys()
            assert rule.rule in table, rule.rule


def test_whoever_has_not_signed_in_is_sent_to_do_so(served):
    browser = served.app.test_client()
    for route in LOOKS:
        assert "/sign-in" in browser.get(there(route, "1")).headers["Location"], route
    for route in (*POSTS, *OF_ONESELF):
        assert browser.post(there(route, "1")).status_code in (302, 303, 400, 401), route


HOSTILE = [
    "nobody", "%00", "'; drop table person; --", "<script>alert(1)</script>", "..%2f..%2fetc",
    "9" * 30, "-1", "x" * 2000, "１２", "%ff%fe",
]  # fmt: skip


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_address_is_a_page_or_a_refusal(screen_of, value):
    admin = screen_of("admin")
    for page in ("/people/one/{}", "/absences/{}", "/me/sessions/{}/end", "/people/{}"):
        reply = admin.get(page.format(value))
        assert reply.status_code in (308, 404, 405), (page, value)
        assert "<script>alert" not in reply.text
    for page in (
        "/people?q={}", "/people?role={}", "/people?group={}", "/people?state={}",
        "/people?after={}", "/people/permissions?role={}", "/people/history?person={}",
        "/people/history?before={}", "/absences/new?person={}",
    ):  # fmt: skip
        reply = admin.get(page.format(value))
        assert reply.status_code == 200, (page, value, reply.text)
        assert "<script>alert" not in reply.text


@pytest.mark.parametrize("value", ["", "\x00", "x" * 70, "<b>", "a b", "../x", "系统 管理"])
def test_a_hostile_form_is_refused_and_what_was_typed_stays(served, screen_of, value):
    admin = screen_of("admin")
    reply = admin.post("/people/new", {"login": value, "name": "<i>Typed</i>", "roles": "auditor"})
    assert reply.status_code == 422
    assert "&lt;i&gt;Typed&lt;/i&gt;" in reply.text
    assert "is-invalid" in reply.text


@pytest.mark.parametrize("address", ["/me/sessions/x/end", "/me/tokens/x/revoke"])
def test_ones_own_things_are_named_by_numbers(screen_of, address):
    assert screen_of("manager").post(address).status_code == 404


def test_the_pages_keep_the_strict_policy(screen_of, absence):
    admin = screen_of("admin")
    for route in LOOKS:
        reply = admin.get(there(route, absence))
        assert "script-src 'self'" in reply.headers["Content-Security-Policy"]
        assert " style=" not in reply.text
        assert " onclick=" not in reply.text
        assert len(reply.data) < 150_000, route
