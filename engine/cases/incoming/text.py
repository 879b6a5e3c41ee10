"""Text that people typed or a file is called, made harmless to show and to store."""

from __future__ import annotations

import unicodedata

_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
"""Marks that turn the direction of what follows: they can make a text look like another."""


def plain(text: str, *, keep: str = "\n\t") -> str:
    """Return a text without control characters, turned direction and half characters; trimmed.

    `keep` are the control characters that stay. Line ends become `\\n`.
    """
    even = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in even if c in keep or _is_harmless(c)).strip()


def _is_harmless(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cs") and character not in _TURNS
