"""What is known while a model is made ready: names in scope, types, and what went wrong so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from lxml import etree

from engine.decisions.reading.types import Type, Types
from engine.decisions.reading.xml import identifier, tag_of
from engine.decisions.results import Place, Problem
from engine.decisions.scope import Code, Scope
from engine.feel import Expression, FeelLimitExceeded, FeelSyntaxError, parse, parse_tests
from engine.feel.syntax.names import canonical

if TYPE_CHECKING:
    from engine.decisions.tables.data import TableData


@dataclass(frozen=True, kw_only=True, slots=True)
class Terms:
    """The surroundings of an expression that is made ready.

    `names` are those in scope, `entries` those of contexts anywhere in the model (a path may end in
    them); `problems`, `tables` and `reads` (the names that expressions read) are shared by the
    whole model and grow.
    """

    types: Types
    owner: str = ""
    owner_name: str = ""
    names: frozenset[str] = frozenset()
    entries: frozenset[str] = frozenset()
    problems: list[Problem] = field(default_factory=list)
    tables: list[TableData] = field(default_factory=list)
    reads: set[str] = field(default_factory=set)

    def knowing(self, names: Iterable[str]) -> Terms:
        """Return the surroundings with some names more in scope."""
        return replace(self, names=self.names | frozenset(names))

    def place(self, element: etree._Element) -> Place:
        """Return where an element stands."""
        return Place(
            element=tag_of(element),
            element_id=identifier(element),
            owner=self.owner,
            owner_name=self.owner_name,
        )

    def problem(self, element: etree._Element, code: str, detail: str) -> None:
        """Note something that cannot be executed."""
        self.problems.append(Problem(place=self.place(element), code=code, detail=detail))

    def type_of(self, element: etree._Element | None) -> Type:
        """Return the type that an element's `typeRef` names, any type if it names none."""
        return self.types.of(element, self)

    def expression(self, text: str, element: etree._Element) -> Expression | None:
        """Read a FEEL expression; None when it cannot be read, which is noted."""
        return self._read(text, element, tests=False)

    def tests(self, text: str, element: etree._Element) -> Expression | None:
        """Read the unary tests of a cell; None when they cannot be read, which is noted."""
        return self._read(text, element, tests=True)

    def _read(self, text: str, element: etree._Element, *, tests: bool) -> Expression | None:
        known = self.names | self.entries
        try:
            found = parse_tests(text, known) if tests else parse(text, known)
        except FeelSyntaxError as error:
            self.problem(element, "syntax", f"{text[:200]}: {error}")
        except FeelLimitExceeded as error:
            self.problem(element, "limit", str(error))
        else:
            self.reads.update(found.names)
            return found
        return None


def literal(text: str, element: etree._Element, terms: Terms) -> Code:
    """Return the code of a FEEL text; one that cannot be read is null with a warning."""
    place = terms.place(element)
    expression = terms.expression(text, element)
    if expression is None:
        return null_because(place, "the expression cannot be read")
    return running(expression, place)


def running(expression: Expression, place: Place) -> Code:
    """Return the code of a read expression, its warnings noted with the place."""

    def run(scope: Scope) -> object:
        warnings = scope.run.warnings
        before = len(warnings)
        value = expression.within(scope.names, scope.run)
        if len(warnings) > before:
            for warning in warnings[before:]:
                scope.notes.warn(place, warning.message, warning.position)
            del warnings[before:]
        return value

    return run


def null_because(place: Place, message: str) -> Code:
    """Return code that is null and notes why."""

    def run(scope: Scope) -> object:
        scope.notes.warn(place, message)
        return None

    return run


def fitting(code: Code, kind: Type, place: Place) -> Code:
    """Return code whose value is fitted to a type, null when it does not conform."""
    if kind.any:
        return code

    def run(scope: Scope) -> object:
        return fitted(code(scope), kind, place, scope)

    return run


def fitted(value: object, kind: Type, place: Place, scope: Scope) -> object:
    """Return a value fitted to a type (DMN 1.5, 10.3.2.9.4), null when it does not conform."""
    if value is None or kind.any:
        return value
    result = kind.fit(value, scope.run)
    if result is None:
        scope.notes.warn(place, f"the value is not of the type {kind.name}")
    return result


@lru_cache(4096)
def spelled(name: str | None) -> str:
    """Return the one spelling of a name as expressions use it."""
    return canonical(name.strip()) if name and name.strip() else ""
