"""Numbers of rows that were not all counted."""

from __future__ import annotations

from flask_babel import gettext as _

from engine.api import MANY, Number
from webui.shared.numbers import counted


def at_least(found: Number) -> str:
    """Return how many there are: `42`, `999+`, `at least 42`."""
    if found.least and found.number < MANY:
        return str(_("at least %(number)s", number=found.number))
    return counted(found.number)
