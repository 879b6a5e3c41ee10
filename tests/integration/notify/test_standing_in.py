"""A substitute hears once, in one sentence, how much waits when an absence begins."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from engine.api import ChangeAbsence, EnterAbsence, NoticeKind
from engine.storage.tables.notices import notice
from tests.integration.notify.telling import away, changed, chooses, kinds, told
from tests.integration.web.screen import Screen
from tests.support.together import at_once
from webui.app import create_app
from webui.shared.settings import WebSettings

LATER = date(2026, 2, 16)


@pytest.fixture
def busy(small):
    """Three tasks wait for the manager."""
    for _ in range(3):
        small.do(small.start(), "draft", "development")
    told(small, "manager")
    return small


def test_one_message_says_how_much_waits_and_until_when(busy):
    away(busy, "manager", "senior-manager", until="2026-02-20")
    (found,) = told(busy, "senior-manager")
    assert found.kind is NoticeKind.STANDS_IN
    assert (found.about.login, found.count, found.waits) == ("manager", 3, True)
    assert found.due.isoformat() == "2026-02-20T16:00:00+00:00"
    assert kinds(busy, "senior-manager") == ["stands-in"]


def test_it_comes_when_the_absence_begins_not_when_it_is_entered(busy):
    wish = EnterAbsence(
        actor="manager", person="manager", first=LATER, last=LATER, substitutes=("senior-manager",)
    )
    busy.engine.execute(wish)
    assert kinds(busy, "senior-manager") == []
    busy.run_to("2026-02-16T00:00")
    assert kinds(busy, "senior-manager") == ["stands-in"]


def test_who_is_named_later_hears_and_who_heard_does_not_hear_again(busy):
    absence = away(busy, "manager", "senior-manager")
    assert kinds(busy, "senior-manager") == ["stands-in"]
    change = ChangeAbsence(
        actor="manager",
        absence=absence,
        last=date(2026, 3, 20),
        substitutes=("chief-manager", "senior-manager"),
    )
    busy.engine.execute(change)
    assert kinds(busy, "chief-manager") == ["stands-in"]
    assert kinds(busy, "senior-manager") == ["stands-in"]


def test_nobody_is_told_of_nothing_nor_against_their_choice(small):
    away(small, "manager", "senior-manager")
    assert kinds(small, "senior-manager") == []
    small.do(small.start(), "draft", "development")
    chooses(small, "chief-manager", stands_in="off")
    away(small, "senior-manager", "chief-manager")
    assert "stands-in" not in kinds(small, "chief-manager")


def test_whoever_left_the_station_is_not_told(busy):
    wish = EnterAbsence(
        actor="manager", person="manager", first=LATER, last=LATER, substitutes=("senior-manager",)
    )
    busy.engine.execute(wish)
    changed(busy, "senior-manager", active=False)
    busy.run_to("2026-02-16T08:00")
    busy.station.teller.round()
    with busy.station.database.reading() as db:
        of_them = select(notice.c.id).where(notice.c.kind == "stands-in")
        assert db.execute(of_them).all() == []


def test_two_who_look_at_once_tell_once(busy):
    busy.engine.execute(
        EnterAbsence(
            actor="manager",
            person="manager",
            first=date(2026, 2, 10),
            last=LATER,
            substitutes=("senior-manager",),
        )
    )
    outcomes = at_once(*[busy.station.teller.round] * 3)
    assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []
    assert kinds(busy, "senior-manager") == ["stands-in"]


def test_an_absence_that_is_over_tells_nobody(busy):
    wish = EnterAbsence(
        actor="manager", person="manager", first=LATER, last=LATER, substitutes=("senior-manager",)
    )
    busy.engine.execute(wish)
    busy.clock.advance(timedelta(days=20))
    assert kinds(busy, "senior-manager") == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Zhang Wei is away until 2026-02-20 (Fri): 3 tasks wait for you"),
        ("zh", "张伟离岗至2月20日 周五，有 3 项任务等您代办"),
    ],
)
def test_the_page_says_it_and_leads_to_the_tasks(busy, language, words):
    away(busy, "manager", "senior-manager", until="2026-02-20")
    told(busy, "senior-manager")
    app = create_app(busy.engine, WebSettings(secret_key=b"sixteen bytes and more"))
    screen = Screen(app, "senior-manager", language)
    page = screen.page("/notices")
    assert words in re.sub(r"\s+", " ", page)
    link = re.search(r'href="(/notices/\d+)"', page)[1]
    assert screen.get(link).location == "/inbox/substitute"
