"""Records are dataclasses that compare and hash by their fields, as frozen ones do."""

from dataclasses import replace

import pytest

from engine.kernel.records import record


@record(frozen=True, kw_only=True, slots=True)
class Step:
    number: int
    name: str = ""


def test_records_of_equal_fields_are_equal_and_hash_alike():
    assert Step(number=1, name="a") == Step(number=1, name="a") != Step(number=2, name="a")
    assert len({Step(number=1), Step(number=1), Step(number=2)}) == 2


def test_a_record_is_changed_by_making_another():
    first = Step(number=1)
    assert replace(first, name="b") == Step(number=1, name="b")
    assert first == Step(number=1)


def test_a_record_has_no_room_for_other_fields():
    with pytest.raises(AttributeError):
        Step(number=1).other = 2
