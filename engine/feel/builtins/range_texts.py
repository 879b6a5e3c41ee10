"""`range("[18..21)")`: a range from its text (DMN 1.5 section 10.3.4.1)."""

from __future__ import annotations

from engine.feel.builtins.registry import BUILTINS, builtin
from engine.feel.data.arithmetic import negate
from engine.feel.data.compare import less, make_range
from engine.feel.data.temporal import temporal_from
from engine.feel.data.values import Range
from engine.feel.errors import FeelSyntaxError, NotApplicable
from engine.feel.running.budget import Run
from engine.feel.syntax.parser import parse_expression
from engine.feel.syntax.tree import AtLiteral, Call, Literal, Name, Negation, Node, RangeOf

_CALLS = frozenset({"date", "time", "date and time", "duration"})


@builtin("range", "from: string")
def range_from_text(run: Run, text: str) -> Range:
    """Return the range of a text; its ends are written out, nothing else is evaluated."""
    try:
        node = parse_expression(text)
    except FeelSyntaxError as error:
        message = f'"{text[:60]}" is not a range such as [18..21)'
        raise NotApplicable(message) from error
    if not isinstance(node, RangeOf):
        message = f'"{text[:60]}" is not a range such as [18..21)'
        raise NotApplicable(message)
    start, end = _end(node.start, run), _end(node.end, run)
    if less(end, start):
        message = "the range ends before it starts"
        raise NotApplicable(message)
    return make_range(start, end, included=(node.start_included, node.end_included))


def _end(node: Node, run: Run) -> object:
    match node:
        case Literal():
            return node.value
        case AtLiteral():
            return temporal_from(node.text)
        case Negation():
            return negate(_end(node.operand, run))
        case Call(function=Name(name=name)) if name in _CALLS:
            values = [_end(argument, run) for argument in node.arguments]
            return BUILTINS[name].invoke(values, node.names, run)
        case _:
            message = "the end of a range is written out as a value here"
            raise NotApplicable(message)
