"""Boxes of atoms, one number of bits per column, and what is left of them without others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Box = tuple[int, ...]


class Work:
    """How many boxes may still be compared before the question is given up."""

    def __init__(self, comparisons: int = 200_000) -> None:
        """Allow so many comparisons: about a second."""
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
    if any(not (mine & theirs) for mine, theirs in zip(box, other, strict=True)):
        return [box]
    pieces: list[Box] = []
    for column, (mine, theirs) in enumerate(zip(box, other, strict=True)):
        rest = mine & ~theirs
        if rest:
            shared = tuple(a & b for a, b in zip(box[:column], other[:column], strict=True))
            pieces.append((*shared, rest, *box[column + 1 :]))
    return pieces
