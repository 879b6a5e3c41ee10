"""How much one evaluation may take: threads cannot be interrupted, so it counts for itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from engine.feel.errors import FeelLimitExceeded, FeelWarning

MAX_EXPRESSION = 100_000
"""Characters in one expression's text."""

MAX_NESTING = 100
"""Brackets and constructs inside each other in one expression's text."""

_MAX_WARNINGS = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Budget:
    """The limits of one evaluation.

    `steps` counts the work: 2 for a turn of a loop, 1 for a call or an element compared, a quarter
    for an element copied. `size` is the elements of one list, `text` the characters of one string,
    `calls` how deep functions may call each other.
    """

    steps: int = 100_000
    size: int = 100_000
    text: int = 1_000_000
    calls: int = 60


DEFAULT = Budget()
_NO_TYPES: Mapping[str, Callable[[object, Run], bool | None]] = {}


class Run:
    """One evaluation under way: what is left of its budget, and its warnings so far."""

    __slots__ = ("budget", "depth", "left", "now", "types", "warnings")

    def __init__(
        self,
        budget: Budget = DEFAULT,
        now: datetime | None = None,
        types: Mapping[str, Callable[[object, Run], bool | None]] = _NO_TYPES,
    ) -> None:
        """Start with the whole budget, at a moment, with the types of the caller."""
        self.budget = budget
        self.now = now
        self.types = types
        self.left = budget.steps
        self.depth = 0
        self.warnings: list[FeelWarning] = []

    def charge(self, steps: int = 1) -> None:
        """Use up steps.

        Raises:
            FeelLimitExceeded: the budget is spent.
        """
        self.left -= steps
        if self.left < 0:
            raise FeelLimitExceeded(limit="steps", allowed=self.budget.steps)

    def charge_size(self, size: int) -> None:
        """Use up steps for a list of this many elements that is about to be built.

        Raises:
            FeelLimitExceeded: the list would be too long, or the budget is spent.
        """
        if size > self.budget.size:
            raise FeelLimitExceeded(limit="list size", allowed=self.budget.size)
        self.charge(1 + (size >> 2))

    def check_text(self, size: int) -> None:
        """Refuse a string of more than the allowed characters.

        Raises:
            FeelLimitExceeded: it is longer.
        """
        if size > self.budget.text:
            raise FeelLimitExceeded(limit="text size", allowed=self.budget.text)
        self.charge(size >> 10)

    def enter(self) -> None:
        """Go one call deeper.

        Raises:
            FeelLimitExceeded: functions call each other too deeply.
        """
        self.charge()
        self.depth += 1
        if self.depth > self.budget.calls:
            raise FeelLimitExceeded(limit="calls", allowed=self.budget.calls)

    def warn(self, position: int, message: str) -> None:
        """Note why something became null; the first hundred are kept."""
        if len(self.warnings) < _MAX_WARNINGS:
            self.warnings.append(FeelWarning(position=position, message=message))
