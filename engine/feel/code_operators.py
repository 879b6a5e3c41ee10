"""The code of operators: arithmetic, comparison, logic, `between`, `in` and unary tests."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, DecimalException
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from engine.feel.arithmetic import OPERATORS, negate
from engine.feel.code import code_of
from engine.feel.compare import compare, less, matches
from engine.feel.errors import NotApplicable
from engine.feel.free import reads
from engine.feel.scope import Code, Frame
from engine.feel.tree import (
    Arithmetic,
    Between,
    Comparison,
    In,
    Literal,
    Logic,
    Name,
    Negation,
    Node,
    RangeOf,
    UnaryTest,
    UnaryTests,
)
from engine.feel.values import NUMBERS, Range, shown

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
            frame.run.warn(position, _incomparable(operator, first, second))
        return result

    return answer


def _incomparable(operator: str, first: object, second: object) -> str:
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


@code_of.register(In)
def _in(node: In) -> Code:
    value, test = code_of(node.value), any_test(node.tests)

    def run(frame: Frame) -> object:
        return test(Frame({"?": value(frame)}, frame, frame.run))

    return run


@code_of.register(UnaryTest)
def _open_range(node: UnaryTest) -> Code:
    """Give the range that a unary test stands for where a value is asked for, as in `(< 5)`."""
    operand, position, operator = code_of(node.operand), node.position, node.operator

    def build(frame: Frame) -> object:
        end = operand(frame)
        if end is None:
            frame.run.warn(position, "the end of a range is null")
            return None
        match operator:
            case ">" | ">=":
                included = operator == ">="
                return Range(start=end, end=None, start_included=included, end_included=False)
            case "<" | "<=":
                included = operator == "<="
                return Range(start=None, end=end, start_included=False, end_included=included)
            case "=":
                return Range(start=end, end=end)
            case _:
                frame.run.warn(position, "'!=' is a test, not a value")
                return None

    return build


@code_of.register(UnaryTests)
def _unary_tests(node: UnaryTests) -> Code:
    test = any_test(node.tests)
    if not node.negated:
        return test

    def run(frame: Frame) -> object:
        answer = test(frame)
        return None if answer is None else not answer

    return run


def any_test(tests: tuple[Node, ...]) -> Code:
    """Return code that says whether `?` satisfies one of the tests; with no tests it does."""
    codes = tuple(_test(test) for test in tests)
    if not codes:
        return lambda _frame: True
    if len(codes) == 1:
        return codes[0]

    def run(frame: Frame) -> object:
        answer: bool | None = False
        for code in codes:
            value = code(frame)
            if value is True:
                return True
            if value is None:
                answer = None
        return answer

    return run


_input = code_of(Name(position=0, name="?"))


def _test(node: Node) -> Code:
    if isinstance(node, UnaryTest):
        return _operator_test(node)
    code, position = code_of(node), node.position
    if reads(node, "?"):
        return _condition(code)

    no_value = isinstance(node, RangeOf)

    def run(frame: Frame) -> object:
        value, tested = code(frame), _input(frame)
        if value is None and no_value:
            return None  # the range had no ends, and has said so
        if isinstance(value, bool) and not isinstance(tested, (bool, list)) and tested is not None:
            return value
        answer = matches(tested, value, frame.run)
        if answer is None:
            frame.run.warn(position, _incomparable("=", tested, value))
        return answer

    return run


def _condition(code: Code) -> Code:
    def run(frame: Frame) -> object:
        value = code(frame)
        if isinstance(value, bool) or value is None:
            return value
        return matches(_input(frame), value, frame.run)

    return run


def _operator_test(node: UnaryTest) -> Code:
    operand, operator, position = code_of(node.operand), node.operator, node.position

    def run(frame: Frame) -> object:
        tested, end = _input(frame), operand(frame)
        answer = compare(operator, tested, end, frame.run)
        if answer is None:
            frame.run.warn(position, _incomparable(operator, tested, end))
        return answer

    return run
