from tests.support.register import rated
from tests.support.stations import case, small
from tests.support.stores import postgres, store_url

__all__ = ["case", "postgres", "rated", "small", "store_url"]
