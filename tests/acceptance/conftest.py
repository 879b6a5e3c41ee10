import pytest

from tests.acceptance import story
from tests.acceptance.served import ServedStation


@pytest.fixture
def served(tmp_path):
    """A served station in its own store; the simulated time is the moment of the application."""
    station = ServedStation(tmp_path, story.APPLIED)
    try:
        station.start()
        yield station
    finally:
        station.close()
