"""Evaluated task attributes: people and groups, dates, priorities, each checked for its type."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from engine.cases.tokens.changes import Value
from engine.cases.tokens.errors import ElementFailed
from engine.kernel.reasons import Reason, Why
from engine.spiff.values.cron import NotATime
from engine.spiff.values.expressions import as_written, attribute, failed, is_feel
from engine.spiff.values.times import is_span, moment_of, span_of

if TYPE_CHECKING:
    from engine.spiff.specs.node import Node
    from engine.spiff.tokens.token import Token

_OFFER = "assignee", "candidateUsers", "candidateGroups", "priority"


def text(token: Token, name: str) -> str | None:
    """Return a text attribute; null and empty are None. Raises ElementFailed for another type."""
    return as_text(token.task_spec, name, attribute(token, _written(token.task_spec, name)))


def offer_of(spec: Node, value_of: Callable[[str | None], Value]) -> dict[str, Value]:
    """Return whom a person's task is offered to, how urgently and with which form.

    `value_of` gives what the text of an attribute means. Raises ElementFailed.
    """
    form = value_of(spec.element.form_name)

    def value(name: str) -> Value:
        return value_of(_written(spec, name))

    return {
        "form": None if form is None else str(form),
        "assignee": as_text(spec, "assignee", value("assignee")),
        "candidate_users": _as_names(spec, "candidateUsers", value("candidateUsers")),
        "candidate_groups": _as_names(spec, "candidateGroups", value("candidateGroups")),
        "priority": _as_number(spec, "priority", value("priority"), 50),
    }


def fixed_offer(spec: Node) -> dict[str, Value] | None:
    """Return that, once for all of a task's tokens, unless something of it is FEEL or wrong."""
    texts = spec.element.form_name, *(_written(spec, name) for name in _OFFER)
    if any(is_feel(text) for text in texts):
        return None
    try:
        return offer_of(spec, as_written)
    except ElementFailed:  # each token says so when its task is offered
        return None


def as_text(spec: Node, name: str, value: Value) -> str | None:
    """Return the value of a text attribute; null and empty are None. Raises ElementFailed."""
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise failed(spec, Reason(Why.NOT_A_TEXT, name=name, value=repr(value)))
    return value


def _as_names(spec: Node, name: str, value: Value) -> tuple[str, ...]:
    """Return names that are given as a comma-separated text or a list of texts."""
    items = value.split(",") if isinstance(value, str) else [] if value is None else value
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise failed(spec, Reason(Why.NOT_NAMES, name=name, value=repr(value)))
    return tuple(dict.fromkeys(item.strip() for item in items if item.strip()))


def _as_number(spec: Node, name: str, value: Value, default: int) -> int:
    """Return a whole number, `default` when none is given."""
    if value is None or value == "":
        return default
    if isinstance(value, str) and value.removeprefix("-").isdecimal():
        return int(value)
    if isinstance(value, int | Decimal) and not isinstance(value, bool) and value == int(value):
        return int(value)
    raise failed(spec, Reason(Why.NOT_WHOLE, text=name, value=repr(value)))


def moment(token: Token, name: str) -> datetime | None:
    """Return a date and time, aware; a date alone is the end of that day (24:00).

    A duration counts from now, as Camunda 7 takes it.
    """
    value = attribute(token, _written(token.task_spec, name))
    if value is None or value == "":
        return None
    try:
        if is_span(value):
            return span_of(value).after(token.workflow.now)
        due = moment_of(value, token.workflow.zone)
    except NotATime as error:
        raise failed(token.task_spec, Reason(Why.NOT_A_TIME, text=name, error=error)) from error
    whole_day = isinstance(value, date) and not isinstance(value, datetime)
    return due + timedelta(days=1) if whole_day else due


def _written(spec: Node, name: str) -> str | None:
    return spec.element.attributes.get(name)
