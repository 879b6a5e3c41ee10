"""Administering people: nobody is deleted, nothing is overwritten, everything is written down."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from engine.api import (
    BadPerson,
    ChangePerson,
    EnterPerson,
    Forbidden,
    Groups,
    LastAdministrator,
    People,
    PeopleHistory,
    PersonExists,
    PersonMoved,
    PutPerson,
    Role,
    SetPassword,
    SignIn,
    StoreBusy,
    UnknownUser,
    VerifyHistory,
)
from tests.integration.engine.people.administering import ANNA, change, enter, told, view
from tests.support.together import at_once, refusals


def logins(small, **query):
    return [row.user.id for row in small.engine.query(People(actor="admin", **query)).rows]


def test_a_new_person_signs_in(small):
    enter(small, password="long enough")
    signed_in = small.engine.query(SignIn(actor="anna", password="long enough"))
    assert signed_in.user == ANNA
    assert view(small, "anna").has_password
    assert told(small, "anna")[0][:2] == ("person-entered", "admin")
    assert "long enough" not in str(told(small))


def test_a_login_is_never_given_again_not_even_in_capitals_or_of_somebody_gone(small):
    enter(small)
    change(small, "anna", active=False)
    for login in ("anna", "Anna", "ANNA"):
        with pytest.raises(PersonExists) as refused:
            enter(small, replace(ANNA, id=login, name="Other"))
        assert refused.value.login == "anna"
    assert view(small, "anna").user.name == "Anna Lin"


def test_two_who_enter_the_same_login_at_once_make_one_person(small):
    names = ("One", "Two", "Three")
    outcomes = at_once(
        *[lambda name=name: enter(small, replace(ANNA, name=name)) for name in names]
    )
    assert refusals(outcomes) == [PersonExists] * 2
    assert view(small, "anna").user.name == names[outcomes.index(None)]


def test_a_login_in_other_capitals_entered_at_the_same_moment_is_the_same(small):
    spelled = ("strasse.ÄNNA", "Strasse.änna", "STRASSE.Änna", "straße.änna")
    outcomes = at_once(
        *[lambda each=each: enter(small, replace(ANNA, id=each, name=each)) for each in spelled]
    )
    assert refusals(outcomes) == [PersonExists] * 3
    winner = spelled[outcomes.index(None)]
    assert [each for each in logins(small) if each.casefold() == "strasse.änna"] == [winner]
    assert {error.login for error in outcomes if error is not None} == {winner}
    with pytest.raises(PersonExists):
        small.engine.execute(PutPerson(actor="admin", person=replace(ANNA, id=winner.swapcase())))


def test_the_database_itself_refuses_a_login_in_other_capitals(small):
    enter(small)
    with pytest.raises(StoreBusy), small.station.units.writing() as unit:
        unit.people.enter(replace(ANNA, id="ANNA"), None)


def test_of_two_logins_from_before_the_one_that_rests_stays_at_rest(small):
    enter(small)
    with small.station.database.writing() as db:
        entered = "INSERT INTO person (login, station_id, name, active)"
        db.execute(text(f"{entered} VALUES ('Anna', 1, 'A', false)"))
        db.commit()
    with pytest.raises(PersonExists) as refused:
        change(small, "Anna", active=True, roles=frozenset({Role.MANAGER}))
    assert refused.value.login == "anna"
    assert not view(small, "Anna").user.active
    change(small, "anna", active=False)
    change(small, "anna", active=True)
    assert view(small, "anna").user.active


def test_whoever_was_entered_since_one_looked_is_not_overwritten(small):
    enter(small)
    with pytest.raises(StoreBusy), small.station.units.writing() as unit:
        unit.people.enter(replace(ANNA, name="Other"), None)
    assert view(small, "anna").user.name == "Anna Lin"


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("login", {"id": ""}),
        ("login", {"id": "a b"}),
        ("login", {"id": "a/b"}),
        ("login", {"id": "a\x00"}),
        ("login", {"id": "x" * 65}),
        ("login", {"id": "system"}),
        ("name", {"name": "  "}),
        ("name", {"name": "x" * 201}),
        ("name", {"name": "a\nb"}),
        ("name_zh", {"name_zh": ""}),
        ("roles", {"roles": frozenset()}),
        ("roles", {"roles": frozenset({Role.SYSTEM})}),
        ("groups", {"groups": frozenset({"a,b"})}),
        ("groups", {"groups": frozenset({"x" * 65})}),
        ("language", {"language": "fr"}),
    ],
)
def test_a_person_that_cannot_be_is_refused_by_field(small, field, wrong):
    with pytest.raises(BadPerson) as refused:
        enter(small, replace(ANNA, **wrong))
    assert refused.value.field == field


def test_what_changed_is_told_before_and_after_and_nothing_else(small):
    change(small, "operations", groups=frozenset({"operations", "development"}), name="Ma C.")
    kind, by, data = told(small, "operations")[0]
    assert (kind, by) == ("person-changed", "admin")
    assert data["before"] == {"name": "Ma Chao", "groups": ["operations"]}
    assert data["after"] == {"name": "Ma C.", "groups": ["development", "operations"]}
    assert small.engine.query(VerifyHistory(actor="auditor")).touched == ()


def test_saving_what_is_so_already_tells_nothing(small):
    before = len(told(small))
    change(small, "operations")
    assert len(told(small)) == before


def test_the_second_of_two_tabs_overwrites_nothing(small):
    edition = view(small, "operations").edition
    change(small, "operations", name="First")
    with pytest.raises(PersonMoved):
        change(small, "operations", edition=edition, name="Second")
    assert view(small, "operations").user.name == "First"


def test_somebody_always_administers(small):
    with pytest.raises(LastAdministrator):
        change(small, "admin", active=False)
    with pytest.raises(LastAdministrator):
        change(small, "admin", roles=frozenset({Role.AUDITOR}))
    change(small, "director", roles=frozenset({Role.DIRECTOR, Role.ADMINISTRATOR}))
    change(small, "admin", roles=frozenset({Role.AUDITOR}))
    with pytest.raises(Forbidden):
        enter(small)


def test_two_administrators_who_depose_each_other_at_once_leave_one(small):
    change(small, "director", roles=frozenset({Role.ADMINISTRATOR}))
    plain = frozenset({Role.AUDITOR})
    wishes = []
    for by, other in [("admin", "director"), ("director", "admin")]:
        known = view(small, other)
        person = replace(known.user, roles=plain)
        wishes.append(ChangePerson(actor=by, person=person, edition=known.edition))
    outcomes = at_once(*[lambda wish=wish: small.engine.execute(wish) for wish in wishes])
    (refusal,) = refusals(outcomes)
    assert refusal in (LastAdministrator, Forbidden)


@pytest.mark.parametrize("by", ["director", "manager", "auditor", "designer", "operations"])
def test_nobody_else_administers(small, by):
    for command in (
        EnterPerson(actor=by, person=ANNA),
        ChangePerson(actor=by, person=ANNA, edition=""),
        SetPassword(actor=by, person="manager", password="x"),
        PutPerson(actor=by, person=ANNA),
    ):
        with pytest.raises(Forbidden):
            small.engine.execute(command)


@pytest.mark.parametrize("login", ["nobody", "", "\x00", "'; drop table person; --"])
def test_who_is_not_there_is_not_there(small, login):
    with pytest.raises(UnknownUser):
        view(small, login)
    with pytest.raises(UnknownUser):
        small.engine.execute(SetPassword(actor="admin", person=login, password="x"))


def test_the_list_is_searched_in_both_languages_filtered_and_paged(small):
    assert logins(small, text="张伟") == ["manager"]
    assert logins(small, text="zhang w") == ["manager"]
    assert logins(small, text="%") == logins(small, text="\x00") == []
    assert logins(small, role=Role.AUDITOR) == ["auditor"]
    assert logins(small, group="operations") == ["operations"]
    change(small, "designer", active=False)
    assert logins(small, active=False) == ["designer"]
    everybody, after = [], None
    while True:
        page = small.engine.query(People(actor="admin", active=None, after=after, limit=4))
        everybody += [row.user.id for row in page.rows]
        after = page.next
        if after is None:
            break
    assert everybody == sorted(logins(small, active=None, limit=200))
    assert len(everybody) == 13


def test_groups_list_their_active_members(small):
    change(small, "chief-manager", active=False)
    found = {g.name: [u.id for u in g.members] for g in small.engine.query(Groups(actor="admin"))}
    assert found["customer-managers"] == ["manager", "senior-manager"]
    assert found["operations"] == ["operations"]


def test_the_history_is_paged_from_the_latest(small):
    for number in range(5):
        change(small, "operations", name=f"Name {number}")
    first = small.engine.query(PeopleHistory(actor="auditor", person="operations", limit=2))
    rest = small.engine.query(
        PeopleHistory(actor="auditor", person="operations", before=first.next, limit=50)
    )
    named = [
        e.data["after"]["name"] for e in (*first.rows, *rest.rows) if "name" in e.data["after"]
    ]
    assert named[:5] == ["Name 4", "Name 3", "Name 2", "Name 1", "Name 0"]
    assert rest.next is None
