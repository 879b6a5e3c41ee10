"""Whatever is sent to any address, by anybody: an answer, never a failure, never another's data.

Every address is asked with each value in its path, in each of its parameters and in each field that
it reads; which those are is learnt while asking. On the real engine: what is refused there counts.
"""

import io
import json
import re
from urllib.parse import quote

import pytest
from flask import Request, request
from werkzeug.datastructures import ImmutableMultiDict

from tests.support.stations import SmallStation
from webui.app import create_app
from webui.shared.settings import WebSettings

VALUES = {
    "nothing": "",
    "zero": "0",
    "beyond 64 bits": "9" * 30,
    "thousands of digits": "1" * 5000,
    "an exponent": "1e400",
    "not a number": "NaN",
    "full width": "１２",
    "sql": "'; DROP TABLE case_; --",
    "markup": "<script>alert(1)</script>",
    "an attribute": '"><img src=x onerror=alert(1)>',
    "a format": "%(name)s {0} {{ 7 * 7 }}",
    "nul": "a\x00b",
    "lines": "\r\nSet-Cookie: a=b",
    "right to left": "\u202e电\u2066",
    "emoji": "😀" * 10,
    "half a sign": "\ud83d",
    "no sign": "\ufffe\u0378",
    "a path": "../../etc/passwd",
    "a host": "//evil.example/",
    "json": '{"a": [1]}',
    "no day": "2026-02-30",
    "the last day": "9999-12-31",
    "commas": ",,,",
    "long": "x" * 20_000,
}
ROLES = ("manager", "director", "auditor", "designer", "admin", "dispatch")
FORGED = re.compile(r"<script>alert|<img src=x|\b49\b \{\{|Traceback|sqlalchemy|psycopg")
LEFT_OUT = {"/sign-out", "/static/<path:filename>", "/me/sessions/end", "/sign-in"}
"""They end the session that asks, or are none of the station's pages."""


class Watched(ImmutableMultiDict):
    """Notes which names are asked for at each address."""

    names: dict[str, set[str]] = {}  # noqa: RUF012  one for all, on purpose

    def _note(self, name):
        rule = request.url_rule
        if rule is not None and isinstance(name, str):
            self.names.setdefault(rule.rule, set()).add(name)

    def get(self, key, *more, **named):
        self._note(key)
        return super().get(key, *more, **named)

    def getlist(self, key, *more, **named):
        self._note(key)
        return super().getlist(key, *more, **named)

    def __getitem__(self, key):
        self._note(key)
        return super().__getitem__(key)

    def __contains__(self, key):
        self._note(key)
        return super().__contains__(key)


class Watching(Request):
    parameter_storage_class = Watched


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    folder = tmp_path_factory.mktemp("anything")
    opened = SmallStation(f"sqlite:///{folder / 'store.sqlite3'}", files=folder / "files")
    opened.case = opened.start()
    opened.do(opened.case, "draft", "development")
    yield opened
    opened.station.close()


@pytest.fixture(scope="module")
def app(small):
    made = create_app(small.engine, WebSettings(secret_key=b"sixteen bytes and more"))
    made.request_class = Watching
    made.config["WTF_CSRF_ENABLED"] = False  # a forged form is refused elsewhere, and first
    return made


def encoded(text):
    return quote(text.encode("utf-8", "surrogatepass"), safe="")


def pairs(names, text):
    """Each name twice: what is repeated is no failure either."""
    return "&".join(f"{encoded(name)}={encoded(text)}" for name in names for _ in range(2))


def typed(names, text):
    return {"data": pairs(names, text), "content_type": "application/x-www-form-urlencoded"}


def as_json(names, text):
    return {"json": {name: [text, None] for name in names} | {"values": {n: text for n in names}}}


def uploaded(names, text):
    whole = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    files = {name: (io.BytesIO(whole.encode()), whole[:99] or "f") for name in names}
    return {"data": files, "content_type": "multipart/form-data"}


def bodies(what):
    """What is posted: always a form, and in turn, for each role, JSON or files."""
    return typed, (as_json, uploaded)[list(VALUES).index(what) // len(ROLES) % 2]


def rules(app):
    found = [rule for rule in app.url_map.iter_rules() if rule.rule not in LEFT_OUT]
    return sorted((rule.rule, sorted(rule.methods & {"GET", "POST"})) for rule in found)


def addresses(rule, small, text):
    """The address with a real case, customer and task in it, and with the value instead."""
    real = {"case": str(small.case), "task": str(next(iter(small.open_tasks(small.case).values())))}
    place = re.compile(r"<(?:[^:<>]*(?:\([^)]*\))?:)?(\w+)>")
    yield place.sub(lambda found: real.get(found[1], "1"), rule)
    if "<" in rule:
        yield place.sub(lambda _: encoded(text[:2000]), rule)


@pytest.mark.parametrize("what", VALUES)
def test_an_answer_whatever_is_sent(app, small, what):
    role = ROLES[list(VALUES).index(what) % len(ROLES)]
    person = app.test_client()
    assert person.post("/sign-in", data={"login": role, "password": "demo"}).status_code == 303
    asked = [ask(person, each, small, what) for each in rules(app)]
    assert sum(asked) > 150


def ask(person, each, small, what):
    """Ask one address as is and with the value in it; return how often."""
    rule, methods = each
    text = VALUES[what]
    names = sorted(Watched.names.get(rule, ())) or ["q"]
    asked = 0
    for address in addresses(rule, small, text):
        if "GET" in methods:
            more = {"query_string": pairs(names, text), "buffered": True}
            check(person.get(address, **more), (rule, address))
        if "POST" in methods:
            for body in bodies(what):
                check(person.post(address, **body(names, text)), (rule, address))
        asked += 1
    return asked


def check(reply, where):
    assert reply.status_code < 500, where
    if reply.mimetype.startswith("text/html"):
        assert not FORGED.search(reply.text), where
    if 300 <= reply.status_code < 400:
        assert re.match(r"(?:http://localhost)?/(?!/)", reply.location), (where, reply.location)
    for value in reply.headers.values():
        assert "a=b" not in value or "%" in value, where
    if reply.is_json:
        json.loads(reply.text)
