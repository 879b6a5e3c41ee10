"""How a part of a name is found by an index, in Chinese and English, with what every database has.

Neither database splits Chinese into words, and what would help (PostgreSQL's pg_trgm) is an
extension that a station's server need not have; SQLite's trigram index finds nothing shorter than
three letters, while two characters of Chinese are a usual search. So each place of a text has its
own row: the three letters that begin there, two where the first is no ASCII. A text has as many
rows as letters, but names and account numbers are entered once for all the cases that have them.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

LONGEST = 300
_PLAIN = 600
_ASKED = 3
"""How many grams of a search are looked up; what is found is compared whole in any case."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A search: `grams` that a text must have, or none and how one of them begins (`start`)."""

    plain: str
    grams: tuple[str, ...]
    start: str


def plain(text: str) -> str:
    """Return a text as it is compared: forms, capitals and spaces make no difference."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(folded.split())[:_PLAIN]


def grams(text: str) -> set[str]:
    """Return what is entered for a plain text: at the end also what is shorter."""
    return {text[at : at + _length(text[at])] for at in range(len(text))}


def asked(text: str) -> Asked:
    """Return what to look up for a search."""
    wanted = plain(text)
    whole = [
        wanted[at : at + _length(letter)]
        for at, letter in enumerate(wanted)
        if at + _length(letter) <= len(wanted)
    ]
    chosen = dict.fromkeys([*whole[:1], *whole[-1:], *whole[len(whole) // 2 :][:1]])
    return Asked(wanted, tuple(chosen)[:_ASKED], "" if whole else wanted)


def _length(letter: str) -> int:
    return 3 if letter.isascii() else 2
