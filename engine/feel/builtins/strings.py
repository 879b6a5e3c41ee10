"""Strings (DMN 1.5 section 10.3.4.3); positions and lengths count characters, not bytes."""

from __future__ import annotations

from decimal import Decimal

from engine.feel.builtins.lists import place, whole
from engine.feel.builtins.patterns import pattern, replaced, split_by
from engine.feel.builtins.registry import builtin
from engine.feel.data.values import shown
from engine.feel.errors import NotApplicable
from engine.feel.running.budget import Run


@builtin("substring", "string: string, start position: number, length?: number")
def substring(run: Run, string: str, start: Decimal, length: Decimal | None) -> str:
    """Return the part from a position on, all or so long; a negative one counts from the end."""
    run.charge(len(string) >> 10)
    first = place(start, len(string))
    if length is None:
        return string[first:]
    wanted = whole(length)
    if wanted < 1:
        message = "the length is at least 1"
        raise NotApplicable(message)
    return string[first : first + wanted]


@builtin("string length", "string: string")
def string_length(_run: Run, string: str) -> Decimal:
    """Return the number of characters."""
    return Decimal(len(string))


@builtin("upper case", "string: string")
def upper_case(run: Run, string: str) -> str:
    """Return the string in capitals."""
    run.check_text(len(string))
    return string.upper()


@builtin("lower case", "string: string")
def lower_case(run: Run, string: str) -> str:
    """Return the string in small letters."""
    run.check_text(len(string))
    return string.lower()


@builtin("substring before", "string: string, match: string")
def substring_before(_run: Run, string: str, match: str) -> str:
    """Return what stands before the first match; the empty string without one."""
    return string.partition(match)[0] if match and match in string else ""


@builtin("substring after", "string: string, match: string")
def substring_after(_run: Run, string: str, match: str) -> str:
    """Return what stands after the first match; the empty string without one."""
    return string.partition(match)[2] if match else string


@builtin("contains", "string: string, match: string")
def contains(_run: Run, string: str, match: str) -> bool:
    """Say whether the string holds a match."""
    return match in string


@builtin("starts with", "string: string, match: string")
def starts_with(_run: Run, string: str, match: str) -> bool:
    """Say whether the string begins with a match."""
    return string.startswith(match)


@builtin("ends with", "string: string, match: string")
def ends_with(_run: Run, string: str, match: str) -> bool:
    """Say whether the string ends with a match."""
    return string.endswith(match)


@builtin("matches", "input: string, pattern: string, flags?: string")
def matches(run: Run, text: str, regex: str, flags: str | None) -> bool:
    """Say whether a regular expression matches somewhere in the string."""
    return pattern(run, text, regex, flags or "").search(text) is not None


@builtin("replace", "input: string, pattern: string, replacement: string, flags?: string")
def replace(run: Run, text: str, regex: str, replacement: str, flags: str | None) -> str:
    """Return the string with every match replaced; $1 is what the first group matched."""
    return replaced(run, text, pattern(run, text, regex, flags or ""), replacement)


@builtin("split", "string: string, delimiter: string")
def split(run: Run, text: str, delimiter: str) -> list[object]:
    """Return the parts between the matches of a regular expression."""
    return split_by(run, text, pattern(run, text, delimiter, ""))


@builtin("string join", "list: list, delimiter?: string or null")
def string_join(run: Run, items: list[object], delimiter: str | None) -> str:
    """Return all strings of a list in one, nulls left out."""
    run.charge(len(items))
    texts: list[str] = []
    for item in items:
        if isinstance(item, str):
            texts.append(item)
        elif item is not None:
            message = f"every element must be a string, one is {shown(item)}"
            raise NotApplicable(message)
    between = delimiter or ""
    run.check_text(sum(map(len, texts)) + len(between) * len(texts))
    return between.join(texts)
