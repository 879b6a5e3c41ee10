"""The code of `in` and of the tests in a decision table's cells."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from operator import ge, gt, le, lt
from typing import Any

from engine.feel.data.compare import compare, matches
from engine.feel.data.values import Range
from engine.feel.running.code import code_of
from engine.feel.running.operators import incomparable
from engine.feel.running.scope import Code, Frame
from engine.feel.syntax.free import reads
from engine.feel.syntax.tree import (
    Between,
    Comparison,
    In,
    InstanceOf,
    Logic,
    Name,
    Node,
    Quantified,
    RangeOf,
    UnaryTest,
    UnaryTests,
)

_COMPUTED = (Between, Comparison, In, InstanceOf, Logic, Quantified)
"""What can only be meant as a condition."""
_input = code_of(Name(position=0, name="?"))


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


def _test(node: Node) -> Code:
    if isinstance(node, UnaryTest):
        return _operator_test(node)
    code, position = code_of(node), node.position
    if reads(node, "?"):
        return _condition(code)

    no_value, computed = isinstance(node, RangeOf), isinstance(node, _COMPUTED)

    def run(frame: Frame) -> object:
        value, tested = code(frame), _input(frame)
        if value is None and no_value:
            return None  # the range had no ends, and has said so
        # A test holds when its expression is true (DMN 1.5, 7.3.11), be it without `?`. Beside a
        # boolean input it is a value to compare with, and so is a mere `true` where none came.
        is_condition = computed or (tested is not None and not isinstance(tested, list))
        if isinstance(value, bool) and is_condition and not isinstance(tested, bool):
            return value
        answer = matches(tested, value, frame.run)
        if answer is None:
            frame.run.warn(position, incomparable("=", tested, value))
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
            frame.run.warn(position, incomparable(operator, tested, end))
        return answer

    return run


def _within(bounds: Range, position: int) -> Code:
    """Test a range of numbers written out: the usual cell, made the fastest."""
    above: Callable[[Any, Any], bool] = ge if bounds.start_included else gt
    below: Callable[[Any, Any], bool] = le if bounds.end_included else lt
    start, end = bounds.start, bounds.end

    def run(frame: Frame) -> object:
        tested = _input(frame)
        if type(tested) is Decimal:
            return above(tested, start) and below(tested, end)
        answer = matches(tested, bounds, frame.run)
        if answer is None:
            frame.run.warn(position, incomparable("in", tested, start))
        return answer

    return run
