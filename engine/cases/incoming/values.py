"""Variables that come from outside: made values that a case can keep, or refused by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from engine.cases.errors import BadValue
from engine.feel.wire import dumps, loads

MAX_BYTES: Final = 200_000
"""Of all variables of one message together."""
MAX_NAMES: Final = 500
LONGEST_NAME: Final = 200
LONGEST_REQUEST: Final = 64
"""Characters of what a caller calls one sending, so that it counts once."""


def values_of(sent: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was sent as FEEL values: numbers exact, nothing that cannot be stored.

    Raises BadValue: what is no name (`name`) or no value (`value`), or too much (`long`).
    """
    if len(sent) > MAX_NAMES:
        raise BadValue(name="", reason="long")
    for name in sent:
        if not isinstance(name, str) or not 0 < len(name) <= LONGEST_NAME or "\x00" in name:
            raise BadValue(name=str(name)[:LONGEST_NAME], reason="name")
    made, size = {}, 0
    for name, value in sent.items():
        try:
            written = dumps(value)
        except (TypeError, ValueError, RecursionError):
            raise BadValue(name=name, reason="value") from None
        size += len(written)
        if size > MAX_BYTES:
            raise BadValue(name=name, reason="long")
        if b"\\u0000" in written:  # no database takes it
            raise BadValue(name=name, reason="value")
        made[name] = loads(written)
    return made


def text_of(name: str, text: str | None, longest: int = LONGEST_NAME) -> str | None:
    """Return a text that a message is addressed by. Raises BadValue."""
    if text is not None and (len(text) > longest or "\x00" in text):
        raise BadValue(name=name, reason="long" if len(text) > longest else "value")
    return text
