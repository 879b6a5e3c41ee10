"""What an expression can call: business knowledge models, boxed functions, decision services."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from engine.decisions.reading.terms import fitted
from engine.decisions.reading.types import Type
from engine.decisions.results import Place
from engine.decisions.scope import Code, Scope
from engine.feel import NotApplicable
from engine.feel.data.values import Callee, Names
from engine.feel.running.budget import Run
from engine.feel.running.functions import placed_arguments
from engine.feel.syntax.tree import Node


@dataclass(frozen=True, kw_only=True, slots=True)
class Parameter:
    """A formal parameter: its FEEL name and type."""

    name: str
    type: Type


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Routine(Callee):
    """A body with parameters, and the scope it was defined in.

    A call whose argument does not conform to its parameter's type is null, and so is a result that
    does not conform to the result's (DMN 1.5 section 10.3.2.9.4).
    """

    parameters: tuple[Parameter, ...]
    body: Code
    result: Type
    place: Place
    scope: Scope

    def invoke(self, values: Sequence[object], names: Names, run: Run) -> object:
        """Call it; see `Callee`."""
        bound = arguments(self.parameters, values, names, run)
        run.enter()
        try:
            value = self.body(self.scope.inner(bound))
        finally:
            run.depth -= 1
        return fitted(value, self.result, self.place, self.scope)

    def takes(self, kinds: Sequence[Node]) -> bool:
        """Say whether the number of arguments fits; see `Callee`."""
        return len(kinds) == len(self.parameters)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class ServiceCall(Callee):
    """A decision service as a function: its inputs are the parameters."""

    parameters: tuple[Parameter, ...]
    ask: Callable[[dict[str, object], Scope], object]
    place: Place
    scope: Scope

    def invoke(self, values: Sequence[object], names: Names, run: Run) -> object:
        """Call it; see `Callee`."""
        bound = arguments(self.parameters, values, names, run)
        run.enter()
        try:
            return self.ask(bound, self.scope)
        finally:
            run.depth -= 1

    def takes(self, kinds: Sequence[Node]) -> bool:
        """Say whether the number of arguments fits; see `Callee`."""
        return len(kinds) == len(self.parameters)


def arguments(
    parameters: Sequence[Parameter], values: Sequence[object], names: Names, run: Run
) -> dict[str, object]:
    """Bind arguments to parameters, each fitted to its type.

    Raises:
        NotApplicable: there are too many, too few, or others, or one does not conform to its type.
    """
    placed = placed_arguments(tuple(p.name for p in parameters), 0, values, names)
    bound: dict[str, object] = {}
    for parameter, value in zip(parameters, placed, strict=True):
        bound[parameter.name] = parameter.type.fit(value, run)
        if value is not None and bound[parameter.name] is None:
            message = f'the argument "{parameter.name}" is not of the type {parameter.type.name}'
            raise NotApplicable(message)
    return bound
