import pytest

from tests.acceptance import story
from tests.acceptance.served import ServedStation
from tests.support.places import on_disk
from tests.support.stores import postgres, store_url

__all__ = ["on_disk", "postgres", "served", "store_url"]


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A served station in its own store; its time begins at the moment of the application."""
    station = ServedStation(tmp_path_factory.mktemp("station"), story.APPLIED)
    try:
        station.start()
        yield station
    finally:
        station.close()
