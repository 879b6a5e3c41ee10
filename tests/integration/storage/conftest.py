import pytest

from engine.storage.database import Database
from tests.integration.storage.narrowed import busy
from tests.support.stations import small
from tests.support.stores import (
    empty_store_url,
    furnished,
    postgres,
    store_url,
)

__all__ = [
    "busy",
    "empty_store_url",
    "furnished",
    "postgres",
    "small",
    "store_url",
]


@pytest.fixture
def database(empty_store_url):
    """A store without a table yet."""
    opened = Database(empty_store_url)
    yield opened
    opened.close()
