"""Column types of our own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, DateTime, Integer, TypeDecorator
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeEngine

Identity = BigInteger().with_variant(Integer, "sqlite")
"""A 64-bit key that the database counts up."""


def fits(number: int, bits: int = 64) -> bool:
    """Say whether a positive number from an address can be a key of so many bits at all."""
    return 0 <= number < 1 << (bits - 1)


def writable(text: str) -> bool:
    """Say whether a text from a form can stand in a column at all: PostgreSQL takes no NUL."""
    return "\0" not in text


class Moment(TypeDecorator[datetime]):
    """A moment: aware in Python, UTC in the database (SQLite has no zones of its own)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:  # noqa: ANN401
        """Bring a moment to UTC; SQLite gets it without the zone."""
        if value is None:
            return None
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ANN401, ARG002
        """Return a moment in UTC."""
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class Instant(Moment):
    """A moment in a table that grows fast: on SQLite a whole number of microseconds, 8 bytes."""

    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return what the database stores."""
        return dialect.type_descriptor(BigInteger() if dialect.name == "sqlite" else self.impl)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:  # noqa: ANN401
        """Bring a moment to UTC."""
        if value is None or dialect.name != "sqlite":
            return super().process_bind_param(value, dialect)
        return (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ANN401
        """Return a moment in UTC."""
        if value is None or dialect.name != "sqlite":
            return super().process_result_value(value, dialect)
        return _EPOCH + timedelta(microseconds=value)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
