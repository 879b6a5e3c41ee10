"""Boxes of atoms, one number of bits per column, and what is left of them without others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

Box = tuple[int, ...]

MAX_BOXES: Final = 5_000
"""Taking boxes away can multiply what is left; beyond this the question is given up."""


def left_over(boxes: Iterable[Box], taken: Sequence[Box]) -> list[Box] | None:
    """Return what is left of boxes when others are taken away; None when it gets too many."""
    left = list(boxes)
    for other in taken:
        left = [piece for box in left for piece in _without(box, other)]
        if len(left) > MAX_BOXES:
            return None
    return left


def _without(box: Box, other: Box) -> list[Box]:
    if any(not (mine & theirs) for mine, theirs in zip(box, other, strict=True)):
        return [box]
    pieces: list[Box] = []
    for column, (mine, theirs) in enumerate(zip(box, other, strict=True)):
        rest = mine & ~theirs
        if rest:
            shared = tuple(a & b for a, b in zip(box[:column], other[:column], strict=True))
            pieces.append((*shared, rest, *box[column + 1 :]))
    return pieces
