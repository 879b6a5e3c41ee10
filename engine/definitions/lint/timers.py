"""Whether a timer's text is a time: ISO 8601 as Camunda 7 writes it, or FEEL."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final

_LITERAL: Final = re.compile(r"P[\dT]|R\d*/|\d{4}-")
_NUMBER: Final = r"\d+(?:[.,]\d+)?"
_DURATION: Final = re.compile(
    rf"P(?=.)(?:{_NUMBER}W|(?:\d+Y)?(?:\d+M)?(?:{_NUMBER}D)?"
    rf"(?:T(?=.)(?:{_NUMBER}H)?(?:{_NUMBER}M)?(?:{_NUMBER}S)?)?)",
    re.ASCII,
)
_FIELD: Final = r"(?:[\d*?/,\-#LW]|[A-Z]{3})+"
_CRON: Final = re.compile(rf"{_FIELD}(?:\s+{_FIELD}){{5,6}}", re.ASCII)


def is_literal(text: str) -> bool:
    """Whether a timer's text is meant as ISO 8601 rather than FEEL."""
    return _LITERAL.match(text) is not None


def is_cron(text: str) -> bool:
    """Whether a text looks like a cron expression: six or seven fields."""
    return _CRON.fullmatch(text) is not None


def is_time(kind: str, text: str) -> bool:
    """Whether a literal is right for `timeDate`, `timeDuration` or `timeCycle`."""
    if kind == "timeDuration":
        return _DURATION.fullmatch(text) is not None
    if kind == "timeDate":
        return _is_moment(text)
    repetition, _, rest = text.partition("/")
    if not rest or not re.fullmatch(r"R\d*", repetition, re.ASCII):
        return _DURATION.fullmatch(text) is not None
    start, slash, span = rest.rpartition("/")
    return _DURATION.fullmatch(span) is not None and (not slash or _is_moment(start))


def _is_moment(text: str) -> bool:
    try:
        if "T" in text:
            datetime.fromisoformat(text)
        else:
            date.fromisoformat(text)
    except ValueError:
        return False
    return True
