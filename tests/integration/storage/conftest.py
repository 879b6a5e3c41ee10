from tests.support.stations import small
from tests.support.stores import (
    empty_store_url,
    furnished,
    postgres,
    store_url,
)

__all__ = [
    "empty_store_url",
    "furnished",
    "postgres",
    "small",
    "store_url",
]
