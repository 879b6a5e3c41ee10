"""The values FEEL adds to Python's own: years-and-months durations, ranges and functions.

Numbers are `Decimal` with 34 digits (IEEE 754 decimal128, as DMN 1.5 section 10.3.2.3.1 asks).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Context, Decimal, DivisionByZero, InvalidOperation, Overflow

from engine.feel.running.budget import Run
from engine.feel.syntax.tree import Node

NUMBERS = Context(
    prec=34, Emax=6144, Emin=-6143, traps=[DivisionByZero, InvalidOperation, Overflow]
)
"""The arithmetic every FEEL number goes through."""


@dataclass(frozen=True, order=True, slots=True)
class YearsMonths:
    """A duration of whole months: `YearsMonths(14)` is one year and two months."""

    months: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Range:
    """The values between two end points; `None` at an end means it has no bound there."""

    start: object
    end: object
    start_included: bool = True
    end_included: bool = True


Names = tuple[str, ...] | None
"""The names of a call's arguments, or None where they stand by position."""


class Callee(ABC):
    """Anything an expression can call: a caller's function, a built-in one, one it defined."""

    __slots__ = ()

    @abstractmethod
    def invoke(self, values: Sequence[object], names: Names, run: Run) -> object:
        """Call it.

        Raises:
            NotApplicable: the arguments do not fit, or there is no result for them.
            FeelLimitExceeded: the call went beyond the budget.
        """

    def takes(self, kinds: Sequence[Node]) -> bool:  # noqa: ARG002 - for those that know
        """Say whether it can be called with arguments of these types; true if not known."""
        return True


_KINDS: dict[type, str] = {
    type(None): "null",
    Decimal: "number",
    str: "string",
    bool: "boolean",
    list: "list",
    dict: "context",
    date: "date",
    time: "time",
    datetime: "date and time",
    timedelta: "days and time duration",
    YearsMonths: "years and months duration",
    Range: "range",
}


def kind_of(value: object) -> str:
    """Return the FEEL name of a value's type ("number", "list", "function", …)."""
    return _KINDS.get(type(value), "function")


def shown(value: object) -> str:
    """Return the kind of a value with its article, for a message."""
    return "null" if value is None else f"a {kind_of(value)}"
