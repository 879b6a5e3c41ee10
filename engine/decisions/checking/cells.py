"""Reads the cells of a table that are plain enough to reason about.

A plain cell lists values, comparisons and intervals of one kind (texts, numbers, booleans, dates),
perhaps inside `not(…)`. Everything else is FEEL that only an evaluation can judge.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

Plain = str | Decimal | bool | date

_LITERAL: Final = (
    r'(?:"[^"\\]*"|-?\d{1,20}(?:\.\d{1,10})?|true|false'
    r'|date\(\s*"\d{4}-\d\d-\d\d"\s*\)|@"\d{4}-\d\d-\d\d")'
)
_PART: Final = re.compile(
    rf"\s*(?:(?P<sign><=|>=|<|>|=)?\s*(?P<value>{_LITERAL})"
    rf"|(?P<open>[\[\](])\s*(?P<low>{_LITERAL})\s*\.\.\s*(?P<high>{_LITERAL})\s*(?P<close>[\[\])]))\s*",
    re.ASCII,
)
_NOT: Final = re.compile(r"not\s*\((.*)\)\s*", re.DOTALL)
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """The values from `low` to `high`; None is no bound; one value is both ends, included."""

    low: Plain | None
    high: Plain | None
    low_included: bool = True
    high_included: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """What a plain cell takes: the spans, or everything but them."""

    spans: tuple[Span, ...]
    negated: bool = False

    def values(self) -> tuple[Plain, ...]:
        """Return every value the cell names."""
        ends = (end for span in self.spans for end in (span.low, span.high))
        return tuple(end for end in ends if end is not None)


def read_cell(text: str) -> Cell | None:
    """Read a cell; None when it is not plain. A cell that asks nothing takes everything."""
    if text in ("", "-"):
        return Cell((), negated=True)
    inside = _NOT.fullmatch(text)
    spans = _spans(inside[1] if inside else text)
    return None if spans is None else Cell(spans, negated=inside is not None)


def _spans(text: str) -> tuple[Span, ...] | None:
    spans: list[Span] = []
    position = 0
    while True:
        part = _PART.match(text, position)
        if part is None:
            return None
        span = _span(part)
        if span is None:
            return None
        spans.append(span)
        position = part.end()
        if position == len(text):
            return tuple(spans)
        if text[position] != ",":
            return None
        position += 1


def _span(part: re.Match[str]) -> Span | None:
    if part["low"] is not None:
        low, high = _plain(part["low"]), _plain(part["high"])
        if low is None or high is None or type(low) is not type(high):
            return None
        return Span(
            low=low,
            high=high,
            low_included=part["open"] == "[",
            high_included=part["close"] == "]",
        )
    value = _plain(part["value"])
    match part["sign"]:
        case _ if value is None:
            return None
        case "<" | "<=":
            return Span(low=None, high=value, high_included=part["sign"] == "<=")
        case ">" | ">=":
            return Span(low=value, high=None, low_included=part["sign"] == ">=")
        case _:
            return Span(low=value, high=value)


def _plain(text: str) -> Plain | None:
    day = _DATE.search(text) if text[0] in "d@" else None
    if day is not None:
        try:
            return date.fromisoformat(day[0])
        except ValueError:
            return None
    if text[0] == '"':
        return text[1:-1]
    return text == "true" if text in ("true", "false") else Decimal(text)


def kind_of_plain(value: Plain) -> str:
    """Return the FEEL type of a plain value."""
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, str):
        return "string"
    return "number" if isinstance(value, Decimal) else "date"


def written(value: Plain) -> str:
    """Write a plain value as FEEL."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value}"'
    return f"{value:f}" if isinstance(value, Decimal) else f'date("{value.isoformat()}")'
