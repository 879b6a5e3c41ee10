"""JavaScript's regular expressions on RE2, which always ends quickly.

What RE2 writes otherwise is rewritten: characters by their code (`\\u4e00`) and `\\s`, which in
JavaScript includes the ideographic space (ECMA-262, WhiteSpace and LineTerminator). What only a
backtracking machine can do (look-around, back references) is refused. A dot that should not match
`\\r`, `\\u2028` or `\\u2029` matches them here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from typing import Final

import re2

from engine.definitions.forms.fields import Pattern

MAX_LENGTH: Final = 1_000

_PART = re.compile(
    r"\\u\{([0-9a-fA-F]{1,6})\}|\\u([0-9a-fA-F]{4})|\\.|\[|\]|[^\\\[\]]+|\\", re.DOTALL
)
_SPACES = (
    r"\t\n\x0b\f\r \x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}"
)


class BadPattern(ValueError):
    """A pattern that cannot be used; the text says why."""


@lru_cache(maxsize=512)
def compiled(text: str) -> Pattern:
    """Return a JavaScript pattern compiled. Raises BadPattern."""
    if len(text) > MAX_LENGTH:
        raise BadPattern(f"longer than {MAX_LENGTH} characters")  # noqa: EM102
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 1 << 20
    try:
        return _Compiled(rewritten(text), options)
    except (re2.error, UnicodeEncodeError) as error:
        raise BadPattern(_why(error)) from None


class _Compiled:
    """A pattern, and a set of it alone: that a text matches, a set says in a fifth of the time,
    since it does not say where. It may say no when it runs out of memory; the pattern never does.
    """

    def __init__(self, text: str, options: re2.Options) -> None:
        """Compile what `rewritten` gave. Raises re2.error, UnicodeEncodeError."""
        self._search: Callable[[str], object | None] = re2.compile(text, options).search
        self._matches: Callable[[str], object | None] = self._search
        alone = re2.Set.SearchSet(options)
        with suppress(re2.error):  # as a set it may take more memory than it is given
            alone.Add(text)
            alone.Compile()
            self._matches = alone.Match

    def search(self, text: str) -> object | None:
        """Return something true when it matches anywhere in a text, else None."""
        return self._matches(text) or self._search(text)


def rewritten(text: str) -> str:
    """Return a JavaScript pattern as RE2 writes it. Raises BadPattern for `[\\S…]`."""
    parts, in_class = [], False
    for found in _PART.finditer(text):
        part = found[0]
        if part in ("[", "]"):
            # An opening bracket within brackets is a plain one.
            parts.append(r"\[" if part == "[" and in_class else part)
            in_class = part == "["
        elif code := found[1] or found[2]:
            parts.append(f"\\x{{{code}}}")
        elif part == r"\S" and in_class:
            raise BadPattern(r"\S in brackets")  # noqa: EM101
        elif part in (r"\s", r"\S"):
            negated = "^" if part == r"\S" else ""
            parts.append(_SPACES if in_class else f"[{negated}{_SPACES}]")
        else:
            parts.append(part)
    return "".join(parts)


def _why(error: Exception) -> str:
    reason = error.args[0] if error.args else error
    return reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
