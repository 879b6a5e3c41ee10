"""Letters, by a real mail server on this machine: to whom, and what they say."""

from contextlib import closing

import pytest

from engine.api import MarkNotices, WithdrawComment
from tests.integration.notify.mail.posting import BASE, at, later, mail_by, post
from tests.integration.notify.mail.server import html, plain
from tests.integration.notify.telling import away, changed, chooses, say, told
from tests.support.stations import MODELS, TUESDAY, SmallStation
from tests.support.together import at_once


def test_a_mention_is_mailed_at_once_in_the_readers_language(small, server, case):
    say(small, case, "@王磊 请尽快 <b>处理</b>", task=small.open_tasks(case)["draft"])
    changed(small, "development", language="zh")
    post(small)

    (letter,) = server.letters
    assert letter.sent_to == ["development@grid.example"]
    assert letter.sent_from == "station@grid.example"
    assert letter["Subject"] == "供电所：张伟在评论中提到了您"
    assert letter["To"].addresses[0].display_name == "王磊"
    assert letter["Auto-Submitted"] == "auto-generated"
    (notice,) = told(small, "development")
    words = plain(letter)
    for part in (
        "王磊，您好",
        "@王磊 请尽快 <b>处理</b>",
        "泰和纺织",
        "2月10日 周二 10:00",
        "Asia/Shanghai",
    ):
        assert part in words, part
    assert f"{BASE}/notices/{notice.id}" in words
    assert "&lt;b&gt;处理&lt;/b&gt;" in html(letter)
    assert "<script" not in html(letter)
    assert 'lang="zh-Hans-CN"' in html(letter)


def test_in_english(small, server, case):
    say(small, case, "@Wang Lei hurry")
    post(small)
    (letter,) = server.letters
    assert letter["Subject"] == "供电所: Zhang Wei mentioned you in a comment"
    assert "Good day Wang Lei," in plain(letter)
    assert "2026-02-10 (Tue) 10:00" in plain(letter)


def test_whoever_chose_no_language_is_written_to_in_the_stations(small, server, case):
    changed(small, "development", language=None)
    say(small, case, "@王磊 请尽快")
    post(small)
    assert "您好" in plain(server.letters[0])


def test_no_two_letters_within_a_minute_and_what_comes_meanwhile_is_gathered(small, server, case):
    for number in range(3):
        say(small, case, f"@Wang Lei first {number}")
    post(small)
    assert len(server.letters) == 1
    assert server.letters[0]["Subject"] == "供电所: 3 messages"

    for number in range(4):
        say(small, case, f"@Wang Lei again {number}")
        later(small, seconds=10)
        post(small)
    assert len(server.letters) == 1
    later(small, seconds=20)
    post(small)
    assert len(server.letters) == 2
    assert "again 0" in plain(server.letters[1])
    assert "again 3" in plain(server.letters[1])
    assert "first" not in plain(server.letters[1])


def test_a_storm_is_one_letter_that_counts_what_it_leaves_out(small, server, case):
    for number in range(60):
        say(small, case, f"@Wang Lei {number}")
    post(small)
    (letter,) = server.letters
    assert letter["Subject"] == "供电所: 60 messages"
    assert "10 more stand in the app." in plain(letter)
    later(small, hours=1)
    post(small)
    assert len(server.letters) == 1


def test_several_who_tell_a_person_for_the_first_time_plan_one_letter(small, server, case):
    for number in range(6):
        say(small, case, f"@Wang Lei {number}")
    outcomes = at_once(*[small.station.teller.round] * 3)
    assert outcomes == [None] * 3
    post(small)
    assert [letter["Subject"] for letter in server.letters] == ["供电所: 6 messages"]


