"""The values of one input column, cut into atoms that no cell of the column divides.

An atom is a bit of a whole number. For texts and booleans each value named anywhere is an atom, and
"any other" is one more unless the allowed values are listed. For numbers and dates the atoms are
the named values and the open stretches between them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from engine.decisions.checking.cells import Cell, Plain, Span, kind_of_plain, written
from engine.decisions.checking.stretches import atoms_of

_SHOWN: Final = 5
_ORDERED: Final = ("number", "date")


@dataclass(frozen=True, kw_only=True, slots=True)
class Domain:
    """The atoms of a column: `points` are the values named, in order; `all` the atoms allowed."""

    ordered: bool
    points: tuple[Any, ...]
    all: int

    def mask(self, cell: Cell) -> int | None:
        """Return the atoms a cell takes; None when it compares what has no stretches (texts)."""
        if not self.ordered and any(span.low != span.high for span in cell.spans):
            return None
        found = 0
        for span in cell.spans:
            found |= self._span(span)
        return self.all & ~found if cell.negated else self.all & found

    def described(self, mask: int) -> str:
        """Write some atoms as a FEEL cell."""
        if mask == self.all:
            return "-"
        if self.ordered:
            return ", ".join(self._stretches(mask))
        listed = [written(p) for n, p in enumerate(self.points) if mask >> n & 1]
        if mask >> len(self.points) & 1:
            others = [written(p) for n, p in enumerate(self.points) if not mask >> n & 1]
            return f"not({_few(others)})" if others else "-"
        return _few(listed)

    def _span(self, span: Span) -> int:
        if not self.ordered:
            return 1 << self.points.index(span.low)
        atoms = atoms_of(self.points, span)
        return (1 << atoms.stop) - (1 << atoms.start) if atoms else 0

    def _stretches(self, mask: int) -> list[str]:
        found: list[str] = []
        atom, last = 0, 2 * len(self.points)
        while atom <= last:
            if not mask >> atom & 1:
                atom += 1
                continue
            end = atom
            while end < last and mask >> (end + 1) & 1:
                end += 1
            found.append(self._stretch(atom, end, last))
            atom = end + 1
        return found

    def _stretch(self, first: int, end: int, last: int) -> str:
        low = None if first == 0 else written(self.points[(first - 1) // 2])
        high = None if end == last else written(self.points[end // 2])
        if low is None:
            return f"<{'=' if end % 2 else ''} {high}"
        if high is None:
            return f">{'=' if first % 2 else ''} {low}"
        if first == end and first % 2:
            return low
        return f"{'[' if first % 2 else '('}{low}..{high}{']' if end % 2 else ')'}"


def domain_of(cells: Sequence[Cell], allowed: Cell | None, kind: str) -> Domain | None:
    """Return the domain of a column, or None when its cells are not of one kind."""
    named: set[Plain] = {value for cell in cells for value in cell.values()}
    named |= set(allowed.values()) if allowed is not None else set()
    kinds = {kind_of_plain(value) for value in named} | ({kind} if kind else set())
    if len(kinds) != 1:
        return None if kinds else Domain(ordered=False, points=(), all=1)
    ordered = next(iter(kinds)) in _ORDERED
    if kinds == {"boolean"}:
        named = {False, True}
    points = tuple(sorted(named, key=_order))
    whole = (1 << 2 * len(points) + 1) - 1 if ordered else (1 << len(points) + 1) - 1
    if kinds == {"boolean"}:
        whole = 0b11
    made = Domain(ordered=ordered, points=points, all=whole)
    if allowed is None:
        return made
    return Domain(ordered=ordered, points=points, all=made.mask(allowed) or whole)


def _order(value: Plain) -> Any:  # noqa: ANN401  the values are of one kind, checked before
    return value


def _few(texts: Sequence[str]) -> str:
    return ", ".join(texts[:_SHOWN]) + (", …" if len(texts) > _SHOWN else "")
