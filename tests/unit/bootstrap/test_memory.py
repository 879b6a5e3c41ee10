"""What is set aside is not searched for garbage; what comes later is."""

import gc
from weakref import ref

import pytest

from engine.bootstrap.memory import set_aside


@pytest.fixture(autouse=True)
def _searched_again():
    yield
    gc.unfreeze()


class Knot:
    """Refers to itself: only the search for garbage finds that nobody needs it."""

    def __init__(self):
        self.itself = self


def test_what_was_there_is_not_searched_any_more():
    there = Knot()
    assert any(found is there for found in gc.get_objects())
    set_aside()
    assert not any(found is there for found in gc.get_objects())


def test_garbage_of_before_is_not_kept_and_that_of_later_is_found():
    before = ref(Knot())
    set_aside()
    later = ref(Knot())
    gc.collect()
    assert before() is None
    assert later() is None
