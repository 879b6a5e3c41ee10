"""What an administrator does in the tests of people: enters them, changes them, reads of it."""

from dataclasses import replace

from engine.api import (
    ChangePerson,
    EnterPerson,
    HashPassword,
    PeopleHistory,
    PersonDetail,
    Role,
    User,
)

ANNA = User(
    id="anna", station=1, name="Anna Lin", name_zh="林安娜",
    roles=frozenset({Role.MANAGER}), groups=frozenset({"customer-managers"}),
)  # fmt: skip


def enter(small, person=ANNA, by="admin", password=None):
    hashed = small.engine.query(HashPassword(actor=by, password=password)) if password else None
    small.engine.execute(EnterPerson(actor=by, person=person, password=hashed))


def view(small, login):
    return small.engine.query(PersonDetail(actor="admin", person=login))


def change(small, login, by="admin", edition=None, **changes):
    known = view(small, login)
    person = replace(known.user, **changes)
    small.engine.execute(ChangePerson(actor=by, person=person, edition=edition or known.edition))


def told(small, person=None, by="admin"):
    found = small.engine.query(PeopleHistory(actor=by, person=person))
    return [(e.kind, e.by.id if e.by else None, dict(e.data)) for e in found.rows]
