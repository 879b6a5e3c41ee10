"""What the history says of changed values: the difference, once."""

from decimal import Decimal

from engine.cases.stepping.variables import changes


def test_nothing_changed_is_no_event():
    assert changes({"a": 1}, {"a": 1}, {}) == []


def test_a_whole_number_read_back_from_the_store_has_not_changed():
    assert changes({"kva": 2000}, {"kva": Decimal(2000)}, {}) == []


def test_true_is_not_one():
    (event,) = changes({"a": True}, {"a": 1}, {})
    assert (event.before, event.after) == ({"a": True}, {"a": 1})


def test_what_a_person_submitted_is_not_said_again():
    assert changes({}, {"name": "泰和"}, {"name": "泰和"}) == []


def test_what_a_submitted_value_replaced_is_kept():
    (event,) = changes({"name": "旧"}, {"name": "新"}, {"name": "新"})
    assert (event.before, event.after) == ({"name": "旧"}, {})


def test_a_value_that_went_away_is_kept():
    (event,) = changes({"a": 1}, {}, {})
    assert (event.before, event.after) == ({"a": 1}, {})
