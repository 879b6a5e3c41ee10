"""The code of operators: arithmetic, comparison, logic and `between`."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, DecimalException
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from engine.feel.data.arithmetic import OPERATORS, negate
from engine.feel.data.compare import compare, less
from engine.feel.data.values import NUMBERS, shown
from engine.feel.errors import NotApplicable
from engine.feel.running.code import code_of
from engine.feel.running.scope import Code, Frame
from engine.feel.syntax.tree import (
    Arithmetic,
    Between,
    Comparison,
    Literal,
    Logic,
    Negation,
)

_FAST = {
    "+": NUMBERS.add,
    "-": NUMBERS.subtract,
    "*": NUMBERS.multiply,
}
_QUICK: dict[str, Callable[[Any, Any], bool]] = {
    "=": eq,
    "!=": ne,
    "<": lt,
    "<=": le,
    ">": gt,
    ">=": ge,
}


@code_of.register(Negation)
def _negation(node: Negation) -> Code:
    operand, position = code_of(node.operand), node.position

    def run(frame: Frame) -> object:
        value = operand(frame)
        try:
            return negate(value)
        except NotApplicable as reason:
            frame.run.warn(position, reason.message)
            return None

    return run


@code_of.register(Arithmetic)
def _arithmetic(node: Arithmetic) -> Code:
    left, right, position = code_of(node.left), code_of(node.right), node.position
    operate, fast = OPERATORS[node.operator], _FAST.get(node.operator)

    def run(frame: Frame) -> object:
        first, second = left(frame), right(frame)
        if fast is not None and type(first) is Decimal and type(second) is Decimal:
            try:
                return fast(first, second)
            except DecimalException:
                pass  # said properly below
        try:
            return operate(first, second, frame.run)
        except NotApplicable as reason:
            frame.run.warn(position, reason.message)
            return None

    return run


@code_of.register(Comparison)
def _comparison(node: Comparison) -> Code:
    if isinstance(node.right, Literal) and _is_quick(node.operator, node.right.value):
        return _with_constant(node, node.right.value)
    left, right, answer = code_of(node.left), code_of(node.right), _answer(node)
    quick = _QUICK[node.operator]

    def run(frame: Frame) -> object:
        first, second = left(frame), right(frame)
        if type(first) is Decimal and type(second) is Decimal:
            return quick(first, second)
        return answer(first, second, frame)

    return run


def _is_quick(operator: str, value: object) -> bool:
    kind = type(value)
    return kind is Decimal or kind is str or (kind is bool and operator in {"=", "!="})


def _with_constant(node: Comparison, second: object) -> Code:
    """Compare with a number, string or boolean written out: the usual case, made the fastest."""
    left, answer, kind = code_of(node.left), _answer(node), type(second)
    quick = _QUICK[node.operator]

    def run(frame: Frame) -> object:
        first = left(frame)
        return quick(first, second) if type(first) is kind else answer(first, second, frame)

    return run


def _answer(node: Comparison) -> Callable[[object, object, Frame], bool | None]:
    operator, position = node.operator, node.position

    def answer(first: object, second: object, frame: Frame) -> bool | None:
        result = compare(operator, first, second, frame.run)
        if result is None:
            frame.run.warn(position, incomparable(operator, first, second))
        return result

    return answer


def incomparable(operator: str, first: object, second: object) -> str:
    """Return the message for a comparison that has no answer."""
    return f"cannot compare {shown(first)} with {shown(second)} ({operator})"


@code_of.register(Logic)
def _logic(node: Logic) -> Code:
    """Stop at the value that decides; otherwise null if any part was not a boolean."""
    parts = tuple(code_of(part) for part in node.parts)
    decides, otherwise = node.operator == "or", node.operator == "and"
    position, operator = node.position, node.operator

    def run(frame: Frame) -> object:
        answer: bool | None = otherwise
        for part in parts:
            value = part(frame)
            if value is decides:
                return decides
            if value is not otherwise:
                answer = None
                if value is not None:
                    frame.run.warn(position, f"'{operator}' joins conditions, not {shown(value)}")
        return answer

    return run


@code_of.register(Between)
def _between(node: Between) -> Code:
    value, low, high = code_of(node.value), code_of(node.low), code_of(node.high)
    position = node.position

    def run(frame: Frame) -> object:
        tested, first, second = value(frame), low(frame), high(frame)
        below, above = less(tested, first), less(second, tested)
        if below is None or above is None:
            frame.run.warn(position, "'between' needs three values of one ordered kind")
            return None
        return not below and not above

    return run
