"""Column types of our own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, DateTime, Integer, TypeDecorator
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeEngine

Convert = Callable[[Any], Any]

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

    def to_driver(self, dialect: Dialect) -> Convert | None:
        """Return what a prepared statement does to a value before the driver gets it."""
        return _as_text if dialect.name == "sqlite" else None

    def from_driver(self, dialect: Dialect) -> Convert | None:
        """Return what a prepared statement does to a value the driver gives."""
        return _from_text if dialect.name == "sqlite" else _in_utc


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
        return _as_micros(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ANN401
        """Return a moment in UTC."""
        if value is None or dialect.name != "sqlite":
            return super().process_result_value(value, dialect)
        return _from_micros(value)

    def to_driver(self, dialect: Dialect) -> Convert | None:
        """Return what a prepared statement does to a value before the driver gets it."""
        return _as_micros if dialect.name == "sqlite" else None

    def from_driver(self, dialect: Dialect) -> Convert | None:
        """Return what a prepared statement does to a value the driver gives."""
        return _from_micros if dialect.name == "sqlite" else _in_utc


# The same few moments come again and again: now, and those of a case's task and clock.
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@lru_cache(4096)
def as_micros(moment: datetime) -> int:
    """Return a moment as whole microseconds since 1970 in UTC, as `from_micros` takes them."""
    return (moment - _EPOCH) // _MICROSECOND


@lru_cache(4096)
def from_micros(micros: int) -> datetime:
    """Return the moment in UTC that `as_micros` took."""
    return _EPOCH + timedelta(microseconds=micros)


@lru_cache(4096)
def _as_micros(value: datetime | None) -> int | None:
    return None if value is None else as_micros(value)


@lru_cache(4096)
def _from_micros(value: int | None) -> datetime | None:
    return None if value is None else from_micros(value)


def _as_text(value: datetime | None) -> str | None:
    """Write a moment as Core does for SQLite."""
    if value is None:
        return None
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def _from_text(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value).replace(tzinfo=UTC)


def _in_utc(value: datetime | None) -> datetime | None:
    return None if value is None else value.astimezone(UTC)
