"""Checks a submitted form the way the browser did, by the same schema, on the server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.cases.catalogue import Catalogue
from engine.cases.ports import CaseUnit
from engine.definitions.forms import FieldError, Rejected
from engine.feel import Function
from engine.identity.context import Context


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
    catalogue: Catalogue,
    context: Context[CaseUnit],
    key: str | None,
    submitted: Mapping[str, Any],
    known: Known,
) -> Submission:
    """Return the typed values of a form as submitted; without a form nothing is taken.

    Raises UnknownForm.
    """
    if key is None:
        return Submission(values={})
    form, _ = catalogue.form(context.unit.definitions, context.actor.station, key)
    outcome = form.validate(dict(submitted), known.variables, known.functions, now=context.now)
    if isinstance(outcome, Rejected):
        return Submission(values={}, errors=outcome.errors)
    return Submission(values=dict(outcome.values))
