from tests.support.stores import postgres

__all__ = ["postgres"]
