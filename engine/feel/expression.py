"""The door of the language: read a text once, evaluate it as often as needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from engine.feel.data.kinds import Check
from engine.feel.errors import FeelLimitExceeded, FeelWarning

# These modules register the code of their nodes.
from engine.feel.running import calls, cells, forms, loops  # noqa: F401
from engine.feel.running.budget import DEFAULT, MAX_NESTING, Budget, Run
from engine.feel.running.code import code_of
from engine.feel.running.scope import Code, Frame, Given
from engine.feel.syntax.free import free_names
from engine.feel.syntax.names import is_plain
from engine.feel.syntax.parser import parse_expression, parse_unary_tests
from engine.feel.syntax.tree import Node

_CACHE_SIZE = 4096
_CONTAINERS = frozenset({list, dict})
_MAX_CACHED_TEXT = 4000
_NO_TYPES: Mapping[str, Check] = {}


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """A value and why parts of the expression became null on the way."""

    value: object
    warnings: tuple[FeelWarning, ...]


class Expression:
    """An expression, read and ready; safe to share between threads."""

    __slots__ = ("_code", "names", "text")

    def __init__(self, text: str, node: Node) -> None:
        """Make a tree ready; `names` are those it reads from its context."""
        self.text = text
        try:
            self.names = frozenset(free_names(node))
            self._code: Code = code_of(node)
        except RecursionError as error:
            raise _too_deep() from error

    def evaluate(
        self,
        context: Mapping[str, object],
        *,
        budget: Budget = DEFAULT,
        now: datetime | None = None,
        types: Mapping[str, Check] = _NO_TYPES,
    ) -> object:
        """Return the value in a context; what makes no sense is null.

        `now` is an aware moment for `now()` and `today()`; `types` are those `instance of` may name
        besides the language's own.

        Raises:
            FeelLimitExceeded: it needs more than the budget.
        """
        return self._run(context, Run(budget, now, types))

    def result(
        self,
        context: Mapping[str, object],
        *,
        budget: Budget = DEFAULT,
        now: datetime | None = None,
        types: Mapping[str, Check] = _NO_TYPES,
    ) -> Result:
        """Return the value in a context with the warnings; see `evaluate`."""
        run = Run(budget, now, types)
        value = self._run(context, run)
        return Result(value=value, warnings=tuple(run.warnings))

    def within(self, context: Mapping[str, object], run: Run) -> object:
        """Return the value as a part of an evaluation under way, charged to its budget.

        Raises:
            FeelLimitExceeded: the evaluation needs more than its budget.
        """
        return self._run(context, run)

    def _run(self, context: Mapping[str, object], run: Run) -> object:
        try:
            value = self._code(Frame(Given(context, run), None, run))
            if type(value) in _CONTAINERS:
                _measure(value, run)
        except RecursionError as error:
            raise _too_deep() from error
        return value


def _too_deep() -> FeelLimitExceeded:
    return FeelLimitExceeded(limit="nesting", allowed=MAX_NESTING)


def _measure(value: object, run: Run) -> None:
    """Count a result's elements as a reader would: a list shared a thousand times counts so."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        run.charge(len(value))
        for item in value:
            if type(item) in _CONTAINERS:
                _measure(item, run)


def parse(text: str, names: Iterable[str] = ()) -> Expression:
    """Read an expression; `names` are those in scope that hold keywords or operator characters.

    Other names may be given too; they make no difference. What was read is kept for the next time.

    Raises:
        FeelSyntaxError: the text is not an expression.
        FeelLimitExceeded: it is too long or nested too deeply.
    """
    special = frozenset([name for name in names if not is_plain(name)])
    if len(text) > _MAX_CACHED_TEXT:
        return Expression(text, parse_expression(text, special))
    return _parsed(text, special)


def parse_tests(text: str, names: Iterable[str] = ()) -> Expression:
    """Read the tests of a decision table's cell; they test `?` of the context; see `parse`."""
    special = frozenset([name for name in names if not is_plain(name)])
    if len(text) > _MAX_CACHED_TEXT:
        return Expression(text, parse_unary_tests(text, special))
    return _parsed_tests(text, special)


@lru_cache(maxsize=_CACHE_SIZE)
def _parsed(text: str, names: frozenset[str]) -> Expression:
    return Expression(text, parse_expression(text, names))


@lru_cache(maxsize=_CACHE_SIZE)
def _parsed_tests(text: str, names: frozenset[str]) -> Expression:
    return Expression(text, parse_unary_tests(text, names))


def evaluate(text: str, context: Mapping[str, object], *, now: datetime | None = None) -> object:
    """Return the value of an expression in a context; see `parse` and `Expression.evaluate`."""
    return parse(text, _names_of(context)).evaluate(context, now=now)


def unary_tests(
    text: str, value: object, context: Mapping[str, object], *, now: datetime | None = None
) -> bool | None:
    """Say whether a value satisfies the tests of a decision table's cell; None if it has no answer.

    Raises:
        FeelSyntaxError: the text is not a list of tests.
        FeelLimitExceeded: it needs more than the budget.
    """
    tests = parse_tests(text, _names_of(context))
    answer = tests.evaluate({**context, "?": value}, now=now)
    return answer if isinstance(answer, bool) else None


def names_in(text: str, names: Iterable[str] = ()) -> frozenset[str]:
    """Return the names an expression reads from its context, functions included; see `parse`."""
    return parse(text, names).names


def _names_of(context: Mapping[str, object]) -> Iterator[str]:
    """Yield the names in a context that need knowing, those of contexts inside it too."""
    waiting: list[object] = [context]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Mapping):
            yield from (key for key in value if isinstance(key, str) and not is_plain(key))
            waiting.extend(part for part in value.values() if isinstance(part, (Mapping, list)))
        elif isinstance(value, list):
            waiting.extend(part for part in value if isinstance(part, (Mapping, list)))
