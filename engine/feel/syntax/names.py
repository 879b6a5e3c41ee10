"""Names with spaces and operator characters: the longest known name wins.

A run of plain words (`working days after`) is one name without being known, since two names side by
side mean nothing else. A name that holds a keyword or an operator character (`date and time`,
`pick-up`) is one name only if it is known where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from engine.feel.syntax.tokens import BLANK, KEYWORDS, NAME_PART, NAME_START, WORD

_PARTS = re.compile(f"{NAME_PART}+|[./\\-'\u2019+*]")
_PART = re.compile(NAME_PART)
_NAME = re.compile(f"{NAME_START}(?:{NAME_PART}|[ ./\\-'\u2019+*])*")
_SPACE = re.compile(r"\s+")
_INSTANCE_OF = re.compile(r"instance\s+of\b")

BUILT_IN_NAMES = ("date and time", "years and months duration", "get or else")
"""The built-in functions whose names hold keywords; other built-in names are plain words."""

Parts = tuple[str, ...]


def normalised(name: str) -> str:
    """Return a name with single spaces between its words."""
    return _SPACE.sub(" ", name.strip())


def is_plain(name: str) -> bool:
    """Say whether a name is read as one name without being known beforehand."""
    return name.isidentifier() and name not in KEYWORDS


class KnownNames:
    """The names an expression may use that would otherwise fall apart, found by their first word.

    Scopes nest: `push` before a scope's names, `pop` after it.
    """

    __slots__ = ("_added", "_by_first")

    def __init__(self, names: Iterable[str]) -> None:
        """Know the built-in names and these."""
        self._by_first: dict[str, list[Parts]] = {}
        self._added: list[list[Parts]] = [[]]
        for name in BUILT_IN_NAMES:
            self.add(name)
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        """Know one more name in the innermost scope."""
        if is_plain(name) or not _NAME.fullmatch(normalised(name)):
            return
        parts = tuple(_PARTS.findall(name))
        self._by_first.setdefault(parts[0], []).append(parts)
        self._added[-1].append(parts)

    def push(self) -> None:
        """Begin an inner scope."""
        self._added.append([])

    def pop(self) -> None:
        """Forget the names of the inner scope."""
        for parts in self._added.pop():
            self._by_first[parts[0]].remove(parts)

    def longest(self, text: str, start: int, first: str) -> tuple[str, int] | None:
        """Return the longest known name at a place, normalised, with its end; None if none is."""
        best: tuple[str, int] | None = None
        for parts in self._by_first.get(first, ()):
            end = _match(text, start, parts)
            if end is not None and (best is None or end > best[1]):
                best = (_joined(parts), end)
        return best


def _match(text: str, start: int, parts: Parts) -> int | None:
    end = start
    for part in parts:
        blank = BLANK.match(text, end)
        if blank is not None and end != start:
            end = blank.end()
        if not text.startswith(part, end):
            return None
        end += len(part)
        if _PART.match(part[-1]) and _PART.match(text, end):
            return None
    return end


def _joined(parts: Parts) -> str:
    words: list[str] = []
    for part in parts:
        if words and _PART.match(part[0]) and _PART.match(words[-1][-1]):
            words.append(" ")
        words.append(part)
    return "".join(words)


def canonical(name: str) -> str:
    """Return the one spelling of a name: no spaces around operator characters, else single ones."""
    return name if is_plain(name) else _joined(tuple(_PARTS.findall(name)))


def words_from(text: str, start: int) -> tuple[str, int]:
    """Return the run of plain words beginning at a word, as one name, with its end."""
    words: list[str] = []
    end = position = start
    while True:
        found = WORD.match(text, position)
        if found is None or _ends_name(text, found):
            return " ".join(words), end
        words.append(found.group())
        end = found.end()
        blank = BLANK.match(text, end)
        position = blank.end() if blank else end


def _ends_name(text: str, word: re.Match[str]) -> bool:
    if word.group() in KEYWORDS:
        return True
    return bool(_INSTANCE_OF.match(text, word.start()))
