"""What came with a request, read with care: anybody can write anything into an address."""

from __future__ import annotations

from typing import Any

from flask import request
from werkzeug.exceptions import BadRequest, NotFound

from engine.api import CaseId, TaskId

LONGEST_TEXT = 100
LONGEST_PLACE = 200
LONGEST_REQUEST = 64
"""What is read of a key under which a request counts once."""
LONGEST_NUMBER = 18
"""Digits: what every store takes as a whole number."""


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
    if not (written.isascii() and written.isdigit() and len(written) <= LONGEST_NUMBER):
        raise NotFound
    return int(written)


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
