"""Plain texts that may be meant as they are written, or as FEEL.

Camunda 7 takes a mapping's text without `${…}` for the text itself; people who write FEEL mean its
value. Most texts can be only one of both. What could be both is decided by its names: if one of
them is known, or is there when it is evaluated, it is FEEL.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from engine.feel.builtins import BUILTINS
from engine.feel.data.text import quoted
from engine.feel.errors import FeelError
from engine.feel.syntax.free import children, free_names
from engine.feel.syntax.names import is_plain
from engine.feel.syntax.parser import parse_expression
from engine.feel.syntax.tree import Arithmetic, Call, In, Literal, Logic, Name, Negation, Node, Path

_WORDS: Final = (Name, Path, Negation, Arithmetic, Logic, In, Literal)
"""What words with hyphens, slashes, dots, `and`, `or` and `in` between them can be read as."""
_NUMBER: Final = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")


class Meaning(StrEnum):
    """What a plain text is taken for."""

    VALUE = "value"
    """A number, true, false or null."""
    COMPUTED = "computed"
    """FEEL."""
    TEXT = "text"
    """The text itself."""
    OPEN = "open"
    """FEEL if one of its names is there when it is evaluated, else the text itself."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Plain:
    """A plain text: what it is taken for, FEEL that says so, and the names it could read."""

    meaning: Meaning
    feel: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Names:
    """The names of variables and of functions (beside FEEL's own) that are known."""

    variables: frozenset[str] = frozenset()
    functions: frozenset[str] = frozenset()


def plain(text: str, known: Names = Names()) -> Plain:
    """Return what a text without `=` and `${…}` means."""
    text = text.strip()
    special = frozenset(name for name in known.variables if not is_plain(name))
    try:
        node = parse_expression(text, special)
        return _meant(text, node, known)
    except (FeelError, RecursionError):
        return Plain(meaning=Meaning.TEXT, feel=quoted(text))


def _meant(text: str, node: Node, known: Names) -> Plain:
    if _is_value(text, node):
        return Plain(meaning=Meaning.VALUE, feel=text)
    names = tuple(dict.fromkeys(free_names(node)))
    words = all(_could_be_words(part, known) for part in _parts(node))
    if not words or not known.variables.isdisjoint(names):
        return Plain(meaning=Meaning.COMPUTED, feel=text, names=names)
    asked = tuple(name for name in names if name not in BUILTINS)
    if not asked:
        return Plain(meaning=Meaning.TEXT, feel=quoted(text))
    there = " or ".join(f"is defined({name})" for name in asked)
    feel = f"if {there} then ({text}) else {quoted(text)}"
    return Plain(meaning=Meaning.OPEN, feel=feel, names=asked)


def _could_be_words(node: Node, known: Names) -> bool:
    if isinstance(node, Call):  # "Note (draft)"
        function = node.function
        named = isinstance(function, Name) and function.name
        return bool(named) and named not in BUILTINS and named not in known.functions
    return isinstance(node, _WORDS) and not _is_text(node)


def _is_value(text: str, node: Node) -> bool:
    """Whether it is one number as a number is written (`007` is not), or true, false or null."""
    if isinstance(node, Literal) and not isinstance(node.value, str):
        return node.value is None or isinstance(node.value, bool) or bool(_NUMBER.fullmatch(text))
    return isinstance(node, Negation) and bool(_NUMBER.fullmatch(text))


def _is_text(node: Node) -> bool:
    return isinstance(node, Literal) and isinstance(node.value, str)


def _parts(node: Node) -> Iterator[Node]:
    """Yield a node and all nodes inside it; no deeper than the parser goes."""
    yield node
    for child in children(node):
        yield from _parts(child)
