"""The customer of a case, as a card beside the work."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from engine.api import CustomerCard, CustomerId
from webui.parts.codes import TIER_REASONS, TIERS, word


@dataclass(frozen=True, kw_only=True, slots=True)
class CustomerShown:
    """A name, a tier with its reason, and pairs of a label and words for what is known."""

    id: CustomerId
    name: str
    tier: str
    tier_reason: str
    rows: tuple[tuple[str, str], ...]
    phone: str | None


def shown(card: CustomerCard) -> CustomerShown:
    """Return a customer in the reader's language; what is not known is left out."""
    known = (
        (_("Account no."), card.account_no),
        (_("Address"), card.address),
        (_("Contact"), card.contact),
        (_("Telephone"), card.phone),
        (_("Voltage"), f"{card.voltage_kv} kV" if card.voltage_kv else None),
        (_("Line"), str(_(", ")).join(card.lines)),
        (_("Customer manager"), card.manager.name if card.manager else None),
    )
    return CustomerShown(
        id=card.id,
        name=card.name,
        tier=word(TIERS, card.tier),
        tier_reason=word(TIER_REASONS, card.tier_reason),
        rows=tuple((str(label), value) for label, value in known if value),
        phone=card.phone,
    )
