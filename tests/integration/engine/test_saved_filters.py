"""Filters people keep: whose they are, who sees them, what cannot be kept."""

import pytest

from engine.api import (
    BadFilter,
    ChangeFilter,
    Forbidden,
    ForgetFilter,
    SavedFilters,
    SaveFilter,
    TooManyFilters,
    UnknownFilter,
)
from engine.cases.saved import handlers
from tests.support.together import at_once

ASKED = {"view": "station", "due": "overdue"}


def keep(small, who="manager", name="Overdue", of="inbox", group=None, asked=None):
    command = SaveFilter(actor=who, of=of, name=name, asked=asked or ASKED, group=group)
    return small.engine.execute(command)


def names(small, who="manager", of="inbox"):
    found = small.engine.query(SavedFilters(actor=who, of=of, language="en"))
    return [(each.name, each.mine) for each in found]


def test_a_filter_comes_back_as_it_was_kept_to_its_owner_alone(small):
    keep(small)
    (kept,) = small.engine.query(SavedFilters(actor="manager", of="inbox", language="zh"))
    assert (kept.name, kept.asked, kept.group, kept.owner) == ("Overdue", ASKED, None, "张伟")
    assert names(small, "senior-manager") == names(small, "director") == []
    assert names(small, of="cases") == []


def test_shared_with_a_group_its_members_see_it_and_cannot_change_it(small):
    kept = keep(small, group="customer-managers")
    assert names(small, "senior-manager") == [("Overdue", False)]
    assert names(small, "development") == []
    with pytest.raises(UnknownFilter):
        small.engine.execute(ForgetFilter(actor="senior-manager", id=kept))
    with pytest.raises(UnknownFilter):
        small.engine.execute(ChangeFilter(actor="senior-manager", id=kept, name="Mine"))
    assert names(small) == [("Overdue", True)]


def test_the_same_name_replaces_what_was_kept(small):
    first = keep(small)
    assert keep(small, name="  Overdue ", asked={"due": "today"}) == first
    (kept,) = small.engine.query(SavedFilters(actor="manager", of="inbox", language="en"))
    assert kept.asked == {"due": "today"}


def test_kept_twice_at_once_it_is_there_once(small):
    at_once(lambda: keep(small), lambda: keep(small))
    assert names(small) == [("Overdue", True)]


def test_it_is_renamed_shared_and_forgotten_by_its_owner(small):
    kept = keep(small)
    other = keep(small, name="Other")
    change = {"actor": "manager", "id": kept}
    small.engine.execute(ChangeFilter(**change, name="Late", group="customer-managers"))
    assert names(small, "senior-manager") == [("Late", False)]
    with pytest.raises(BadFilter) as refused:
        small.engine.execute(ChangeFilter(**change, name="Other"))
    assert (refused.value.field, refused.value.found) == ("name", "Other")
    small.engine.execute(ForgetFilter(actor="manager", id=kept))
    small.engine.execute(ForgetFilter(actor="manager", id=kept))  # twice is no error
    assert names(small) == [("Other", True)]
    assert other != kept


@pytest.mark.parametrize(
    ("field", "wish"),
    [
        ("name", {"name": "   "}),
        ("name", {"name": "x" * 61}),
        ("name", {"name": "a\0b"}),
        ("group", {"group": "development"}),
        ("asked", {"asked": {"q": "x" * 201}}),
        ("asked", {"asked": {"q": "a\0b"}}),
        ("asked", {"asked": {str(n): "x" for n in range(21)}}),
    ],
)
def test_what_cannot_be_kept_is_refused_by_field(small, field, wish):
    with pytest.raises(BadFilter) as refused:
        keep(small, **wish)
    assert refused.value.field == field
    assert names(small) == []


def test_nobody_keeps_more_than_there_may_be(small, monkeypatch):
    monkeypatch.setattr(handlers, "MOST", 1)
    keep(small)
    with pytest.raises(TooManyFilters):
        keep(small, name="Another")
    keep(small, of="cases")  # of each list as many


def test_the_designer_has_no_lists_to_filter(small):
    with pytest.raises(Forbidden):
        keep(small, "designer")
