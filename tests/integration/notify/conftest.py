from tests.support.stations import case, small
from tests.support.stores import furnished, postgres, store_url

__all__ = ["case", "furnished", "postgres", "small", "store_url"]
