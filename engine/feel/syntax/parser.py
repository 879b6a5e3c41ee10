"""From text to tree: a hand-written Pratt parser (DMN 1.5 section 10.3.1.2).

Operators from loose to tight: `or`, `and`, comparisons with `between` and `in`, `+ -`, `* /`, `**`,
`-` before a value, `instance of`, then paths, filters and calls.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from engine.feel.errors import FeelLimitExceeded
from engine.feel.syntax.cursor import Cursor
from engine.feel.syntax.forms import A_VALUE, primary, unary_test
from engine.feel.syntax.tokens import Kind, Token
from engine.feel.syntax.tree import (
    Arithmetic,
    Between,
    Call,
    Comparison,
    Filter,
    In,
    InstanceOf,
    Logic,
    Node,
    Path,
    UnaryTests,
)
from engine.feel.syntax.typeforms import type_expression

if TYPE_CHECKING:
    from typing_extensions import override
else:

    def override(method: object) -> object:
        """Mark an overriding method; the real one is only in Python 3.12."""
        return method


_BINDING = {
    "or": 10,
    "and": 20,
    **dict.fromkeys(("=", "!=", "<", "<=", ">", ">=", "between", "in"), 30),
    "+": 40,
    "-": 40,
    "*": 50,
    "/": 50,
    "**": 60,
    "instance": 80,
    **dict.fromkeys((".", "[", "("), 90),
}
_COMPARISON = _BINDING["="]
_MAX_CHAIN = 200
_STARTS_VALUE = frozenset({Kind.NUMBER, Kind.STRING, Kind.NAME})


def parse_expression(text: str, names: Iterable[str] = ()) -> Node:
    """Read a whole text as one expression.

    Raises:
        FeelSyntaxError: it is not one.
        FeelLimitExceeded: it is too long or nested too deeply.
    """
    parser = _Parser(text, names)
    node = parser.expression()
    parser.finish()
    return node


def parse_unary_tests(text: str, names: Iterable[str] = ()) -> UnaryTests:
    """Read a whole text as the tests of a decision table's cell.

    Raises:
        FeelSyntaxError: it is not one.
        FeelLimitExceeded: it is too long or nested too deeply.
    """
    return _Parser(text, names).unary_tests()


class _Parser(Cursor):
    __slots__ = ()

    @override
    def expression(self, binding: int = 0) -> Node:
        self.nest()
        left = primary(self)
        chain = 0
        while _BINDING.get(self.token.text, 0) > binding and self._at_operator():
            left = self._infix(left, self.token)
            chain += 1
            if chain > _MAX_CHAIN:
                raise FeelLimitExceeded(limit="expression size", allowed=_MAX_CHAIN)
        self.unnest()
        return left

    def finish(self) -> None:
        """Make sure that nothing follows."""
        if self.token.kind is not Kind.END:
            self.fail("an operator or the end of the text")

    def unary_tests(self) -> UnaryTests:
        """Read `-`, `not(tests)` or tests."""
        start = self.token.start
        if self.at("-") and self.peek().kind is Kind.END:
            return UnaryTests(position=start, tests=(), negated=False)
        negated = self._negated_tests()
        if negated is not None:
            return UnaryTests(position=start, tests=negated, negated=True)
        tests = self._tests()
        self.finish()
        return UnaryTests(position=start, tests=tests, negated=False)

    def _negated_tests(self) -> tuple[Node, ...] | None:
        start = self.token
        if start.text != "not" or self.peek().text != "(":
            return None
        self.advance()
        self.advance()
        tests = self._tests()
        self.expect(")")
        if self.token.kind is Kind.END:
            return tests
        self.go_to(start.start)  # not(x) and …: an expression that begins with the function
        return None

    def _tests(self) -> tuple[Node, ...]:
        tests = [self._test()]
        while self.accept(","):
            tests.append(self._test())
        return tuple(tests)

    def _test(self) -> Node:
        token = self.token
        if token.kind is Kind.SYMBOL and token.text in {"<", "<=", ">", ">=", "=", "!="}:
            return unary_test(self, token)
        return self.expression()

    def _at_operator(self) -> bool:
        kind = self.token.kind
        if kind is Kind.SYMBOL:
            return self.token.text != "[" or not self._closes_range()
        return kind is Kind.KEYWORD

    def _closes_range(self) -> bool:
        """Tell `]1..2[` from a filter: a filter's bracket has an expression after it."""
        following = self.peek()
        if following.kind in _STARTS_VALUE:
            return following.text in _BINDING or following.text in {"then", "else", "return"}
        return following.text not in {
            "-",
            "(",
            "[",
            "{",
            "@",
            "<",
            ">",
            "<=",
            ">=",
            "=",
            "!=",
            "if",
        }

    def _infix(self, left: Node, operator: Token) -> Node:
        text = operator.text
        match text:
            case "or" | "and":
                return self._logic(left, text)
            case "." | "[" | "(":
                return self._postfix(left, operator)
            case "between" | "in" | "instance":
                return self._worded(left, operator)
            case _:
                return self._binary(left, operator)

    def _binary(self, left: Node, operator: Token) -> Node:
        self.advance()
        binding = _BINDING[operator.text]
        right = self.expression(binding)
        kind = Comparison if binding == _COMPARISON else Arithmetic
        return kind(position=operator.start, operator=operator.text, left=left, right=right)

    def _logic(self, left: Node, operator: str) -> Node:
        position, parts = self.token.start, [left]
        while self.accept(operator):
            parts.append(self.expression(_BINDING[operator]))
        return Logic(position=position, operator=operator, parts=tuple(parts))

    def _worded(self, left: Node, operator: Token) -> Node:
        self.advance()
        if operator.text == "in":
            return In(position=operator.start, value=left, tests=self._in_tests())
        if operator.text == "instance":
            self.go_to(self.token.start + len("of"))
            kind = type_expression(self)
            return InstanceOf(position=operator.start, value=left, kind=kind)
        low = self.expression(_COMPARISON)
        self.expect("and")
        high = self.expression(_COMPARISON)
        return Between(position=operator.start, value=left, low=low, high=high)

    def _in_tests(self) -> tuple[Node, ...]:
        token = self.token
        if token.kind is Kind.SYMBOL and token.text in {"<", "<=", ">", ">=", "=", "!="}:
            return (unary_test(self, token),)
        if not self.at("("):
            return (self.expression(_COMPARISON),)
        self.advance()
        tests = self._tests()
        if not self.at(".."):
            self.expect(")")
            return tests
        self.go_to(token.start)  # (1..5) is a range, not a list of tests
        return (self.expression(_COMPARISON),)

    def _postfix(self, left: Node, operator: Token) -> Node:
        self.advance()
        if operator.text == ".":
            return Path(position=operator.start, source=left, name=self._path_name())
        if operator.text == "[":
            condition = self.expression()
            self.expect("]")
            return Filter(position=operator.start, source=left, condition=condition)
        return self._call(left, operator)

    def _path_name(self) -> str:
        if self.token.kind is Kind.KEYWORD:
            return self.advance().text
        return self.name("a name")

    def _call(self, function: Node, opening: Token) -> Node:
        names: list[str] = []
        arguments: list[Node] = []
        while not self.at(")"):
            name = self.key() if not arguments or names else None
            if name is None and names:
                self.fail("the name of an argument and ':'")
            if name is not None:
                names.append(name)
            if self.at(")"):
                self.fail(A_VALUE)
            arguments.append(self.expression())
            if not self.accept(","):
                break
        self.expect(")")
        return Call(
            position=opening.start if function.position < 0 else function.position,
            function=function,
            arguments=tuple(arguments),
            names=tuple(names) if names else None,
        )
