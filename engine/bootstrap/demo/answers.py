"""What people fill into the demo's forms, with its dates moved to the days of a case."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class Answers:
    """The answers of one case: those written down, moved in time, with its own differences."""

    def __init__(self, start: date, differs: Mapping[str, Mapping[str, Any]]) -> None:
        """Move every date as if the case had begun on `start`; `differs` is by form."""
        self._differs = differs
        self._shift = start - date.fromisoformat(_written()["written_for"])

    def application(self, own: Mapping[str, Any]) -> dict[str, Any]:
        """Return an application form with a customer's own values."""
        values: dict[str, Any] = self._moved(_written()["application"])
        return values | dict(own)

    def task(self, element: str) -> dict[str, Any]:
        """Return the values of the form of a task."""
        key = _form_of(element)
        values: dict[str, Any] = self._moved(_written()["forms"].get(key, {}))
        return values | dict(self._differs.get(key, {}))

    def _moved(self, value: Any) -> Any:  # noqa: ANN401  any JSON
        if isinstance(value, dict):
            return {key: self._moved(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [self._moved(inner) for inner in value]
        if isinstance(value, str) and _DATE.match(value):
            return moved_date(value, self._shift)
        return value


def _form_of(element: str) -> str:
    """Return the form of a task; what a late step calls for has one form whatever the step."""
    if element.startswith("urge-"):
        return "urge-step"
    if element.startswith("explain-"):
        return "explain-lateness"
    return str(_written()["tasks"].get(element, ""))


def moved_date(text: str, shift: timedelta) -> str:
    """Return a text that begins with an ISO date, moved; what follows the date stays."""
    return (date.fromisoformat(text[:10]) + shift).isoformat() + text[10:]


@cache
def _written() -> dict[str, Any]:
    folder = resources.files("engine.bootstrap.demo")
    read: dict[str, Any] = json.loads(folder.joinpath("answers.json").read_text(encoding="utf-8"))
    return read
