"""Absences entered, changed, ended and refused: by whom, and who sees them."""

from datetime import date

import pytest

from engine.api import (
    Absences,
    BadAbsence,
    ChangeAbsence,
    EndAbsence,
    Forbidden,
    InboxCounts,
    PossibleSubstitutes,
    UnknownAbsence,
    UnknownTask,
    UnknownUser,
    VerifyHistory,
)
from tests.integration.engine.people.away import (
    TODAY,
    away,
    may,
    papers_of,
    standing_in,
    station_events,
)
from tests.support.together import at_once


def test_being_back_early_ends_it_at_once(small):
    task = papers_of(small)
    absence = away(small, "manager", "senior-manager")
    for _ in range(2):
        small.engine.execute(EndAbsence(actor="manager", absence=absence))
    assert standing_in(small, "senior-manager") == []
    with pytest.raises(UnknownTask):
        may(small, "senior-manager", task)
    kinds = [kind for kind, _, _ in station_events(small) if kind.startswith("absence")]
    assert kinds == ["absence-entered", "absence-ended"]


def test_an_absence_called_off_never_was_and_leaves_room_for_another(small):
    first = date(2026, 3, 2)
    absence = away(small, "manager", "senior-manager", first=first)
    small.engine.execute(EndAbsence(actor="manager", absence=absence))
    away(small, "manager", "chief-manager", first=first)
    small.run_to("2026-03-03T10:00:00")
    assert small.engine.query(InboxCounts(actor="senior-manager")).standing_in is None
    assert small.engine.query(InboxCounts(actor="chief-manager")).standing_in is not None


def test_a_circle_is_refused_whoever_closes_it(small):
    away(small, "manager", "senior-manager")
    away(small, "senior-manager", "chief-manager")
    with pytest.raises(BadAbsence) as refused:
        away(small, "chief-manager", "manager")
    assert (refused.value.reason, refused.value.other) == ("circle", "manager")
    away(small, "chief-manager", "manager", first=date(2026, 3, 2))


def test_nobody_is_away_twice_at_a_time(small):
    away(small, "manager", "senior-manager", days=5)
    with pytest.raises(BadAbsence, match="overlap"):
        away(small, "manager", "chief-manager", first=date(2026, 2, 14), days=5)
    away(small, "manager", "chief-manager", first=date(2026, 2, 15), days=5)


def test_the_same_absence_sent_twice_at_the_same_time_is_entered_once(small):
    outcomes = at_once(*[lambda: away(small, "manager", "senior-manager")] * 4)
    refused = [outcome.reason for outcome in outcomes if isinstance(outcome, BadAbsence)]
    assert refused == ["overlap"] * 3


def test_two_who_name_each_other_at_the_same_time_close_no_circle(small):
    pairs = [("manager", "senior-manager"), ("senior-manager", "manager")]
    outcomes = at_once(*[lambda pair=pair: away(small, *pair) for pair in pairs])
    refused = [outcome.reason for outcome in outcomes if isinstance(outcome, BadAbsence)]
    assert refused == ["circle"]


def test_it_is_made_longer_and_others_are_named(small):
    task = papers_of(small)
    absence = away(small, "manager", "senior-manager", days=1)
    small.engine.execute(
        ChangeAbsence(
            actor="manager",
            absence=absence,
            last=date(2026, 2, 20),
            substitutes=("chief-manager",),
        )
    )
    assert standing_in(small, "senior-manager") == []
    small.run_to("2026-02-20T20:00:00")
    assert task in standing_in(small, "chief-manager")
    (_, actor, data) = next(e for e in station_events(small) if e[0] == "absence-changed")
    assert actor == "manager"
    assert data["before"]["substitutes"] == ["senior-manager"]
    assert data["after"]["substitutes"] == ["chief-manager"]


def test_what_is_over_or_changed_to_the_past_is_refused(small):
    absence = away(small, "manager", "senior-manager", days=2)
    small.run_to("2026-02-11T10:00:00")
    change = ChangeAbsence(
        actor="manager", absence=absence, last=TODAY, substitutes=("senior-manager",)
    )
    with pytest.raises(BadAbsence, match="backwards"):
        small.engine.execute(change)
    small.run_to("2026-02-12T10:00:00")
    with pytest.raises(BadAbsence, match="over"):
        small.engine.execute(change)


@pytest.mark.parametrize("by", ["director", "admin"])
def test_director_and_administrator_enter_it_for_others(small, by):
    task = papers_of(small)
    away(small, "manager", "senior-manager", by=by)
    assert standing_in(small, "senior-manager") == [task]
    entered = next(e for e in station_events(small) if e[0] == "absence-entered")
    assert entered[1] == by


@pytest.mark.parametrize(
    "by", ["senior-manager", "section-chief", "operations", "auditor", "designer"]
)
def test_nobody_else_does(small, by):
    with pytest.raises(Forbidden):
        away(small, "manager", "senior-manager", by=by)
    absence = away(small, "manager", "senior-manager")
    with pytest.raises((UnknownAbsence, Forbidden)):
        small.engine.execute(EndAbsence(actor=by, absence=absence))


@pytest.mark.parametrize("person", ["nobody", "'; drop table absence; --", "\x00", "x" * 300])
def test_an_absence_of_nobody_is_refused(small, person):
    with pytest.raises(UnknownUser):
        away(small, person, "manager", by="admin")


@pytest.mark.parametrize("absence", [0, -1, 999, 10**30])
def test_an_absence_that_is_none_is_refused(small, absence):
    with pytest.raises(UnknownAbsence):
        small.engine.execute(EndAbsence(actor="admin", absence=absence))


def test_an_auditor_is_nobodys_substitute(small):
    with pytest.raises(BadAbsence) as refused:
        away(small, "manager", "auditor")
    assert refused.value.reason == "no-tasks"
    able = small.engine.query(PossibleSubstitutes(actor="manager", person="manager"))
    assert {"auditor", "designer", "manager"}.isdisjoint(user.id for user in able)
    assert "senior-manager" in {user.id for user in able}


def test_who_sees_which_absences(small):
    away(small, "manager", "senior-manager")
    away(small, "operations", "development", first=date(2026, 3, 2))

    def seen(actor, **more):
        found = small.engine.query(Absences(actor=actor, **more))
        return [(a.person.id, a.first, a.last, a.state, a.may_change) for a in found]

    running = ("manager", TODAY, date(2026, 2, 14), "running")
    coming = ("operations", date(2026, 3, 2), date(2026, 3, 6), "coming")
    assert seen("manager", person="manager") == [(*running, True)]
    assert seen("senior-manager", person="senior-manager", as_substitute=True) == [
        (*running, False)
    ]
    assert seen("director") == [(*running, True), (*coming, True)]
    assert seen("auditor") == [(*running, False), (*coming, False)]
    for other in ({}, {"person": "operations"}):
        with pytest.raises(Forbidden):
            seen("manager", **other)
    small.run_to("2026-02-15T00:00:00")
    assert seen("director") == [(*coming, True)]


def test_the_stations_history_of_absences_holds(small):
    absence = away(small, "manager", "senior-manager")
    small.engine.execute(EndAbsence(actor="manager", absence=absence))
    assert small.engine.query(VerifyHistory(actor="auditor")).touched == ()
