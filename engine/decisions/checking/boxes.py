"""Boxes of atoms, one number of bits per column, and what is left of them without others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import and_

Box = tuple[int, ...]


class Work:
    """How many boxes may still be compared before the question is given up."""

    def __init__(self, comparisons: int = 100_000) -> None:
        """Allow so many comparisons: half a second at most."""
        self.left = comparisons


def left_over(boxes: Iterable[Box], taken: Sequence[Box], work: Work) -> list[Box] | None:
    """Return what is left of boxes when others are taken away; None when the work is used up.

    Taking a box away can leave one piece per column, so what is left may multiply.
    """
    left = list(boxes)
    for other in taken:
        work.left -= len(left)
        if work.left < 0:
            return None
        left = [piece for box in left for piece in _without(box, other)]
    return left


def _without(box: Box, other: Box) -> list[Box]:
    shared = tuple(map(and_, box, other))
    if not all(shared):
        return [box]
    return [
        (*shared[:column], mine ^ common, *box[column + 1 :])
        for column, (mine, common) in enumerate(zip(box, shared, strict=True))
        if mine != common
    ]
