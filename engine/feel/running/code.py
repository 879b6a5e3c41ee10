"""From tree to closures, compiled once: `code_of` has a case per node, in the modules beside it.

A closure takes the scope it runs in and returns the value. Names and plain values are here.
"""

from __future__ import annotations

from functools import singledispatch

from engine.feel.builtins import BUILTINS
from engine.feel.data.compare import make_range
from engine.feel.data.temporal import temporal_from
from engine.feel.data.values import Range
from engine.feel.errors import NotApplicable
from engine.feel.running.scope import Code, Frame
from engine.feel.syntax.tree import AtLiteral, ContextOf, ListOf, Literal, Name, Node, RangeOf


@singledispatch
def code_of(node: Node) -> Code:
    """Return the code of a node.

    Raises:
        TypeError: there is no case for this kind of node.
    """
    raise TypeError(type(node).__name__)


@code_of.register(Literal)
def _literal(node: Literal) -> Code:
    value = node.value

    def literal(_frame: Frame) -> object:
        return value

    return literal


@code_of.register(AtLiteral)
def _at_literal(node: AtLiteral) -> Code:
    try:
        value = temporal_from(node.text)
    except NotApplicable as reason:
        return null_because(node.position, reason.message)

    def literal(_frame: Frame) -> object:
        return value

    return literal


def null_because(position: int, message: str) -> Code:
    """Return code that is always null and says why."""

    def null(frame: Frame) -> object:
        frame.run.warn(position, message)
        return None

    return null


@code_of.register(Name)
def _name(node: Name) -> Code:
    name, position = node.name, node.position
    built_in = BUILTINS.get(name)

    def load(frame: Frame) -> object:
        while frame.outer is not None:
            if name in frame.names:
                return frame.names[name]
            frame = frame.outer
        try:
            return frame.names[name]
        except KeyError:
            if built_in is None:
                frame.run.warn(position, f'nothing is named "{name}" here')
            return built_in

    return load


@code_of.register(ListOf)
def _list(node: ListOf) -> Code:
    items = tuple(code_of(item) for item in node.items)

    def build(frame: Frame) -> object:
        frame.run.charge(len(items) + 1)
        return [item(frame) for item in items]

    return build


@code_of.register(ContextOf)
def _context(node: ContextOf) -> Code:
    entries = tuple((key, code_of(value)) for key, value in node.entries)
    if len({key for key, _ in entries}) < len(entries):
        return null_because(node.position, "a context has two entries of the same name")

    def build(frame: Frame) -> object:
        frame.run.charge(len(entries))
        built: dict[str, object] = {}
        inner = Frame(built, frame, frame.run)
        for key, value in entries:
            built[key] = value(inner)
        return built

    return build


def constant_range(node: Node) -> Range | None:
    """Return the range a node stands for if its ends are written out and fit together."""
    if not isinstance(node, RangeOf):
        return None
    start, end = node.start, node.end
    if not (isinstance(start, Literal) and isinstance(end, Literal)):
        return None
    try:
        return make_range(start.value, end.value, included=(node.start_included, node.end_included))
    except NotApplicable:
        return None


@code_of.register(RangeOf)
def _range(node: RangeOf) -> Code:
    constant = constant_range(node)
    if constant is not None:
        return lambda _frame: constant
    start, end, position = code_of(node.start), code_of(node.end), node.position

    def build(frame: Frame) -> object:
        try:
            return make_range(
                start(frame), end(frame), included=(node.start_included, node.end_included)
            )
        except NotApplicable as reason:
            frame.run.warn(position, reason.message)
            return None

    return build
