"""What a customer's entry must be, and what changed in one: pure rules."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from typing import Any

from engine.customers.customers import Contact, Customer
from engine.customers.errors import Flaw

CODES: Mapping[str, tuple[str, ...]] = {
    "voltage_kv": ("0.22", "0.38", "10", "20", "35", "66", "110", "220"),
    "importance_grade": ("special", "first", "second", "temporary", "none"),
    "reliability_need": ("high", "some", "ordinary"),
    "social_impact": ("yes", "no"),
    "new_energy": ("none", "pv", "charging"),
    "dedicated_line": ("yes", "no"),
}
"""What may stand in a coded fact: the codes of the application form and of `customer-tier`."""
LONGEST: Mapping[str, int] = {
    "name": 300,
    "account_no": 32,
    "address": 2000,
    "industry": 200,
}
LARGEST: Mapping[str, int] = {
    "capacity_kva": 100_000_000,
    "annual_sales_kwh": 10**15,
    "sources": 9,
    "circuits": 9,
}
LEAST: Mapping[str, int] = {"sources": 1, "circuits": 1}
MOST_LINES = 9
MOST_CONTACTS = 20
LONGEST_LINE = 200
LONGEST_CONTACT: Mapping[str, int] = {"name": 200, "duty": 100, "phone": 64}
OURS = frozenset(
    {
        "id", "station", "tier", "tier_reason", "tier_since", "sales_rank",
        "tier_at_application", "application_reason", "by_hand",
    }
)  # fmt: skip
"""What the register finds out by itself: its changes have events of their own."""


def tidied(customer: Customer) -> Customer:
    """Return an entry without blanks around its texts, and without lines and contacts twice."""
    texts = ("name", *LONGEST, *CODES)
    known: dict[str, Any] = {name: _trimmed(getattr(customer, name)) for name in texts}
    known["name"] = customer.name.strip()
    lines = (line.strip() for line in customer.lines)
    contacts = (_contact(contact) for contact in customer.contacts)
    return replace(
        customer,
        **known,
        lines=tuple(dict.fromkeys(line for line in lines if line)),
        contacts=tuple(dict.fromkeys(c for c in contacts if c.name or c.phone or c.duty)),
    )


def _trimmed(value: str | None) -> str | None:
    return (value.strip() or None) if value is not None else None


def _contact(contact: Contact) -> Contact:
    return Contact(
        name=contact.name.strip(), duty=_trimmed(contact.duty), phone=_trimmed(contact.phone)
    )


def flaws(customer: Customer) -> tuple[Flaw, ...]:
    """Return everything that is wrong with a tidied entry, but what only the store can know."""
    return tuple((*_text_flaws(customer), *_number_flaws(customer), *_list_flaws(customer)))


def flaws_of(customer: Customer) -> tuple[Flaw, ...]:
    """Return what is wrong with an entry as it was typed."""
    return flaws(tidied(customer))


def _text_flaws(customer: Customer) -> Iterator[Flaw]:
    if not customer.name:
        yield Flaw(fact="name", code="missing")
    for fact, longest in LONGEST.items():
        yield from line_flaws(fact, getattr(customer, fact), longest)
    if customer.account_no and any(letter.isspace() for letter in customer.account_no):
        yield Flaw(fact="account_no", code="not-text", found=customer.account_no)
    for fact, codes in CODES.items():
        found = getattr(customer, fact)
        if found is not None and found not in codes:
            yield Flaw(fact=fact, code="not-one-of", found=found, wanted=", ".join(codes))


def line_flaws(fact: str, found: str | None, longest: int) -> Iterator[Flaw]:
    """Give what keeps a text from being one line of so many letters."""
    if found is None:
        return
    if len(found) > longest:
        yield Flaw(fact=fact, code="too-long", found=found[:40], wanted=str(longest))
    elif not found.isprintable():
        yield Flaw(fact=fact, code="not-text", found=found)


def _number_flaws(customer: Customer) -> Iterator[Flaw]:
    for fact, largest in LARGEST.items():
        found = getattr(customer, fact)
        if found is None:
            continue
        least = LEAST.get(fact, 0)
        if found < least:
            yield Flaw(fact=fact, code="too-small", found=str(found), wanted=str(least))
        if found > largest:
            yield Flaw(fact=fact, code="too-large", found=str(found), wanted=str(largest))


def _list_flaws(customer: Customer) -> Iterator[Flaw]:
    if len(customer.lines) > MOST_LINES:
        yield Flaw(fact="lines", code="too-many", wanted=str(MOST_LINES))
    for line in customer.lines:
        yield from line_flaws("lines", line, LONGEST_LINE)
    if len(customer.contacts) > MOST_CONTACTS:
        yield Flaw(fact="contacts", code="too-many", wanted=str(MOST_CONTACTS))
    for contact in customer.contacts:
        if not contact.name:
            yield Flaw(fact="contacts", code="missing", found=contact.phone or contact.duty or "")
        for part, longest in LONGEST_CONTACT.items():
            yield from line_flaws("contacts", getattr(contact, part), longest)


def facts(customer: Customer) -> dict[str, Any]:
    """Return what people enter of a customer, as the history keeps it; what is unknown is not."""
    told = {name: value for name, value in _told(customer).items() if value not in (None, [])}
    return {name: value for name, value in told.items() if name not in OURS}


def changes(before: Customer, after: Customer) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the facts that differ, as they were and as they are; None is what is unknown."""
    old, new = _told(before), _told(after)
    names = [name for name in old if name not in OURS and old[name] != new[name]]
    return {name: old[name] for name in names}, {name: new[name] for name in names}


def _told(customer: Customer) -> dict[str, Any]:
    contacts = [_plain(contact) for contact in customer.contacts]
    return asdict(customer) | {"lines": list(customer.lines), "contacts": contacts}


def _plain(contact: Contact) -> dict[str, str]:
    return {name: value for name, value in asdict(contact).items() if value}


def edition_of(customer: Customer) -> str:
    """Return a digest of all that people can change of a customer."""
    told = repr((customer.id, sorted(facts(customer).items())))
    return hashlib.sha256(told.encode()).hexdigest()[:16]
