from tests.support.stations import small
from tests.support.stores import migrated_database, migrated_file, postgres, store_url

__all__ = ["migrated_database", "migrated_file", "postgres", "small", "store_url"]