def test_the_daily_letter_goes_in_the_morning_with_all_of_the_day(small, server):
    chooses(small, "manager", assigned="daily")
    for _ in range(2):
        small.do(small.start(), "draft", "development")
        post(small)
        later(small, hours=2)
    small.clock.set(at("2026-02-11T07:29"))
    post(small)
    assert server.letters == []

    small.clock.set(at("2026-02-11T07:30"))
    post(small)
    (letter,) = server.letters
    assert letter["Subject"] == "供电所: your messages of the day, 2 in all"
    small.clock.set(at("2026-02-12T08:00"))
    post(small)
    assert len(server.letters) == 1


def test_what_was_read_or_done_before_the_letter_is_not_in_it(small, server, case):
    chooses(small, "manager", assigned="daily")
    small.do(case, "draft", "development")
    other = small.start()
    small.do(other, "draft", "development")
    small.station.teller.round()
    small.do(case, "papers", "manager", papers_on="2026-02-10")
    newest = told(small, "manager")[0].id
    small.engine.execute(MarkNotices(actor="manager", newest=newest))
    small.clock.set(at("2026-02-11T07:30"))
    post(small)
    assert [letter["To"] for letter in server.letters if "manager@" in letter["To"]] == []


def test_a_comment_taken_back_is_not_repeated(small, server, case):
    comment = say(small, case, "@Wang Lei a secret")
    small.station.teller.round()
    small.engine.execute(WithdrawComment(actor="manager", case=case, comment=comment))
    post(small)
    assert all("secret" not in plain(letter) for letter in server.letters)


def test_who_may_not_see_the_case_any_more_is_not_told_about_it(small, server, case):
    chooses(small, "senior-manager", assigned="daily")
    away(small, "manager", "senior-manager", until="2026-02-10")
    small.do(case, "draft", "development")
    small.clock.set(at("2026-02-11T07:30"))
    post(small)
    assert [letter for letter in server.letters if "senior" in letter["To"]] == []


def test_the_substitute_is_written_to_in_the_absent_ones_place(small, server, case):
    chooses(small, "senior-manager", assigned="mail")
    away(small, "manager", "senior-manager")
    small.do(case, "draft", "development")
    post(small)
    (letter,) = server.letters
    assert letter.sent_to == ["senior-manager@grid.example"]
    assert "in place of Zhang Wei" in plain(letter)


@pytest.mark.parametrize(("language", "group"), [("zh", "待发展班组领取"), ("en", "development")])
def test_an_offer_names_the_group(small, server, language, group):
    changed(small, "development", language=language)
    chooses(small, "development", offered="mail")
    small.start()
    post(small)
    assert group in server.letters[0]["Subject"].lower()


def test_overdue_is_mailed_with_the_last_day(small, server, case):
    small.clock.set(at("2026-02-14T09:00"))
    post(small)
    letter = next(each for each in server.letters if "development@" in each["To"])
    assert letter["Subject"] == "供电所: “Draft” is late: it was due 2026-02-13 (Fri)"
    assert "泰和纺织" not in letter["Subject"]


@pytest.mark.parametrize("name", ["泰和\r\nBcc: thief@evil.example", "x" * 300, "=?utf-8?q?a?=\n"])
def test_no_name_of_a_customer_or_a_person_begins_a_head_line(small, server, name):
    changed(small, "manager", name="Zhang, Wei <x@y.z>", name_zh='张"伟')
    case = small.start(customer_name=name.replace("\r", " ").replace("\n", " "))
    say(small, case, f"@Wang Lei {name}\r\nBcc: thief@evil.example")
    post(small)
    (letter,) = server.letters
    assert letter.sent_to == ["development@grid.example"]
    assert letter["Bcc"] is None
    assert [key for key in letter if key.lower() == "to"] == ["To"]


def test_a_letter_names_the_station_it_comes_from(furnished, server):
    small = SmallStation(furnished(MODELS, TUESDAY), mail=mail_by(server, station="洪绪供电所"))
    with closing(small.station):
        changed(small, "development", email="development@grid.example", language="en")
        say(small, small.start(), "@Wang Lei hurry")
        post(small)
    (letter,) = server.letters
    assert letter["From"].addresses[0].display_name == "洪绪供电所"
    assert letter["Subject"].startswith("洪绪供电所: ")
