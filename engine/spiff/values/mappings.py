"""`camunda:in` and `camunda:out`: which variables one scope gives to another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from engine.cases.tokens.changes import Value
from engine.definitions.diagrams.model import CallMapping
from engine.spiff.values.expressions import evaluate

if TYPE_CHECKING:
    from engine.spiff.tokens.token import Token


def given(mappings: Iterable[CallMapping], source: Token) -> dict[str, Value]:
    """Return what mappings take from the variables that `source` sees; a later one wins.

    One that is `local` takes only the source's own: what its input parameters made.
    """
    found: dict[str, Value] = {}
    for mapping in mappings:
        whole = dict(source.local or {}) if mapping.local else source.variables()
        found.update(mapped(mapping, source, whole))
    return found


def mapped(mapping: CallMapping, source: Token, whole: dict[str, Value]) -> dict[str, Value]:
    """Return what one mapping takes; `whole` is what `variables="all"` stands for."""
    if mapping.all_variables:
        return dict(whole)
    if mapping.target is None:
        return {}
    if mapping.source_expression is not None:
        return {mapping.target: evaluate(source, mapping.source_expression)}
    if mapping.source is None:
        return {}
    return {mapping.target: whole.get(mapping.source)}
