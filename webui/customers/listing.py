"""The list of customers."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import format_decimal
from flask_babel import gettext as _

from engine.api import (
    ChooseCustomers,
    CustomerChoices,
    CustomerLine,
    Customers,
    EnterCustomer,
    Scope,
    UserId,
    name_key,
    scope_of,
)
from webui.customers.importing import may_import
from webui.parts.codes import TIER_REASONS, TIERS, word
from webui.parts.forms.reading import place, text
from webui.parts.people import by_name
from webui.shared.errors.problems import wants_fragment
from webui.shared.languages import language
from webui.shared.sign_in.sessions import engine, me

ROWS = 40
LONGEST_LINE = 200
TONES = {"diamond": "bg-purple-lt", "gold": "bg-yellow-lt"}


@dataclass(frozen=True, kw_only=True, slots=True)
class RowShown:
    """A customer as a row."""

    id: int
    name: str
    account_no: str
    tier: str
    tone: str
    tier_reason: str
    supply: str
    lines: str
    sales: str
    manager: str


def install(customers: Blueprint) -> None:
    """Add the address."""
    customers.add_url_rule("/customers", "listing", _list)


def may_enter() -> bool:
    """Say whether the reader may enter customers."""
    return scope_of(me(), EnterCustomer.action) is not Scope.NONE


def _list() -> ResponseReturnValue:
    after = place()
    tier = text("tier") if text("tier") in TIERS else None
    line, manager = text("line", LONGEST_LINE) or None, text("manager") or None
    found = engine().query(
        Customers(
            actor=me().id,
            text=text("q"),
            tier=tier,
            line=line,
            manager=UserId(manager) if manager else None,
            after=after,
            limit=ROWS,
        )
    )
    wish = {"q": text("q") or None, "tier": tier, "line": line, "manager": manager}
    shown = {
        "rows": [_row(each) for each in found.rows],
        "next": found.next,
        "wish": wish,
        "narrowed": any(wish.values()),
        "manager_column": scope_of(me(), Customers.action) is Scope.STATION,
    }
    if after and wants_fragment():
        return render_template("customers/rows.html", **shown)
    choices = engine().query(ChooseCustomers(actor=me().id))
    return render_template(
        "customers/listing.html",
        may_enter=may_enter(),
        may_import=may_import(),
        **_filters(choices),
        **shown,
    )


def _filters(choices: CustomerChoices) -> dict[str, object]:
    return {
        "tiers": [(code, word(TIERS, code)) for code in TIERS],
        "lines": [(line, line) for line in sorted(choices.lines, key=name_key)],
        "managers": by_name(choices.managers),
    }


def _row(line: CustomerLine) -> RowShown:
    customer = line.customer
    volts = f"{customer.voltage_kv} kV" if customer.voltage_kv else ""
    capacity = f"{format_decimal(customer.capacity_kva)} kVA" if customer.capacity_kva else ""
    return RowShown(
        id=customer.id,
        name=customer.name,
        account_no=customer.account_no or "",
        tier=word(TIERS, customer.tier),
        tone=TONES.get(customer.tier or "", "bg-secondary-lt"),
        tier_reason=word(TIER_REASONS, customer.tier_reason),
        supply=" · ".join(part for part in (volts, capacity) if part) or "–",
        lines=str(_(", ")).join(customer.lines) or "–",
        sales=sales(customer.annual_sales_kwh),
        manager=line.manager.name_in(language()) if line.manager else "–",
    )


def sales(kwh: int | None) -> str:
    """Return annual sales: in Chinese by 万kWh, as the trade counts."""
    if kwh is None:
        return "–"
    if language() == "zh" and kwh >= 10_000:
        return f"{format_decimal(round(kwh / 10_000, 1))} 万kWh"
    return f"{format_decimal(kwh)} kWh"
