"""Values of a case in words, whatever they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from flask_babel import format_decimal
from flask_babel import gettext as _

from webui.shared.moments import day, moment

LONGEST = 400
"""Characters shown of one value; the rest is in the form it came from."""


def words(value: object) -> str:
    """Return a value in the reader's way; a list by commas, a context as `name: value`."""
    return _words(value)[:LONGEST]


def _words(value: object) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return paired((str(name), _words(each)) for name, each in value.items())
    if isinstance(value, Sequence):
        return joined(_words(each) for each in value)
    return _one(value)


def joined(said: Iterable[str]) -> str:
    """Return the words of a list."""
    return str(_(", ")).join(said)


def paired(said: Iterable[tuple[str, str]]) -> str:
    """Return the words of a context, given as names and values."""
    return str(_("; ")).join(str(_("%(name)s: %(value)s", name=n, value=v)) for n, v in said)


def _one(value: object) -> str:
    match value:
        case bool():
            return str(_("yes") if value else _("no"))
        case int() | Decimal():
            return str(format_decimal(value))
        case datetime():
            return moment(value)
        case date():
            return day(value)
        case _:
            return str(value)
