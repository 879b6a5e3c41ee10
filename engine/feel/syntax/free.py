"""Which names an expression reads from outside itself; the deployment linter asks for them."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import fields

from engine.feel.syntax.tree import ContextOf, Filter, For, Iterator, Lambda, Name, Node, Quantified

Bound = frozenset[str]


def free_names(node: Node, bound: Bound = frozenset()) -> Generator[str, None, None]:
    """Yield the names read but not bound inside; the same one may come more than once.

    Inside a filter, the entries of the filtered contexts cannot be known: a name read there is
    yielded although it may be such an entry.
    """
    match node:
        case Name():
            yield from () if node.name in bound else (node.name,)
        case For() | Quantified():
            inner = yield from _iterators(node.iterators, bound)
            yield from free_names(
                node.body, inner | {"partial"} if isinstance(node, For) else inner
            )
        case Lambda():
            inner = bound | {parameter.name for parameter in node.parameters}
            if node.body is not None:
                yield from free_names(node.body, inner)
        case ContextOf():
            yield from _entries(node, bound)
        case Filter():
            yield from free_names(node.source, bound)
            yield from free_names(node.condition, bound | {"item"})
        case _:
            for child in children(node):
                yield from free_names(child, bound)


def _iterators(iterators: tuple[Iterator, ...], bound: Bound) -> Generator[str, None, Bound]:
    for iterator in iterators:
        yield from free_names(iterator.source, bound)
        if iterator.end is not None:
            yield from free_names(iterator.end, bound)
        bound |= {iterator.name}
    return bound


def _entries(node: ContextOf, bound: Bound) -> Generator[str, None, None]:
    for key, value in node.entries:
        yield from free_names(value, bound)
        bound |= {key}


def children(node: Node) -> Generator[Node, None, None]:
    """Yield the nodes directly inside a node."""
    for field in fields(node):
        value = getattr(node, field.name)
        if isinstance(value, Node):
            yield value
        elif isinstance(value, tuple):
            yield from (part for part in value if isinstance(part, Node))


def reads(node: Node, name: str) -> bool:
    """Say whether a node reads a name from outside itself."""
    return name in free_names(node)
