"""The code of calls and of functions an expression defines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.feel.data.kinds import Check, check_of, conforms
from engine.feel.data.values import Callee, Names, shown
from engine.feel.errors import NotApplicable
from engine.feel.running.budget import Run
from engine.feel.running.code import code_of, null_because
from engine.feel.running.functions import invoke, placed_arguments
from engine.feel.running.scope import Code, Frame
from engine.feel.syntax.tree import Call, Lambda, Name, Node, Path


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Defined(Callee):
    """A function an expression defined, with the scope it was defined in."""

    parameters: tuple[str, ...]
    kinds: tuple[Node | None, ...]
    checks: tuple[Check | None, ...]
    body: Code
    frame: Frame

    def invoke(self, values: Sequence[object], names: Names, run: Run) -> object:
        """Run the body with these values of the parameters; see `Callee`."""
        placed = placed_arguments(self.parameters, 0, values, names)
        bound = dict(zip(self.parameters, placed, strict=True))
        for (name, value), check in zip(tuple(bound.items()), self.checks, strict=True):
            if check is not None and value is not None and check(value, run) is False:
                bound[name] = _fitted(name, value, check, run)
        run.enter()
        result = self.body(Frame(bound, self.frame, run))
        run.depth -= 1
        return result

    def takes(self, kinds: Sequence[Node]) -> bool:
        """Say whether arguments of these types are all taken; see `Callee`."""
        return len(kinds) == len(self.kinds) and all(
            wanted is None or conforms(given, wanted)
            for given, wanted in zip(kinds, self.kinds, strict=True)
        )


def _fitted(name: str, value: object, check: Check, run: Run) -> object:
    """Take a list of one for its element, or an element for a list of it (section 10.3.2.9.4)."""
    if isinstance(value, list) and len(value) == 1 and check(value[0], run):
        return value[0]
    if not isinstance(value, list) and check([value], run):
        return [value]
    message = f'the argument "{name}" cannot be {shown(value)}'
    raise NotApplicable(message)


@code_of.register(Lambda)
def _lambda(node: Lambda) -> Code:
    if node.body is None:
        return null_because(node.position, "external functions are never run")
    body = code_of(node.body)
    parameters = tuple(parameter.name for parameter in node.parameters)
    kinds = tuple(parameter.kind for parameter in node.parameters)
    checks = tuple(check_of(kind) if kind is not None else None for kind in kinds)

    def define(frame: Frame) -> object:
        return Defined(parameters=parameters, kinds=kinds, checks=checks, body=body, frame=frame)

    return define


@code_of.register(Call)
def _call(node: Call) -> Code:
    special = _special(node)
    if special is not None:
        return special
    function, position, names = code_of(node.function), node.position, node.names
    arguments = tuple(code_of(argument) for argument in node.arguments)
    label = node.function.name if isinstance(node.function, (Name, Path)) else "this"

    def run(frame: Frame) -> object:
        callee = function(frame)
        values = [argument(frame) for argument in arguments]
        try:
            return invoke(callee, values, names, frame.run)
        except NotApplicable as reason:
            frame.run.warn(position, f"{label}(): {reason.message}")
            return None

    return run


def _special(node: Call) -> Code | None:
    """Return the code of `is defined`, whose argument is looked for and not read."""
    function = node.function
    if not (isinstance(function, Name) and function.name == "is defined"):
        return None
    if len(node.arguments) != 1:
        return null_because(node.position, "is defined() takes one argument")
    return defined_of(node.arguments[0])


def defined_of(node: Node) -> Code:
    """Return code that says whether a variable or an entry exists, be it null."""
    if isinstance(node, Name):
        return _defined_name(node.name)
    if isinstance(node, Path):
        return _defined_entry(node)
    value = code_of(node)
    return lambda frame: value(frame) is not None


def _defined_name(name: str) -> Code:
    def run(frame: Frame) -> object:
        while frame.outer is not None:
            if name in frame.names:
                return True
            frame = frame.outer
        try:
            frame.names[name]
        except KeyError:
            return False
        return True

    return run


def _defined_entry(node: Path) -> Code:
    exists, source, name = defined_of(node.source), code_of(node.source), node.name

    def run(frame: Frame) -> object:
        if exists(frame) is not True:
            return False
        holder = source(frame)
        return isinstance(holder, dict) and name in holder

    return run
