"""Letters that cannot be delivered: put off, given up, and who hears of it."""

from engine.api import NoticeKind
from tests.integration.notify.mail.posting import later, post
from tests.integration.notify.mail.server import plain
from tests.integration.notify.telling import changed, kinds, say, told


def test_whoever_has_no_address_or_is_gone_gets_none(small, server, case):
    changed(small, "development", email=None)
    say(small, case, "@Wang Lei hurry")
    post(small)
    changed(small, "development", email="development@grid.example")
    say(small, case, "@Wang Lei hurry")
    small.station.teller.round()
    changed(small, "development", active=False)
    post(small)
    assert server.letters == []


def test_a_server_that_is_down_is_asked_again_later_and_nothing_is_lost(small, server, case):
    server.down = "451 come again"
    say(small, case, "@Wang Lei hurry")
    post(small)
    server.down = None
    post(small)
    assert server.letters == []
    later(small, seconds=10)
    post(small)
    (letter,) = server.letters
    later(small, hours=3)
    post(small)
    assert len(server.letters) == 1
    assert "hurry" in plain(letter)


def test_administrators_hear_once_that_no_mail_goes_out(small, server, case):
    server.down = "535 who are you"
    say(small, case, "@Wang Lei hurry")
    for _ in range(8):
        post(small)
        later(small, hours=1)
    (notice,) = [n for n in told(small, "admin") if n.kind is NoticeKind.MAIL_FAILS]
    assert notice.failure == "535 who are you"


def test_a_letter_tried_for_most_of_a_day_is_given_up_and_stands_in_the_app(small, server, case):
    server.down = "451 never"
    say(small, case, "@Wang Lei hurry")
    for _ in range(40):
        post(small)
        later(small, hours=1)
    server.down = None
    post(small)
    assert server.letters == []
    assert kinds(small, "development") == ["mentioned"]
    (notice,) = told(small, "admin")
    assert (notice.kind, notice.failure) == (NoticeKind.MAIL_FAILS, "451 never")

    say(small, case, "@Wang Lei anew")
    later(small, hours=1)
    post(small)
    assert "anew" in plain(server.letters[-1])


def test_an_address_that_is_not_there_gets_nothing_more_and_administrators_hear_why(
    small, server, case
):
    server.refuses["development@grid.example"] = "550 5.1.1 no such mailbox"
    say(small, case, "@Wang Lei hurry")
    post(small)
    (notice,) = told(small, "admin")
    assert (notice.kind, notice.about.login, notice.address, notice.failure) == (
        NoticeKind.MAIL_REFUSED,
        "development",
        "development@grid.example",
        "550 5.1.1 no such mailbox",
    )
    server.refuses.clear()
    later(small, hours=1)
    say(small, case, "@Wang Lei again")
    post(small)
    assert server.letters == []

    changed(small, "development", email="wang.lei@grid.example")
    later(small, hours=1)
    say(small, case, "@Wang Lei at last")
    post(small)
    (letter,) = server.letters
    assert letter.sent_to == ["wang.lei@grid.example"]


def test_a_policy_against_the_sender_is_no_dead_address(small, server, case):
    server.refuses["development@grid.example"] = "550 5.7.1 relaying denied"
    say(small, case, "@Wang Lei hurry")
    post(small)
    assert kinds(small, "admin") == []
    server.refuses.clear()
    later(small, seconds=10)
    post(small)
    assert len(server.letters) == 1
