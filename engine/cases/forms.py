"""Checks a submitted form the way the browser did, by the same schema, on the server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.definitions.forms import FieldError, Form, Rejected
from engine.feel import Function


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
    known: Known,
    now: datetime,
) -> Submission:
    """Return the typed values of a form as submitted; without a form nothing is taken."""
    if form is None:
        return Submission(values={})
    outcome = form.validate(dict(submitted), known.variables, known.functions, now=now)
    if isinstance(outcome, Rejected):
        return Submission(values={}, errors=outcome.errors)
    return Submission(values=dict(outcome.values))
