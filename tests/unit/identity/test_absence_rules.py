"""What an absence must be: whole days of the station, other people, no circle."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from engine.identity.absences.records import Absence
from engine.identity.absences.rules import (
    BadAbsence,
    check_circle,
    check_free,
    check_substitutes,
    period,
)
from engine.identity.users import Role, User

CHINA = ZoneInfo("Asia/Shanghai")
LATE_ON_THE_NINTH = datetime(2026, 3, 9, 15, 30, tzinfo=UTC)
"""23:30 of 9 March at the station."""


def absence(person, *substitutes, start=1, end=10, number=1):
    return Absence(
        id=number,
        station=1,
        person=person,
        start=datetime(2026, 4, start, tzinfo=UTC),
        end=datetime(2026, 4, end, tzinfo=UTC),
        substitutes=substitutes,
        entered_by=person,
    )


def someone(login, role=Role.MANAGER, active=True):
    return User(id=login, station=1, name=login, roles=frozenset({role}), active=active)


KNOWN = {
    user.id: user
    for user in (
        someone("li"),
        someone("wang"),
        someone("xu", Role.AUDITOR),
        someone("he", Role.DESIGNER),
        someone("gone", active=False),
    )
}


def why(call, *arguments):
    with pytest.raises(BadAbsence) as refusal:
        call(*arguments)
    return refusal.value.reason


def test_days_are_the_stations_and_the_last_one_counts_whole():
    start, end = period(date(2026, 3, 9), date(2026, 3, 10), CHINA, LATE_ON_THE_NINTH)
    assert start == datetime(2026, 3, 8, 16, tzinfo=UTC)
    assert end == datetime(2026, 3, 10, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("first", "last", "reason"),
    [
        (date(2026, 3, 8), date(2026, 3, 12), "past"),
        (date(2026, 3, 12), date(2026, 3, 11), "backwards"),
        (date(2026, 3, 9), date(2027, 3, 10), "too-long"),
    ],
)
def test_a_period_that_is_none_is_refused(first, last, reason):
    assert why(period, first, last, CHINA, LATE_ON_THE_NINTH) == reason


@pytest.mark.parametrize(
    ("named", "reason"),
    [
        ([], "no-substitute"),
        (["zhang"], "oneself"),
        (["nobody"], "unknown"),
        (["gone"], "unknown"),
        (["xu"], "no-tasks"),
        (["he"], "no-tasks"),
        (["a", "b", "c", "d", "e", "f"], "too-many"),
    ],
)
def test_who_cannot_stand_in_is_refused(named, reason):
    assert why(check_substitutes, "zhang", named, KNOWN) == reason


def test_a_substitute_named_twice_is_named_once():
    assert check_substitutes("zhang", ["li", "wang", "li"], KNOWN) == ("li", "wang")


def test_one_person_is_away_once_at_a_time():
    first = absence("zhang", "li", start=1, end=10)
    assert why(check_free, absence("zhang", "li", start=9, end=12, number=2), [first], UTC) == (
        "overlap"
    )
    check_free(absence("zhang", "li", start=10, end=12, number=2), [first], UTC)
    check_free(absence("zhang", "li", start=1, end=12), [first], UTC)  # itself, made longer


def test_two_people_do_not_stand_in_for_each_other_at_the_same_time():
    meanwhile = [absence("li", "zhang", number=2)]
    assert why(check_circle, absence("zhang", "li"), meanwhile) == "circle"


def test_a_circle_of_three_is_one_too():
    meanwhile = [absence("li", "wang", number=2), absence("wang", "zhang", number=3)]
    assert why(check_circle, absence("zhang", "li"), meanwhile) == "circle"


def test_a_chain_is_no_circle():
    check_circle(absence("zhang", "li"), [absence("li", "wang", number=2)])


def test_an_absence_called_off_before_it_began_is_in_nobodys_way():
    off = absence("zhang", "li", start=5, end=5)
    assert off.is_over(datetime(2026, 4, 1, tzinfo=UTC))
    assert not off.overlaps(datetime(2026, 4, 1, tzinfo=UTC), datetime(2026, 4, 9, tzinfo=UTC))
