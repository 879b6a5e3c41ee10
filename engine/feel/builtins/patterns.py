"""Regular expressions of XPath (which DMN asks for), run by RE2: its time grows with the text only.

RE2 has no back-references; a pattern with one is refused like any other that cannot be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module
from typing import Protocol

from engine.feel.builtins.regexes import to_re2
from engine.feel.errors import NotApplicable
from engine.feel.running.budget import Run

_MAX_PATTERN = 2000
_MAX_MEMORY = 1 << 18
# What things cost in steps, measured: a match; a pattern never seen before; a state tried.
_MATCH = 8
_NEW_PATTERN = 1000
_NEW_CHARACTER = 20
_STATES_PER_STEP = 40
_FLAGS = frozenset("smixq")
_REFERENCE = re.compile(r"\\([\\$])|\$(\d+)|(\\|\$)")


class Match(Protocol):
    """What RE2 returns for a match."""

    def group(self, number: int = 0) -> str | None: ...  # noqa: D102
    def start(self) -> int: ...  # noqa: D102
    def end(self) -> int: ...  # noqa: D102


class Pattern(Protocol):
    """What RE2 compiles a pattern to."""

    groups: int
    programsize: int

    def search(self, text: str) -> Match | None: ...  # noqa: D102
    def finditer(self, text: str) -> Iterator[Match]: ...  # noqa: D102


def pattern(run: Run, text: str, regex: str, flags: str) -> Pattern:
    """Return a pattern made ready to search a text, and charge the run for that search.

    Raises:
        NotApplicable: it is not one, or too long.
        FeelLimitExceeded: the search could take too long.
    """
    run.check_text(len(text))
    known = _compiled.cache_info().misses
    try:
        compiled = _compiled(regex, flags)
    finally:
        if _compiled.cache_info().misses != known:
            run.charge(_NEW_PATTERN + len(regex) * _NEW_CHARACTER)
    run.charge(compiled.programsize * len(text) // _STATES_PER_STEP)
    return compiled


@lru_cache(maxsize=256)
def _compiled(text: str, flags: str) -> Pattern:
    if len(text) > _MAX_PATTERN:
        message = f"a pattern has at most {_MAX_PATTERN} characters"
        raise NotApplicable(message)
    unknown = set(flags) - _FLAGS
    if unknown:
        message = f"the flag '{min(unknown)}' is none of s, m, i, x and q"
        raise NotApplicable(message)
    re2 = import_module("re2")  # costs 20 ms, and few expressions need it
    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MAX_MEMORY
    try:
        compiled: Pattern = re2.compile(_translated(text, flags), options)
    except re2.error as error:
        message = f'"{text[:60]}" is not a regular expression: {_reason(error)}'
        raise NotApplicable(message) from error
    return compiled


def _reason(error: Exception) -> str:
    reason = error.args[0] if error.args else ""
    return reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)


def _translated(text: str, flags: str) -> str:
    if "q" in flags:
        text = re.escape(text)
    else:
        text = to_re2(_without_blanks(text) if "x" in flags else text)
    kept = "".join(sorted(set(flags) & set("smi")))
    return (f"(?{kept})" if kept else "") + text


def _without_blanks(text: str) -> str:
    """Drop white space outside character classes, as the flag x asks."""
    kept: list[str] = []
    depth, escaped = 0, False
    for letter in text:
        if escaped:
            escaped = False
        elif letter == "\\":
            escaped = True
        else:
            depth += (letter == "[") - (letter == "]")
            if depth == 0 and letter in " \t\r\n":
                continue
        kept.append(letter)
    return "".join(kept)


def replaced(run: Run, text: str, compiled: Pattern, replacement: str) -> str:
    """Return a text with every match replaced.

    Raises:
        NotApplicable: the pattern matches the empty string, or the replacement is malformed.
        FeelLimitExceeded: the result would be too long.
    """
    if compiled.search("") is not None:
        message = "the pattern matches the empty string"
        raise NotApplicable(message)
    parts: list[str] = []
    size = end = 0
    for match in compiled.finditer(text):
        run.charge(_MATCH)
        parts += text[end : match.start()], _filled(replacement, match, compiled.groups)
        size += len(parts[-1])
        run.check_text(size + len(text))
        end = match.end()
    return "".join(parts) + text[end:]


def _filled(replacement: str, match: Match, groups: int) -> str:
    def one(found: re.Match[str]) -> str:
        literal, digits, stray = found.groups()
        if stray is not None:
            message = "in a replacement, $ stands before a digit; write \\$ and \\\\ for themselves"
            raise NotApplicable(message)
        return literal if digits is None else _group(digits, match, groups)

    return _REFERENCE.sub(one, replacement)


def _group(digits: str, match: Match, groups: int) -> str:
    """Return a group by its number: as many digits as there are groups for, the rest is text."""
    size = len(digits)
    while size > 1 and int(digits[:size]) > groups:
        size -= 1
    number = int(digits[:size])
    return ((match.group(number) or "") if number <= groups else "") + digits[size:]


def split_by(run: Run, text: str, compiled: Pattern) -> list[object]:
    """Return the parts between the matches.

    Raises:
        NotApplicable: the pattern matches the empty string.
        FeelLimitExceeded: there are too many parts.
    """
    if compiled.search("") is not None:
        message = "the delimiter matches the empty string"
        raise NotApplicable(message)
    parts: list[object] = []
    end = 0
    for match in compiled.finditer(text):
        run.charge(_MATCH)
        parts.append(text[end : match.start()])
        end = match.end()
    return [*parts, text[end:]]
