"""Where the values of names come from while an expression is evaluated."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from engine.feel.data.convert import to_feel
from engine.feel.running.budget import Run
from engine.feel.syntax.names import canonical, is_plain

_SHORT = 10**30
"""Whole numbers below this need no rounding."""


class Given(dict[str, object]):
    """The caller's context, each value converted when it is first asked for."""

    __slots__ = ("_run", "_source")

    def __init__(self, source: Mapping[str, object], run: Run) -> None:
        """Stand in front of a context."""
        self._source = source
        self._run = run

    def __missing__(self, name: str) -> object:
        """Convert the caller's value of this name and keep it.

        Raises:
            KeyError: the caller gave none.
        """
        source = self._source
        value = source[name] if name in source else source[self._spelled(name)]
        if type(value) is int and -_SHORT < value < _SHORT:
            value = Decimal(value)
        elif type(value) is not bool:
            value = to_feel(value, self._run)
        self[name] = value
        return value

    def _spelled(self, name: str) -> str:
        if not is_plain(name):
            for key in self._source:
                if canonical(key) == name:
                    return key
        raise KeyError(name)


class Frame:
    """One scope: its names, the scope around it, and the evaluation it belongs to."""

    __slots__ = ("names", "outer", "run")

    def __init__(self, names: dict[str, object], outer: Frame | None, run: Run) -> None:
        """Open a scope."""
        self.names = names
        self.outer = outer
        self.run = run


Code = Callable[[Frame], object]
"""An expression made ready to run."""
