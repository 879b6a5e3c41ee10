"""A step leaves nothing behind that only the garbage collector could clear away."""

import gc

import pytest


@pytest.fixture
def circles():
    """Give what was left in circles of references since the test began, by module."""
    gc.collect()
    gc.disable()
    gc.set_debug(gc.DEBUG_SAVEALL)

    def found():
        gc.collect()
        kinds = (type(left) for left in gc.garbage)
        return {f"{kind.__module__}.{kind.__name__}" for kind in kinds}

    yield found
    gc.set_debug(0)
    gc.garbage.clear()
    gc.enable()


def test_a_task_that_is_done_leaves_no_circles_of_tokens_and_scopes(small, case, circles):
    small.do(case, "draft", "development")
    assert [kind for kind in circles() if kind.startswith(("engine.cases", "engine.spiff"))] == []
