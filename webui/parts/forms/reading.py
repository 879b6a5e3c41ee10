"""What came with a request, read with care: anybody can write anything into an address."""

from __future__ import annotations

from typing import Any

from flask import request
from werkzeug.exceptions import BadRequest, NotFound

from engine.api import CaseId, TaskId

LONGEST_TEXT = 100
LONGEST_PLACE = 200
LONGEST_KEY = 200
"""What is read of a name that a designer gave: of a process, an element, a message, a variable."""
LONGEST_REQUEST = 64
"""What is read of a key under which a request counts once."""
LONGEST_NUMBER = 18
"""Digits: what every store takes as a whole number."""
LONGEST_WITHIN = 9
"""Digits of what is numbered within a case: its events, its element instances."""


def text(name: str, longest: int = LONGEST_TEXT) -> str:
    """Return a text of the address or the form: one line, trimmed, cut; empty when missing."""
    found = request.values.get(name, "")
    return "".join(c if c.isprintable() else " " for c in found)[:longest].strip()


def place() -> str | None:
    """Return where a list goes on, as the engine gave it; None for its beginning."""
    return text("after", LONGEST_PLACE) or None


def task_of(written: str) -> TaskId:
    """Return the task an address names. Raises NotFound when it names none."""
    task = TaskId.parse(written)
    if task is None:
        raise NotFound
    return task


def case_of(written: str) -> CaseId:
    """Return the case an address names. Raises NotFound when it names none."""
    return CaseId(number_of(written))


def number_of(written: str) -> int:
    """Return the number an address names something by. Raises NotFound when it is none."""
    found = whole(written)
    if found is None:
        raise NotFound
    return found


def whole(written: str, digits: int = LONGEST_NUMBER) -> int | None:
    """Return the whole number some text is, None when it is none or has more digits."""
    if written.isascii() and written.isdigit() and len(written) <= digits:
        return int(written)
    return None


def sent() -> dict[str, Any]:
    """Return the JSON object a script sent, `{}` for a plain HTML form; `values` is an object.

    Raises BadRequest for JSON that is broken, of another shape, or nested beyond measure.
    """
    if not request.is_json:
        return {"values": {}}
    try:
        body = request.get_json()
    except RecursionError as error:
        raise BadRequest from error
    if not isinstance(body, dict) or not isinstance(body.setdefault("values", {}), dict):
        raise BadRequest
    return body
