"""Setting a customer's tier by hand, and letting the rules say it again."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.api import BadCustomer, CustomerView, Forbidden, ReleaseTier, SetTier
from webui.customers import words
from webui.customers.pages import read, shown
from webui.parts.codes import TIERS, word
from webui.parts.forms.reading import text
from webui.shared.errors.table import answer_for
from webui.shared.sign_in.sessions import engine, me

LONGEST = 301
"""A letter more than a reason may have, so that one too long is told and not cut."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RatingShown:
    """The two forms as they were typed: setting a tier, and `release`, why it is taken back."""

    tier: str = ""
    reason: str = ""
    until: str = ""
    release: str = ""
    errors: dict[str, str] = field(default_factory=dict)


def install(customers: Blueprint) -> None:
    """Add the addresses."""
    at = "/customers/<customer>/tier"
    customers.add_url_rule(at, "rating", _rating)
    customers.add_url_rule(at, "rate", _rate, methods=["POST"])
    customers.add_url_rule(f"{at}/release", "release_tier", _release, methods=["POST"])


def _read(customer: str) -> CustomerView:
    view = read(customer)
    if "tier" not in view.may:
        raise Forbidden(me().id, SetTier.action)
    return view


def _rating(customer: str) -> ResponseReturnValue:
    view = _read(customer)
    hand = view.customer.by_hand
    if hand is None:
        return _page(view, RatingShown(tier=view.customer.tier or ""))
    until = hand.until.isoformat() if hand.until else ""
    form = RatingShown(tier=view.customer.tier or "", reason=hand.reason, until=until)
    return _page(view, form)


def _rate(customer: str) -> ResponseReturnValue:
    view = _read(customer)
    typed = RatingShown(tier=text("tier"), reason=text("reason", LONGEST), until=text("until"))
    until, errors = _day(typed.until)
    wish = SetTier(
        actor=me().id,
        customer=view.customer.id,
        tier=typed.tier,
        reason=typed.reason,
        until=until,
    )
    if errors:
        return _page(view, _with(typed, errors)), 422
    try:
        engine().execute(wish)
    except BadCustomer as error:
        return _refused(view, typed, error)
    flash(_("Saved."), "success")
    return redirect(url_for("customers.customer", customer=view.customer.id), 303)


def _release(customer: str) -> ResponseReturnValue:
    view = _read(customer)
    reason = text("release", LONGEST)
    try:
        engine().execute(ReleaseTier(actor=me().id, customer=view.customer.id, reason=reason))
    except BadCustomer as error:
        found = {"release": words.flaw(error.flaws[0])}
        form = RatingShown(tier=view.customer.tier or "", release=reason, errors=found)
        return _page(view, form), answer_for(error)[0]
    flash(_("The rules say the tier again."), "success")
    return redirect(url_for("customers.customer", customer=view.customer.id), 303)


def _day(typed: str) -> tuple[date | None, dict[str, str]]:
    if not typed:
        return None, {}
    try:
        return date.fromisoformat(typed), {}
    except ValueError:
        return None, {"until": str(_("This is not a day."))}


def _refused(view: CustomerView, typed: RatingShown, error: BadCustomer) -> ResponseReturnValue:
    errors = {flaw.fact: words.flaw(flaw) for flaw in error.flaws}
    return _page(view, _with(typed, errors)), answer_for(error)[0]


def _with(typed: RatingShown, errors: dict[str, str]) -> RatingShown:
    return RatingShown(
        tier=typed.tier, reason=typed.reason, until=typed.until, errors=typed.errors | errors
    )


def _page(view: CustomerView, form: RatingShown) -> str:
    tiers = [(code, word(TIERS, code)) for code in TIERS]
    return render_template(
        "customers/tier.html", customer=shown(view), form=form, tiers=tiers, tab=""
    )
