"""Calling functions: a caller's own, and any that an expression holds as a value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from engine.feel.data.convert import to_feel
from engine.feel.data.values import Callee, Names, shown
from engine.feel.errors import NotApplicable
from engine.feel.running.budget import Run
from engine.feel.syntax.tree import Node


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Function(Callee):
    """A function a caller offers to expressions, put into the context under its FEEL name.

    `call` receives the arguments by position as FEEL values (one left out is None) and returns a
    Python value; it may raise `NotApplicable` to make the call null with a warning. Its other
    exceptions pass through to the caller of the expression. `parameters` are the FEEL names of its
    parameters, the last `optional` of which may be left out.
    """

    call: Callable[..., object]
    parameters: tuple[str, ...] = ()
    optional: int = 0

    def invoke(self, values: Sequence[object], names: Names, run: Run) -> object:
        """Call it; see `Callee`."""
        placed = placed_arguments(self.parameters, self.optional, values, names)
        return to_feel(self.call(*placed), run)

    def takes(self, kinds: Sequence[Node]) -> bool:
        """Say whether the number of arguments fits; see `Callee`."""
        most = len(self.parameters)
        return most - self.optional <= len(kinds) <= most


def invoke(callee: object, values: Sequence[object], names: Names, run: Run) -> object:
    """Call a function with arguments by position, or by these names.

    Raises:
        NotApplicable: it is not a function, or the arguments do not fit.
        FeelLimitExceeded: the call went beyond the budget.
    """
    run.charge()
    if isinstance(callee, Callee):
        return callee.invoke(values, names, run)
    if callee is None:
        message = "there is no such function"
    else:
        message = f"{shown(callee)} is not a function"
    raise NotApplicable(message)


def placed_arguments(
    parameters: tuple[str, ...], optional: int, values: Sequence[object], names: Names
) -> list[object]:
    """Return the arguments in the order of the parameters; those left out are null.

    Raises:
        NotApplicable: there are too many, too few, or others.
    """
    least = len(parameters) - optional
    if names is None:
        if not least <= len(values) <= len(parameters):
            raise NotApplicable(_wrong_number(parameters, len(values)))
        return [*values] + [None] * (len(parameters) - len(values))
    given = dict(zip(names, values, strict=True))
    if not set(parameters[:least]) <= given.keys() <= set(parameters):
        raise NotApplicable(_wrong_number(parameters, len(values)))
    return [given.get(parameter) for parameter in parameters]


def _wrong_number(parameters: tuple[str, ...], given: int) -> str:
    return f"takes ({', '.join(parameters)}), but was given {given} arguments"
