"""Finds who is mentioned in a text: `@` and a sign-in name or a person's name, in any language.

Chinese names are followed by anything, so the longest known name wins; a Latin one must end where
the word ends, so that `@manager2` and `lee@manager.example` mention nobody called `manager`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

SIGNS = "@＠"
_JOINS = ".-"


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """A stretch of a text, sign included, that names people: several when they share a name."""

    start: int
    end: int
    logins: frozenset[str]


def find(text: str, names: Mapping[str, Iterable[str]]) -> tuple[Mention, ...]:
    """Return the mentions of a text in order; `names` are what each login is called."""
    called: dict[str, set[str]] = {}
    for login, spoken in names.items():
        for name in {login, *spoken}:
            called.setdefault(name.casefold(), set()).add(login)
    called.pop("", None)
    lengths = sorted({len(name) for name in called}, reverse=True)
    return tuple(_find(text, called, lengths))


def _find(text: str, called: Mapping[str, set[str]], lengths: Iterable[int]) -> Iterator[Mention]:
    end = 0
    for at, sign in enumerate(text):
        if sign not in SIGNS or at < end or (at and _is_latin(text[at - 1])):
            continue
        for length in lengths:
            stop = at + 1 + length
            logins = called.get(text[at + 1 : stop].casefold())
            if logins and stop <= len(text) and _ends_at(text, stop):
                yield Mention(start=at, end=stop, logins=frozenset(logins))
                end = stop
                break


def _ends_at(text: str, stop: int) -> bool:
    """Say whether a name may end before `stop`: not in the middle of a Latin word."""
    if not _is_latin(text[stop - 1]) or stop == len(text):
        return True
    after = text[stop]
    goes_on = after in _JOINS and stop + 1 < len(text) and _is_latin(text[stop + 1])
    return not (_is_latin(after) or goes_on)


def _is_latin(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character == "_")
