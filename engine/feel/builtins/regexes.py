"""From the regular expressions of XPath, which DMN asks for, to those of RE2.

XPath's `\\w` and `\\d` mean letters and digits of every script, `\\i` and `\\c` the characters of
XML names, and `[a-z-[aeiou]]` a class without some of its members. RE2 has none of these.
"""

from __future__ import annotations

from engine.feel.errors import NotApplicable

Ranges = list[tuple[int, int]]

_LAST = 0x10FFFF
_OUTSIDE = {
    "d": r"\p{Nd}",
    "D": r"\P{Nd}",
    "w": r"[^\p{P}\p{Z}\p{C}]",
    "W": r"[\p{P}\p{Z}\p{C}]",
    "s": r"[ \t\n\r]",
    "S": r"[^ \t\n\r]",
    "i": r"[\p{L}_:]",
    "I": r"[^\p{L}_:]",
    "c": r"[\p{L}\p{M}\p{N}_:.\-\x{b7}]",
    "C": r"[^\p{L}\p{M}\p{N}_:.\-\x{b7}]",
}
_INSIDE = {
    "d": r"\p{Nd}",
    "D": r"\P{Nd}",
    "w": r"\p{L}\p{M}\p{N}\p{S}",
    "W": r"\p{P}\p{Z}\p{C}",
    "s": r" \t\n\r",
    "i": r"\p{L}_:",
    "c": r"\p{L}\p{M}\p{N}_:.\-\x{b7}",
}
_CHARACTERS = {"n": "\n", "r": "\r", "t": "\t"}
_SETS: dict[str, Ranges] = {
    "d": [(48, 57)],
    "w": [(48, 57), (65, 90), (95, 95), (97, 122)],
    "s": [(9, 10), (13, 13), (32, 32)],
}


def to_re2(text: str) -> str:
    """Return the RE2 pattern of an XPath one.

    Raises:
        NotApplicable: a class is malformed.
    """
    parts: list[str] = []
    at = 0
    while at < len(text):
        if text[at] == "\\":
            letter = text[at + 1 : at + 2]
            parts.append(_OUTSIDE.get(letter, "\\" + letter))
            at += 2
        elif text[at] == "[":
            part, at = _class(text, at)
            parts.append(part)
        else:
            parts.append(text[at])
            at += 1
    return "".join(parts)


def _class(text: str, start: int) -> tuple[str, int]:
    """Return a class in RE2's words, and the place after it."""
    parts = ["["]
    at = start + 1
    while at < len(text):
        if text.startswith("-[", at):
            ranges, end = _ranges(text, start)
            return _written(ranges), end
        if text[at] == "]" and at > start + 1:
            return "".join([*parts, "]"]), at + 1
        if text[at] == "\\":
            letter = text[at + 1 : at + 2]
            parts.append(_INSIDE.get(letter, "\\" + letter))
            at += 2
        else:
            parts.append("\\[" if text[at] == "[" else text[at])
            at += 1
    raise _unclosed()


def _unclosed() -> NotApplicable:
    return NotApplicable("a class of the pattern lacks its ']'")


def _ranges(text: str, start: int) -> tuple[Ranges, int]:
    """Return the members of a class with a subtraction, and the place after it."""
    negated = text.startswith("^", start + 1)
    at = start + 2 if negated else start + 1
    members: Ranges = []
    without: Ranges = []
    while at < len(text) and text[at] != "]":
        if text.startswith("-[", at):
            without, at = _ranges(text, at + 1)
            continue
        found, at = _member(text, at)
        members += found
    if at >= len(text):
        raise _unclosed()
    whole = _without([(0, _LAST)], members) if negated else members
    return _without(whole, without), at + 1


def _member(text: str, at: int) -> tuple[Ranges, int]:
    if text[at] == "\\" and text[at + 1 : at + 2] in _SETS:
        return _SETS[text[at + 1]], at + 2
    first, at = _character(text, at)
    if text.startswith("-", at) and text[at + 1 : at + 2] not in {"", "]", "["}:
        last, at = _character(text, at + 1)
        return [(first, last)], at
    return [(first, first)], at


def _character(text: str, at: int) -> tuple[int, int]:
    if text[at] != "\\":
        return ord(text[at]), at + 1
    letter = text[at + 1 : at + 2]
    if letter.isalnum() and letter not in _CHARACTERS:
        message = f"\\{letter} cannot stand in a class from which another is taken"
        raise NotApplicable(message)
    return ord(_CHARACTERS.get(letter, letter or "\\")), at + 2


def _without(ranges: Ranges, taken: Ranges) -> Ranges:
    for low, high in taken:
        kept = [(first, min(last, low - 1)) for first, last in ranges]
        kept += [(max(first, high + 1), last) for first, last in ranges]
        ranges = [(first, last) for first, last in kept if first <= last]
    return ranges


def _written(ranges: Ranges) -> str:
    if not ranges:
        return r"[^\x{0}-\x{10ffff}]"
    return "[" + "".join(f"\\x{{{low:x}}}-\\x{{{high:x}}}" for low, high in ranges) + "]"
