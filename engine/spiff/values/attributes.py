"""Evaluated task attributes: people and groups, dates, priorities, each checked for its type."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from engine.spiff.values.cron import NotATime
from engine.spiff.values.expressions import attribute, failed
from engine.spiff.values.times import is_span, moment_of, span_of

if TYPE_CHECKING:
    from engine.spiff.tokens.token import Token


def text(token: Token, name: str) -> str | None:
    """Return a text attribute; null and empty are None. Raises ElementFailed for another type."""
    value = attribute(token, token.task_spec.element.attributes.get(name))
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise failed(token.task_spec, f"{name} must be a text, it is {value!r}")
    return value


def names(token: Token, name: str) -> tuple[str, ...]:
    """Return a list of names, given as a comma-separated text or a list of texts."""
    value = attribute(token, token.task_spec.element.attributes.get(name))
    items = value.split(",") if isinstance(value, str) else [] if value is None else value
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise failed(token.task_spec, f"{name} must be names, it is {value!r}")
    return tuple(dict.fromkeys(item.strip() for item in items if item.strip()))


def number(token: Token, name: str, default: int) -> int:
    """Return a whole number, `default` when none is given."""
    value = attribute(token, token.task_spec.element.attributes.get(name))
    if value is None or value == "":
        return default
    if isinstance(value, str) and value.removeprefix("-").isdecimal():
        return int(value)
    if isinstance(value, int | Decimal) and not isinstance(value, bool) and value == int(value):
        return int(value)
    raise failed(token.task_spec, f"{name} must be a whole number, it is {value!r}")


def moment(token: Token, name: str) -> datetime | None:
    """Return a date and time, aware; a date alone is the end of that day (24:00).

    A duration counts from now, as Camunda 7 takes it.
    """
    value = attribute(token, token.task_spec.element.attributes.get(name))
    if value is None or value == "":
        return None
    try:
        if is_span(value):
            return span_of(value).after(token.workflow.now)
        due = moment_of(value, token.workflow.zone)
    except NotATime as error:
        raise failed(token.task_spec, f"{name}: {error}") from error
    whole_day = isinstance(value, date) and not isinstance(value, datetime)
    return due + timedelta(days=1) if whole_day else due
