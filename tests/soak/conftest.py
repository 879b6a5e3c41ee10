from tests.support.places import on_disk
from tests.support.stores import postgres, store_url

__all__ = ["on_disk", "postgres", "store_url"]
