"""Checks a submitted form the way the browser did, by the same schema, on the server."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.definitions.forms import FieldError, Form, Rejected
from engine.feel import Function, wire


@dataclass(frozen=True, kw_only=True, slots=True)
class Submission:
    """What became of a submitted form: typed values, or errors by field path."""

    values: dict[str, Any]
    errors: tuple[FieldError, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What a form's conditions may use beside its own fields: variables, engine functions."""

    variables: Mapping[str, Any]
    functions: Mapping[str, Function]


def accept(
    form: Form | None,
    submitted: Mapping[str, Any],
    known: Callable[[], Known],
    now: datetime,
) -> Submission:
    """Return the typed values of a form as submitted; without a form they are taken as given, as
    Camunda 7 takes them. A plain form asks nothing of what is `known`.
    """
    if form is None:
        return _as_given(submitted)
    if form.plain is not None:
        outcome = form.validate(submitted, {}, now=now)
    else:
        around = known()
        outcome = form.validate(dict(submitted), around.variables, around.functions, now=now)
    if isinstance(outcome, Rejected):
        return Submission(values={}, errors=outcome.errors)
    return Submission(values=dict(outcome.values))


def _as_given(submitted: Mapping[str, Any]) -> Submission:
    """Return values as they come back from the store: numbers exact, dates typed."""
    values: dict[str, Any] = {}
    errors = []
    for name, value in submitted.items():
        try:
            values[name] = wire.loads(wire.dumps({name: value}))[name]
        except (TypeError, ValueError, ArithmeticError, RecursionError):
            errors.append(
                FieldError(path=(str(name),), component="", code="type", data={"expected": "value"})
            )
    return Submission(values={} if errors else values, errors=tuple(errors))
