from tests.support.stations import small
from tests.support.stores import (
    empty_store_url,
    postgres,
    store_url,
)

__all__ = [
    "empty_store_url",
    "postgres",
    "small",
    "store_url",
]
