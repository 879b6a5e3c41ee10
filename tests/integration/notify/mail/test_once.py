"""A letter goes out once, or as nearly so as SMTP allows: what dies, and where, decides."""

import subprocess
import sys
from contextlib import closing

import pytest

from engine.api import MarkNotices, StoreBusy
from engine.cases.telling.messages import LetterDone, LetterOf
from engine.dispatch.dispatcher import SYSTEM
from engine.notify.mail import smtp
from tests.conftest import ROOT
from tests.integration.notify.mail.posting import later, mail_by, post
from tests.integration.notify.mail.server import plain
from tests.integration.notify.telling import changed, say, told
from tests.support.stations import MODELS, TUESDAY, SmallStation

DOES_ONE_ROUND = """
import sys
from datetime import datetime
from types import SimpleNamespace
from tests.integration.notify.mail.posting import mail_by
from tests.support.stations import SmallStation
url, port, at = sys.argv[1:]
mail = mail_by(SimpleNamespace(port=int(port)))
SmallStation(url, at=datetime.fromisoformat(at), mail=mail).station.post.cycle()
"""
"""A process of its own that sends what is due, and dies of it."""


def dies_sending(small, server):
    """Let another process send what is due, and be killed when the server has taken it."""
    small.station.teller.round()
    url, at = small.station.settings.database, small.clock.now().isoformat()
    command = [sys.executable, "-c", DOES_ONE_ROUND, url, str(server.port), at]
    process = subprocess.Popen(command, cwd=ROOT)
    server.taken = process.kill
    try:
        assert process.wait(60) == -9
    finally:
        process.kill()
        server.taken = None


def test_a_process_that_dies_as_the_server_takes_a_letter_sends_it_again_as_the_same(
    small, server, case
):
    say(small, case, "@Wang Lei first")
    dies_sending(small, server)
    say(small, case, "@Wang Lei second")
    post(small)
    assert len(server.letters) == 1  # the claim of the dead is not over yet

    later(small, minutes=30)
    post(small)
    later(small, minutes=2)
    post(small)

    first, again, then = server.letters
    assert again["Message-ID"] == first["Message-ID"]
    assert plain(again) == plain(first)
    assert then["Message-ID"] != first["Message-ID"]
    assert "second" in plain(then)
    assert "first" not in plain(then)


def test_what_was_read_after_a_process_died_is_not_sent_again(small, server, case):
    say(small, case, "@Wang Lei first")
    dies_sending(small, server)
    newest = told(small, "development")[0].id
    small.engine.execute(MarkNotices(actor="development", newest=newest))
    say(small, case, "@Wang Lei second")
    for _ in range(3):
        later(small, minutes=30)
        post(small)
    _first, then = server.letters
    assert "second" in plain(then)
    assert "first" not in plain(then)


def test_a_store_that_was_busy_when_the_letter_had_gone_is_told_later_and_nothing_is_sent_twice(
    small, server, case, monkeypatch
):
    execute, refusals = small.engine.execute, [StoreBusy("locked")] * 2

    def busy(command):
        if isinstance(command, LetterDone) and refusals:
            raise refusals.pop()
        return execute(command)

    monkeypatch.setattr(small.engine, "execute", busy)
    say(small, case, "@Wang Lei hurry")
    for _ in range(4):
        post(small)
        later(small, minutes=1)
    assert len(server.letters) == 1


@pytest.mark.parametrize("farewell", ["421 4.3.2 shutting down", "500 what?"])
def test_a_server_that_takes_a_letter_and_says_good_bye_rudely_has_taken_it(
    small, server, case, farewell
):
    server.farewell = farewell
    say(small, case, "@Wang Lei hurry")
    for _ in range(3):
        post(small)
        later(small, minutes=1)
    assert len(server.letters) == 1


def test_a_server_that_thinks_long_before_it_takes_a_letter_is_waited_for(furnished, server):
    server.thinks = 1.0
    small = SmallStation(furnished(MODELS, TUESDAY), mail=mail_by(server, timeout=0.3))
    with closing(small.station):
        changed(small, "development", email="development@grid.example", language="en")
        say(small, small.start(), "@Wang Lei hurry")
        post(small)
        later(small, minutes=1)
        post(small)
    assert len(server.letters) == 1
    assert smtp.PATIENCE == 600


def test_what_comes_while_a_letter_turns_out_to_be_empty_is_not_lost(small, server, case):
    say(small, case, "@Wang Lei first")
    small.station.teller.round()
    newest = told(small, "development")[0].id
    small.engine.execute(MarkNotices(actor="development", newest=newest))
    (claim,) = small.station.post._queue.claim(small.clock.now(), 1)
    found = small.engine.query(LetterOf(actor=SYSTEM, job=claim.job, token=claim.token))
    assert found.letter is None

    say(small, case, "@Wang Lei second")
    small.station.teller.round()
    small.engine.execute(
        LetterDone(actor=SYSTEM, job=claim.job, token=claim.token, newest=found.newest)
    )
    post(small)
    (letter,) = server.letters
    assert "second" in plain(letter)
