"""The code of `for`, `some` and `every`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from engine.feel.data.compare import less
from engine.feel.data.values import Range, shown
from engine.feel.errors import NotApplicable
from engine.feel.running.code import code_of
from engine.feel.running.scope import Code, Frame
from engine.feel.syntax.free import reads
from engine.feel.syntax.tree import For, Quantified
from engine.feel.syntax.tree import Iterator as IteratorNode

Turns = Callable[[Frame], Iterator[Frame]]
_ONE_DAY = timedelta(days=1)


@code_of.register(For)
def _for(node: For) -> Code:
    turns, body, position = _turns(node.iterators), code_of(node.body), node.position
    uses_partial = reads(node.body, "partial")

    def run(frame: Frame) -> object:
        results: list[object] = []
        try:
            for turn in turns(frame):
                if uses_partial:
                    frame.run.charge(len(results))
                    turn.names["partial"] = list(results)
                results.append(body(turn))
        except NotApplicable as reason:
            frame.run.warn(position, reason.message)
            return None
        return results

    return run


@code_of.register(Quantified)
def _quantified(node: Quantified) -> Code:
    """Stop at the value that decides; null if none does and one was not a boolean."""
    turns, body, position = _turns(node.iterators), code_of(node.body), node.position
    decides, otherwise = not node.every, node.every

    def run(frame: Frame) -> object:
        answer: bool | None = otherwise
        try:
            for turn in turns(frame):
                value = body(turn)
                if value is decides:
                    return decides
                if value is not otherwise:
                    answer = None
                    frame.run.warn(position, f"'satisfies' takes a condition, not {shown(value)}")
        except NotApplicable as reason:
            frame.run.warn(position, reason.message)
            return None
        return answer

    return run


def _turns(iterators: tuple[IteratorNode, ...]) -> Turns:
    """Return what opens one scope per turn, the last iterator turning fastest."""
    name, source = iterators[0].name, _source(iterators[0])
    rest = _turns(iterators[1:]) if len(iterators) > 1 else None

    def turns(frame: Frame) -> Iterator[Frame]:
        for item in source(frame):
            frame.run.charge(2)
            inner = Frame({name: item}, frame, frame.run)
            if rest is None:
                yield inner
            else:
                yield from rest(inner)

    return turns


def _source(iterator: IteratorNode) -> Callable[[Frame], Iterable[object]]:
    start = code_of(iterator.source)
    if iterator.end is None:
        return lambda frame: _items(start(frame), frame)
    end = code_of(iterator.end)
    return lambda frame: _counted(start(frame), end(frame), frame)


def _items(value: object, frame: Frame) -> Iterable[object]:
    if value is None:
        message = "a loop cannot go over null"
        raise NotApplicable(message)
    if isinstance(value, Range):
        return _within(value, frame)
    return value if isinstance(value, list) else [value]


def _within(bounds: Range, frame: Frame) -> Iterable[object]:
    if less(bounds.end, bounds.start):
        message = "the range ends before it starts"
        raise NotApplicable(message)
    items = _counted(bounds.start, bounds.end, frame)
    if not bounds.start_included:
        items = [item for item in items if item != bounds.start]
    return items if bounds.end_included else [item for item in items if item != bounds.end]


def _counted(start: object, end: object, frame: Frame) -> Iterable[object]:
    """Return the whole numbers or the days between two, in either direction."""
    if isinstance(start, Decimal) and isinstance(end, Decimal):
        first, last = int(start), int(end)
        if first != start or last != end:
            message = "a loop counts in whole numbers"
            raise NotApplicable(message)
        frame.run.charge_size(abs(last - first) + 1)
        return [Decimal(n) for n in _steps(first, last)]
    if type(start) is date and type(end) is date:
        first, last = start.toordinal(), end.toordinal()
        frame.run.charge_size(abs(last - first) + 1)
        return [date.fromordinal(n) for n in _steps(first, last)]
    message = f"a loop cannot count from {shown(start)} to {shown(end)}"
    raise NotApplicable(message)


def _steps(first: int, last: int) -> range:
    return range(first, last + 1) if first <= last else range(first, last - 1, -1)
