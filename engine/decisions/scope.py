"""One evaluation under way: the names in scope, the budget, what is noted for the history."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from engine.decisions.results import DecisionWarning, Place, TableUse
from engine.feel.running.budget import Run

_MAX_WARNINGS = 100


@dataclass(slots=True)
class Notes:
    """What an evaluation notes on its way."""

    warnings: list[DecisionWarning] = field(default_factory=list)
    tables: list[TableUse] = field(default_factory=list)

    def warn(self, place: Place, message: str, position: int = 0) -> None:
        """Note why something became null; the first hundred are kept."""
        if len(self.warnings) < _MAX_WARNINGS:
            warning = DecisionWarning(place=place, position=position, message=message)
            self.warnings.append(warning)


@dataclass(frozen=True, slots=True)
class Scope:
    """The names an expression sees, with the budget and the notes of its evaluation."""

    names: dict[str, object]
    run: Run
    notes: Notes

    def inner(self, names: Mapping[str, object]) -> Scope:
        """Return a scope with some names more."""
        return Scope({**self.names, **names}, self.run, self.notes)

    def alone(self, names: Mapping[str, object]) -> Scope:
        """Return a scope of the same evaluation that sees only these names."""
        return Scope(dict(names), self.run, self.notes)


Code = Callable[[Scope], object]
"""A boxed expression made ready to run."""
