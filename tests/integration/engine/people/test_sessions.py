"""Signing in and out at the door: an ended session opens nothing, whoever has its secret."""

from dataclasses import replace
from datetime import timedelta

import pytest

from engine.api import (
    BeginSession,
    ChangePassword,
    ChangePerson,
    EndSession,
    EndSessions,
    EndSessionsOf,
    Forbidden,
    HashPassword,
    PersonDetail,
    ResumeSession,
    SessionOver,
    Sessions,
    SetPassword,
    SignIn,
    TouchSession,
    WeakPassword,
    WrongCredentials,
)
from engine.storage.tables.people import session as table

IDLE = timedelta(hours=12)


def proof(small, person, password="demo"):
    return small.engine.query(SignIn(actor=person, password=password)).proof


def begin(small, person, password="demo", browser="Firefox", **more):
    given = {"proof": proof(small, person, password), "idle": IDLE} | more
    return small.engine.execute(
        BeginSession(actor=person, browser=browser, address="192.0.2.7", **given)
    )


def resume(small, person, secret):
    return small.engine.query(ResumeSession(actor=person, secret=secret, idle=IDLE))


def is_over(small, person, secret):
    try:
        resume(small, person, secret)
    except SessionOver:
        return True
    return False


def hashed(small, password):
    return small.engine.query(HashPassword(actor="anybody", password=password))


def view(small, person):
    return small.engine.query(PersonDetail(actor="admin", person=person))


def sessions(small, person):
    return small.engine.query(Sessions(actor=person, idle=IDLE))


def test_whoever_holds_the_secret_is_the_person_as_of_now(small):
    secret = begin(small, "operations")
    user = resume(small, "operations", secret).user
    assert (user.name, user.roles, user.groups) == ("Ma Chao", {"department"}, {"operations"})


def test_the_secret_is_not_in_the_store(small):
    secret = begin(small, "manager")
    with small.station.database.reading() as db:
        (row,) = db.execute(table.select()).all()
    assert secret not in str(tuple(row))
    assert len(row.token) == 32


@pytest.mark.parametrize(
    ("person", "secret"), [("manager", "guess"), ("manager", ""), ("director", None), ("", None)]
)
def test_a_wrong_secret_or_somebody_elses_opens_nothing(small, person, secret):
    real = begin(small, "manager")
    assert is_over(small, person, real if secret is None else secret)


def test_an_ended_session_opens_nothing_and_the_others_go_on(small):
    one, other = begin(small, "manager"), begin(small, "manager")
    session = resume(small, "manager", one).session
    for _ in range(2):
        small.engine.execute(EndSession(actor="manager", session=session))
    assert is_over(small, "manager", one)
    assert not is_over(small, "manager", other)


def test_nobody_ends_another_persons_session(small):
    secret = begin(small, "manager")
    session = resume(small, "manager", secret).session
    small.engine.execute(EndSession(actor="director", session=session))
    small.engine.execute(EndSessions(actor="director"))
    assert not is_over(small, "manager", secret)


def test_signing_out_everywhere_else_keeps_this_one(small):
    secrets = [begin(small, "manager") for _ in range(3)]
    here = resume(small, "manager", secrets[1]).session
    assert small.engine.execute(EndSessions(actor="manager", keep=here)) == 2
    assert [is_over(small, "manager", secret) for secret in secrets] == [True, False, True]


def test_a_session_nobody_uses_ends(small):
    secret = begin(small, "manager")
    small.clock.advance(IDLE - timedelta(seconds=1))
    assert not is_over(small, "manager", secret)
    small.clock.advance(timedelta(seconds=1))
    assert is_over(small, "manager", secret)
    assert sessions(small, "manager") == ()
    begin(small, "manager")
    assert len(sessions(small, "manager")) == view(small, "manager").sessions == 1


def test_use_is_noted_every_few_minutes_and_keeps_it_alive(small):
    secret = begin(small, "manager")
    small.clock.advance(timedelta(minutes=4))
    assert not resume(small, "manager", secret).is_stale
    small.clock.advance(timedelta(minutes=1))
    stale = resume(small, "manager", secret)
    assert stale.is_stale
    small.engine.execute(TouchSession(actor="manager", session=stale.session))
    assert not resume(small, "manager", secret).is_stale
    small.clock.advance(IDLE - timedelta(minutes=1))
    assert not is_over(small, "manager", secret)


def test_the_list_says_where_and_since_when(small):
    began = small.clock.now()
    begin(small, "manager", browser="Chrome\n" + "x" * 5000)
    small.clock.advance(timedelta(minutes=1))
    begin(small, "manager", browser="Firefox")
    latest, earlier = sessions(small, "manager")
    assert (latest.browser, latest.address) == ("Firefox", "192.0.2.7")
    assert earlier.began == began
    assert earlier.browser.startswith("Chrome x")
    assert len(earlier.browser) == 300


def test_nobody_has_more_than_fifty(small):
    secrets = []
    for _ in range(53):
        small.clock.advance(timedelta(seconds=1))
        secrets.append(begin(small, "manager"))
    over = [is_over(small, "manager", secret) for secret in secrets]
    assert over == [True] * 3 + [False] * 50


def test_a_password_change_ends_every_session_and_stale_proofs_open_nothing(small):
    secret, stale = begin(small, "manager"), proof(small, "manager")
    change = ChangePassword(actor="manager", proof=stale, password=hashed(small, "a new one"))
    new = small.engine.execute(change)
    assert is_over(small, "manager", secret)
    with pytest.raises(WrongCredentials):
        begin(small, "manager", password="a new one", proof=stale)
    with pytest.raises(WrongCredentials):
        small.engine.execute(change)
    with pytest.raises(WrongCredentials):
        proof(small, "manager", "demo")
    assert new == proof(small, "manager", "a new one")


def test_deactivating_or_a_password_set_by_the_administrator_ends_every_session(small):
    secret = begin(small, "manager")
    small.engine.execute(
        SetPassword(actor="admin", person="manager", password=hashed(small, "another"))
    )
    assert is_over(small, "manager", secret)
    secret = begin(small, "manager", "another")
    known = view(small, "manager")
    gone = {"active": False}
    small.engine.execute(
        ChangePerson(actor="admin", person=replace(known.user, **gone), edition=known.edition)
    )
    assert is_over(small, "manager", secret)
    assert view(small, "manager").sessions == 0
    with pytest.raises(WrongCredentials):
        proof(small, "manager", "another")


def test_the_administrator_signs_somebody_out_and_the_history_says_so(small):
    secret = begin(small, "manager")
    with pytest.raises(Forbidden):
        small.engine.execute(EndSessionsOf(actor="director", person="manager"))
    assert small.engine.execute(EndSessionsOf(actor="admin", person="manager")) == 1
    assert small.engine.execute(EndSessionsOf(actor="admin", person="manager")) == 0
    assert is_over(small, "manager", secret)
    with small.station.units.reading() as unit:
        kinds = [event.kind for event in unit.history.of_case(0)]
    assert kinds.count("sessions-ended") == 1


@pytest.mark.parametrize("password", ["", "abc", "x" * 1025])
def test_a_password_of_no_length_or_endless_is_refused(small, password):
    with pytest.raises(WeakPassword):
        hashed(small, password)
