"""A customer as a form: what is shown in it, and what came back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from flask import request

from engine.api import CUSTOMER_CODES, Contact, Customer, CustomerId, StationId
from webui.customers import words
from webui.parts.codes import word
from webui.parts.forms.reading import text

EMPTY = Customer(id=CustomerId(0), station=StationId(0), name="")
TEXTS = {"account_no": 40, "name": 301, "address": 2001, "industry": 201}
NUMBERS = ("capacity_kva", "annual_sales_kwh", "sources", "circuits")
LONGEST_DIGITS = 18
CONTACTS = 20
EMPTY_CONTACTS = 2
"""So many empty rows are offered for further contacts."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FormShown:
    """The form: `values` as written by field, `options` by coded fact, `errors` by fact."""

    values: Mapping[str, str]
    options: Mapping[str, list[tuple[str, str]]]
    contacts: list[Contact]
    edition: str
    errors: dict[str, str] = field(default_factory=dict)

    def with_errors(self, errors: Mapping[str, str]) -> FormShown:
        """Return the form with sentences at facts; what was typed stays."""
        return replace(self, errors=self.errors | dict(errors))


def shown(customer: Customer, edition: str = "", *, typed: bool = False) -> FormShown:
    """Return the form filled with a customer, or with what was just typed of one."""
    values = {name: _written(getattr(customer, name)) for name in (*TEXTS, *NUMBERS)}
    values |= {code: getattr(customer, code) or "" for code in CUSTOMER_CODES}
    values["lines"] = "\n".join(customer.lines)
    if typed:
        values |= {name: text(name) for name in NUMBERS}
    options = {
        code: [(value, _option(code, value)) for value in known]
        for code, known in CUSTOMER_CODES.items()
    }
    room = min(EMPTY_CONTACTS, CONTACTS - len(customer.contacts))
    empty = [Contact(name="") for _ in range(room)]
    contacts = [*customer.contacts, *empty]
    return FormShown(values=values, options=options, contacts=contacts, edition=edition)


def _written(found: Any) -> str:  # noqa: ANN401  text or number
    return "" if found is None else str(found)


def _option(code: str, value: str) -> str:
    return f"{value} kV" if code == "voltage_kv" else word(words.CODES[code], value)


def read(known: Customer) -> tuple[Customer, dict[str, str]]:
    """Return a customer as the form described it, and what in it is no number, by fact.

    What else makes no sense the engine refuses.
    """
    told: dict[str, Any] = {name: text(name, longest) or None for name, longest in TEXTS.items()}
    told["name"] = told["name"] or ""
    told |= {code: text(code) or None for code in CUSTOMER_CODES}
    errors = {}
    for name in NUMBERS:
        written = text(name).replace(",", "").replace("，", "")
        if written and not (written.isascii() and written.isdigit()):
            errors[name] = word(words.FLAWS, "not-whole")
        elif len(written) > LONGEST_DIGITS:
            errors[name] = word(words.FLAWS, "not-a-number")
        else:
            told[name] = int(written) if written else None
    lines = request.form.get("lines", "")[:4000].replace("；", "\n").replace(";", "\n")
    told["lines"] = tuple(line.strip() for line in lines.splitlines() if line.strip())
    return replace(known, **told, contacts=_contacts()), errors


def _contacts() -> tuple[Contact, ...]:
    rows = zip(
        request.form.getlist("contact_name"),
        request.form.getlist("contact_duty"),
        request.form.getlist("contact_phone"),
        strict=False,
    )
    found = [tuple(cell.strip()[:201] for cell in row) for row in rows]
    return tuple(
        Contact(name=name, duty=duty or None, phone=phone or None)
        for name, duty, phone in found[: CONTACTS + 1]
        if name or duty or phone
    )
