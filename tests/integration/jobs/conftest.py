from tests.support.stations import small
from tests.support.stores import postgres, store_url

__all__ = ["postgres", "small", "store_url"]
