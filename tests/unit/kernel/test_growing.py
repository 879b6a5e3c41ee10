"""A mapping grew when what it had is there as it was, and something stands behind it."""

from decimal import Decimal

from engine.kernel.growing import added

PLACE = {"city": "盱眙"}
BEFORE = {"name": "泰和", "kva": 2000, "place": PLACE, "why": None}


def test_what_stands_behind_the_rest_was_added():
    assert added(BEFORE, {**BEFORE, "when": "today"}) == {"when": "today"}


def test_the_same_grew_by_nothing():
    assert added(BEFORE, BEFORE) == {}
    assert added(BEFORE, dict(BEFORE)) == {}


def test_what_changed_or_went_away_did_not_only_grow():
    assert added(BEFORE, {**BEFORE, "name": "泰和二期", "when": "today"}) is None
    assert added(BEFORE, {"name": "泰和", "when": "today"}) is None


def test_an_equal_value_of_another_kind_is_a_change():
    assert added({"kva": 1}, {"kva": True}) is None
    assert added({"kva": 2000}, {"kva": Decimal(2000)}) is None


def test_a_value_under_another_name_is_a_change():
    assert added({"a": None}, {"b": None, "c": None}) is None
