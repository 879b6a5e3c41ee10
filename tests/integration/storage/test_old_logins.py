"""People of a store from before a login was one, whatever its capitals."""

import pytest
from sqlalchemy import text

from engine.kernel.errors import StoreUnavailable
from engine.storage.repositories.people.people import SqlPeople


def people_before(database, *rows):
    """Enter people, login and whether active, as they were before a login was one."""
    database.migrate("0033")
    entered = (
        "INSERT INTO person (login, station_id, name, active) VALUES (:login, 1, 'x', :active)"
    )
    with database.writing() as db:
        db.execute(text("INSERT INTO station (id, name, zone) VALUES (1, 'x', 'UTC')"))
        db.execute(text(entered), [{"login": login, "active": active} for login, active in rows])
        db.commit()


def test_logins_that_differ_in_capitals_alone_are_named_and_nothing_is_done(database):
    people_before(
        database, ("Anna", True), ("anna", True), ("ANNA", False), ("王", True), ("Ёлка", True),
        ("ёлка", True),
    )  # fmt: skip
    with pytest.raises(StoreUnavailable) as refused:
        database.migrate()
    assert "people Anna and anna; Ёлка and ёлка differ in capitals alone" in str(refused.value)
    with database.writing() as db:  # as it says one can go on
        db.execute(text("UPDATE person SET active = false WHERE login IN ('Anna', 'Ёлка')"))
        db.commit()
    database.migrate()
    with database.reading() as db:
        found = dict(db.execute(text("SELECT login, folded FROM person")).all())
    assert found == {
        "anna": "anna", "Anna": None, "ANNA": None, "王": "王", "ёлка": "ёлка", "Ёлка": None,
    }  # fmt: skip


def test_a_login_of_old_keeps_its_capitals_and_others_cannot_have_it(database):
    people_before(database, ("Li", True), ("wang", False))
    database.migrate()
    with database.reading() as db:
        people = SqlPeople(db)
        assert [people.same_login(each) for each in ("LI", "Wang", "x")] == ["Li", "wang", None]
