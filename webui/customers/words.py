"""The facts of a customer in the words of the trade, and what can be wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from engine.api import Flaw, RowFlaw
from webui.parts.codes import Words, word
from webui.parts.values import words as value_words

FACTS: Words = {
    "account_no": _l("Account no."),
    "name": _l("Customer name"),
    "address": _l("Address"),
    "industry": _l("Industry"),
    "voltage_kv": _l("Voltage (kV)"),
    "capacity_kva": _l("Capacity (kVA)"),
    "annual_sales_kwh": _l("Annual sales (kWh)"),
    "sources": _l("Power sources"),
    "circuits": _l("Circuits"),
    "lines": _l("Lines"),
    "importance_grade": _l("Importance"),
    "reliability_need": _l("Need for reliability"),
    "social_impact": _l("Major social impact of an outage"),
    "new_energy": _l("Photovoltaics or charging"),
    "dedicated_line": _l("Dedicated line"),
    "manager": _l("Customer manager"),
    "contacts": _l("Contacts"),
}

YES_NO: Words = {"yes": _l("yes"), "no": _l("no")}

CODES: Mapping[str, Words] = {
    "importance_grade": {
        "special": _l("special grade"),
        "first": _l("first grade"),
        "second": _l("second grade"),
        "temporary": _l("temporary importance"),
        "none": _l("not important"),
    },
    "reliability_need": {
        "high": _l("high need"),
        "some": _l("some need"),
        "ordinary": _l("ordinary need"),
    },
    "social_impact": YES_NO,
    "new_energy": {
        "none": _l("neither"),
        "pv": _l("photovoltaics"),
        "charging": _l("vehicle charging"),
    },
    "dedicated_line": YES_NO,
}

FLAWS: Words = {
    "missing": _l("Something must stand here."),
    "not-text": _l("Something here cannot be read as one line of text."),
    "not-one-of": _l("Choose one of the values offered."),
    "not-a-number": _l("This is not a number."),
    "not-whole": _l("This must be a whole number."),
    "taken": _l("Another customer has this account number."),
    "nobody": _l("Choose an active customer manager."),
    "over": _l("This day is over."),
}


def fact(name: str) -> str:
    """Return what a fact is called."""
    return word(FACTS, name)


def value(name: str, found: Any, people: Mapping[str, str]) -> str:  # noqa: ANN401  any fact
    """Return the value of a fact in the reader's language; `people` are names by login."""
    match name:
        case _ if name in CODES and found:
            return word(CODES[name], str(found))
        case "manager" if found:
            return people.get(str(found), str(found))
        case "lines":
            return str(_(", ")).join(map(str, found or ())) or "–"
        case "account_no" | "voltage_kv" if found:
            return str(found)
        case "contacts":
            return str(_("; ")).join(_contact(each) for each in found or ()) or "–"
        case _:
            return value_words(found)


def _contact(told: Mapping[str, str]) -> str:
    parts = (told.get("name"), told.get("duty"), told.get("phone"))
    return str(_(", ")).join(part for part in parts if part)


def flaw(found: Flaw) -> str:
    """Return what is wrong with a fact."""
    match found.code:
        case "too-long":
            return str(_("At most %(count)s letters.", count=found.wanted))
        case "too-small":
            return str(_("At least %(least)s.", least=found.wanted))
        case "too-large":
            return str(_("At most %(most)s.", most=found.wanted))
        case "too-many":
            return str(_("At most %(count)s of them.", count=found.wanted))
        case code:
            return word(FLAWS, code)


_OF_FILES: Mapping[str, Any] = {
    "missing": _l("Something must stand here."),
    "too-long": _l("It has more than %(wanted)s letters."),
    "not-text": _l("It holds what cannot stand in one line of text."),
    "not-one-of": _l("It must be one of: %(wanted)s."),
    "not-a-number": _l("This is not a number."),
    "not-whole": _l("This must be a whole number."),
    "too-small": _l("At least %(wanted)s."),
    "too-large": _l("At most %(wanted)s."),
    "too-many": _l("At most %(wanted)s of them."),
    "twice": _l("It stands on line %(wanted)s already."),
    "taken": _l("Another customer has this account number."),
    "nobody": _l("It is no active customer manager, or more than one has this name."),
    "unreadable": _l("The file is no text in %(wanted)s."),
    "no-header": _l("No column is known: the first line names them, such as %(wanted)s."),
    "column-missing": _l("The file has no such column."),
    "column-twice": _l("The file has this column twice."),
    "too-many-cells": _l("It stands behind the last column."),
    "too-many-rows": _l("More than %(wanted)s rows: a file so large is for the command."),
    "broken": _l("The quotation marks of this row are not closed."),
}


def row_flaw(found: RowFlaw) -> str:
    """Return what is wrong in a row of a file."""
    sentence = _OF_FILES.get(found.code)
    return str(sentence) % {"wanted": found.wanted} if sentence else found.code
