from tests.support.stations import small
from tests.support.stores import (
    empty_store_url,
    migrated_database,
    migrated_file,
    postgres,
    store_url,
)

__all__ = [
    "empty_store_url",
    "migrated_database",
    "migrated_file",
    "postgres",
    "small",
    "store_url",
]
