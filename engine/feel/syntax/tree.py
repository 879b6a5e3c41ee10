"""What an expression is made of, once read. Every node knows its place in the text (from 0)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True, eq=False, repr=False)
class Node:
    """Any part of an expression."""

    position: int


@dataclass(frozen=True, kw_only=True, slots=True, eq=False, repr=False)
class Literal(Node):
    """A value written out."""

    value: object


@dataclass(frozen=True, kw_only=True, slots=True, eq=False, repr=False)
class AtLiteral(Node):
    """A date, time or duration written as `@"…"`."""

    text: str


@dataclass(frozen=True, kw_only=True, slots=True, eq=False, repr=False)
class Name(Node):
    """A variable, a function or `?`."""

    name: str


@dataclass(frozen=True, kw_only=True, slots=True, eq=False, repr=False)
class Negation(Node):
    """`- operand`."""

    operand: Node


@dataclass(frozen=True, kw_only=True, slots=True, eq=False, repr=False)
class Arithmetic(Node):
    """`left operator right`, the operator one of `+ - * / **`."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, kw_only=True, slots=True, eq=False, repr=False)
class Comparison(Node):
    """`left operator right`, the operator one of `= != < <= > >=`."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, kw_only=True, slots=True, eq=False, repr=False)
class Logic(Node):
    """`and` or `or` between two or more parts."""

    operator: str
    parts: tuple[Node, ...]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False, repr=False)
class Between(Node):
    """`value between low and high`, both ends included."""

    value: Node
    low: Node
    high: Node


@dataclass(frozen=True, kw_only=True, slots=True, eq=False, repr=False)
class In(Node):
    """`value in tests`: true if one of them holds."""

    value: Node
    tests: tuple[Node, ...]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False, repr=False)
class UnaryTest(Node):
    """`< end`, `>= start`, `= value` …: a test of `?`, or a range without one bound."""

    operator: str
    operand: Node


@dataclass(frozen=True, kw_only=True, slots=True, eq=False, repr=False)
class UnaryTests(Node):
    """The cell of a decision table; no tests at all (`-`) is always true."""

    tests: tuple[Node, ...]
    negated: bool


@dataclass(frozen=True, kw_only=True, slots=True, eq=False, repr=False)
class If(Node):
    """`if condition then consequence else alternative`."""

    condition: Node
    consequence: Node
    alternative: Node


@dataclass(frozen=True, kw_only=True, slots=True, eq=False, repr=False)
class Iterator(Node):
    """`name in source` or `name in source .. end`."""

    name: str
    source: Node
    end: Node | None


@dataclass(frozen=True, kw_only=True, slots=True, eq=False, repr=False)
class For(Node):
    """`for iterators return body`."""

    iterators: tuple[Iterator, ...]
    body: Node


@dataclass(frozen=True, kw_only=True, slots=True, eq=False, repr=False)
class Quantified(Node):
    """`some` (every=False) or `every` (every=True) iterators `satisfies` body."""

    every: bool
    iterators: tuple[Iterator, ...]
    body: Node


@dataclass(frozen=True, kw_only=True, slots=True, eq=False, repr=False)
class ListOf(Node):
    """`[items]`."""

    items: tuple[Node, ...]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False, repr=False)
class ContextOf(Node):
    """`{key: value, …}`; a later entry sees the earlier ones."""

    entries: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False, repr=False)
class RangeOf(Node):
    """`[start..end]` with each end included or not."""

    start: Node
    end: Node
    start_included: bool
    end_included: bool


@dataclass(frozen=True, kw_only=True, slots=True, eq=False, repr=False)
class Path(Node):
    """`source.name`."""

    source: Node
    name: str


@dataclass(frozen=True, kw_only=True, slots=True, eq=False, repr=False)
class Filter(Node):
    """`source[condition]`, also `source[index]`."""

    source: Node
    condition: Node


@dataclass(frozen=True, kw_only=True, slots=True, eq=False, repr=False)
class Call(Node):
    """`function(arguments)`; `names` holds the arguments' names, or is None if by position."""

    function: Node
    arguments: tuple[Node, ...]
    names: tuple[str, ...] | None


@dataclass(frozen=True, kw_only=True, slots=True, eq=False, repr=False)
class TypeName(Node):
    """A type by its name (`number`, `date and time`, the name of an item definition)."""

    name: str


@dataclass(frozen=True, kw_only=True, slots=True, eq=False, repr=False)
class TypeOf(Node):
    """`list<of>` or `range<of>`."""

    container: str
    of: Node


@dataclass(frozen=True, kw_only=True, slots=True, eq=False, repr=False)
class TypeContext(Node):
    """`context<key: type, …>`."""

    fields: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False, repr=False)
class TypeFunction(Node):
    """`function<types> -> type`."""

    parameters: tuple[Node, ...]
    result: Node


@dataclass(frozen=True, kw_only=True, slots=True, eq=False, repr=False)
class Parameter(Node):
    """A parameter of a function definition, with its type if written."""

    name: str
    kind: Node | None


@dataclass(frozen=True, kw_only=True, slots=True, eq=False, repr=False)
class Lambda(Node):
    """`function(parameters) body`; no body for an `external` one, which is never run."""

    parameters: tuple[Parameter, ...]
    body: Node | None


@dataclass(frozen=True, kw_only=True, slots=True, eq=False, repr=False)
class InstanceOf(Node):
    """`value instance of kind`."""

    value: Node
    kind: Node
