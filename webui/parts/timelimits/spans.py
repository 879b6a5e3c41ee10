"""Numbers of working days, hours, months in words."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from flask_babel import format_decimal, ngettext
from flask_babel import lazy_gettext as _l

from webui.parts.codes import Words, word

Number = int | float | Decimal
Phrase = Callable[[Number], str]


def _figure(n: Number) -> str:
    """Return a number with at most one decimal, which only hours and minutes have."""
    return str(format_decimal(round(n, 1)))


def _working_days(n: Number) -> str:
    return str(ngettext("%(n)s working day", "%(n)s working days", n, n=_figure(n)))


def _days(n: Number) -> str:
    return str(ngettext("%(n)s day", "%(n)s days", n, n=_figure(n)))


def _hours(n: Number) -> str:
    return str(ngettext("%(n)s hour", "%(n)s hours", n, n=_figure(n)))


def _minutes(n: Number) -> str:
    return str(ngettext("%(n)s minute", "%(n)s minutes", n, n=_figure(n)))


def _months(n: Number) -> str:
    return str(ngettext("%(n)s month", "%(n)s months", n, n=_figure(n)))


_UNITS: dict[str, Phrase] = {
    "wd": _working_days,
    "d": _days,
    "h": _hours,
    "min": _minutes,
    "month": _months,
}


_UNIT_NAMES: Words = {
    "wd": _l("working days"),
    "d": _l("days"),
    "h": _l("hours"),
    "min": _l("minutes"),
    "month": _l("months"),
}


def unit_name(unit: str) -> str:
    """Return what numbers in a column of their own count."""
    return word(_UNIT_NAMES, unit)


def span(n: Number, unit: str) -> str:
    """Return `3 working days` for 3, `wd`; an unknown unit is shown as written."""
    phrase = _UNITS.get(unit)
    return phrase(n) if phrase else f"{n} {unit}"
