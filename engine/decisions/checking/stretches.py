"""Ordered values cut into atoms: atom 2i + 1 is the point i, atom 2i the open stretch below it.

The last atom is the stretch above all points. Spans whose ends are points never divide an atom.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from engine.decisions.checking.cells import Span

Points = tuple[Any, ...]
"""Values of one ordered kind, sorted, each once."""


def atoms_of(points: Points, span: Span) -> range:
    """Return the atoms a span takes; its ends must be among the points."""
    low, high = 0, 2 * len(points)
    if span.low is not None:
        low = 2 * bisect_left(points, span.low) + (1 if span.low_included else 2)
    if span.high is not None:
        high = 2 * bisect_left(points, span.high) + (1 if span.high_included else 0)
    return range(low, high + 1)


@dataclass(frozen=True, slots=True)
class Stretches:
    """For every atom the rules (bits of a whole number) that take it."""

    points: Points
    rules: tuple[int, ...]

    def rules_for(self, value: Any) -> int:  # noqa: ANN401  a value of the points' kind
        """Return the rules that take a value."""
        index = bisect_left(self.points, value)
        at_point = index < len(self.points) and self.points[index] == value
        return self.rules[2 * index + at_point]


def stretches(cells: Iterable[tuple[int, Sequence[Span]]]) -> Stretches:
    """Lay out rules, each given by its bit and the spans of its cell, all of one ordered kind."""
    laid = list(cells)
    ends = {end for _, spans in laid for span in spans for end in (span.low, span.high)}
    points: Points = tuple(sorted(end for end in ends if end is not None))
    begins = [0] * (2 * len(points) + 2)
    stops = [0] * (2 * len(points) + 2)
    several: list[tuple[int, range]] = []
    for bit, spans in laid:
        taken = [atoms for span in spans if (atoms := atoms_of(points, span))]
        if len(taken) == 1:
            begins[taken[0].start] |= bit
            stops[taken[0].stop] |= bit
        else:
            several += [(bit, atoms) for atoms in taken]
    rules = _swept(begins, stops)
    for bit, atoms in several:
        for atom in atoms:
            rules[atom] |= bit
    return Stretches(points, tuple(rules))


def _swept(begins: Sequence[int], stops: Sequence[int]) -> list[int]:
    found: list[int] = []
    open_now = 0
    for begin, stop in zip(begins, stops, strict=True):
        open_now = (open_now & ~stop) | begin
        found.append(open_now)
    return found[:-1]
