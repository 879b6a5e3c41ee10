from tests.support.stations import small
from tests.support.stores import furnished, postgres, store_url

__all__ = ["furnished", "postgres", "small", "store_url"]
