"""A customer's pages: what is known of it, its cases, what was changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.api import (
    AuditEntry,
    AuditTrail,
    ByHand,
    CaseLine,
    CasesOfCustomer,
    Contact,
    CustomerChanges,
    CustomerDetail,
    CustomerId,
    CustomerView,
)
from webui.customers import rated, words
from webui.customers.listing import TONES, sales
from webui.parts import audit
from webui.parts.audit import Changes, DayShown
from webui.parts.codes import CASE_STATES, TIER_REASONS, TIERS, word
from webui.parts.forms.reading import number_of, place, text, whole
from webui.parts.timelimits import clocks
from webui.parts.timelimits.clocks import ClockShown
from webui.shared.errors.problems import wants_fragment
from webui.shared.languages import language
from webui.shared.moments import day
from webui.shared.sign_in.sessions import engine, me

ROWS = 30
FIRST_CASES = 6
MASTER = (
    "account_no", "address", "industry", "voltage_kv", "capacity_kva", "annual_sales_kwh",
    "lines", "sources", "circuits", "importance_grade", "reliability_need", "social_impact",
    "new_energy", "dedicated_line",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseShown:
    """A case of a customer as a row."""

    id: int
    number: str
    process_name: str
    is_open: bool
    state: str
    waits_for: tuple[str, ...]
    clock: ClockShown | None
    manager: str
    started: str
    ended: str


@dataclass(frozen=True, kw_only=True, slots=True)
class HandShown:
    """A tier set by hand, and beside it what the rules give; empty when they give none."""

    by: str
    reason: str
    until: str
    rule_tier: str
    rule_tone: str
    rule_why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CustomerShown:
    """A customer in the reader's language: `facts` are pairs of a label and words."""

    id: int
    name: str
    account_no: str
    tier: str
    tone: str
    why: str
    since: str
    rank: str
    at_application: str
    hand: HandShown | None
    manager: str
    facts: tuple[tuple[str, str], ...]
    contacts: tuple[Contact, ...]
    may: frozenset[str]


def install(customers: Blueprint) -> None:
    """Add the addresses."""
    customers.add_url_rule("/customers/<customer>", "customer", _overview)
    customers.add_url_rule("/customers/<customer>/cases", "cases", _cases)
    customers.add_url_rule("/customers/<customer>/changes", "changes", _changes)


def read(customer: str) -> CustomerView:
    """Return the customer an address names. Raises NotFound, UnknownCustomer."""
    key = CustomerId(number_of(customer))
    return engine().query(CustomerDetail(actor=me().id, customer=key))


def shown(view: CustomerView) -> CustomerShown:
    """Return a customer in the reader's language; what is not known is left out."""
    known = view.customer
    told = {
        name: words.value(name, getattr(known, name), {})
        for name in MASTER
        if getattr(known, name) not in (None, "", ())
    }
    if known.annual_sales_kwh is not None:
        told["annual_sales_kwh"] = sales(known.annual_sales_kwh)
    rank = known.sales_rank
    return CustomerShown(
        id=known.id,
        name=known.name,
        account_no=known.account_no or "",
        tier=word(TIERS, known.tier),
        tone=TONES.get(known.tier or "", "bg-secondary-lt"),
        why=word(TIER_REASONS, known.tier_reason),
        since=day(known.tier_since) if known.tier_since else "",
        rank=str(_("No. %(rank)s by annual sales", rank=rank)) if rank else "",
        at_application=word(TIERS, known.tier_at_application),
        hand=_hand(view, known.by_hand) if known.by_hand else None,
        manager=view.manager.name_in(language()) if view.manager else "",
        facts=tuple((_label(name), told[name]) for name in MASTER if name in told),
        contacts=known.contacts,
        may=view.may,
    )


def _hand(view: CustomerView, hand: ByHand) -> HandShown:
    return HandShown(
        by=view.rated_by.name_in(language()) if view.rated_by else hand.by,
        reason=hand.reason,
        until=day(hand.until) if hand.until else "",
        rule_tier=word(TIERS, hand.rule_tier),
        rule_tone=TONES.get(hand.rule_tier or "", "bg-secondary-lt"),
        rule_why=word(TIER_REASONS, hand.rule_reason),
    )


def _label(name: str) -> str:
    # The unit stands with the figure: kWh, or 万kWh in Chinese.
    return str(_("Annual sales")) if name == "annual_sales_kwh" else words.fact(name)


def _overview(customer: str) -> ResponseReturnValue:
    view = read(customer)
    cases = engine().query(_of(view.customer.id, None, FIRST_CASES))
    return render_template(
        "customers/overview.html",
        customer=shown(view),
        rows=[_case(line) for line in cases.rows],
        more=cases.next is not None,
        next=None,
        tab="overview",
    )


def _of(customer: CustomerId, after: str | None, limit: int) -> CasesOfCustomer:
    return CasesOfCustomer(
        actor=me().id, customer=customer, language=language(), after=after, limit=limit
    )


def _cases(customer: str) -> ResponseReturnValue:
    view, after = read(customer), place()
    found = engine().query(_of(view.customer.id, after, ROWS))
    part = after is not None and wants_fragment()
    return render_template(
        "customers/case_rows.html" if part else "customers/cases.html",
        customer=shown(view),
        rows=[_case(line) for line in found.rows],
        next=found.next,
        tab="cases",
    )


def _case(line: CaseLine) -> CaseShown:
    return CaseShown(
        id=line.id,
        number=line.number,
        process_name=line.process_name,
        is_open=line.state in ("open", "suspended"),
        state=line.outcome or word(CASE_STATES, line.state),
        waits_for=line.waits_for,
        clock=clocks.shown(line.clock) if line.clock else None,
        manager=line.manager.name if line.manager else "",
        started=day(line.started),
        ended=day(line.ended) if line.ended else "",
    )


def _changes(customer: str) -> ResponseReturnValue:
    view = read(customer)
    before = whole(text("before"))
    found = engine().query(
        CustomerChanges(
            actor=me().id,
            customer=view.customer.id,
            before=before,
            limit=ROWS,
        )
    )
    part = before is not None and wants_fragment()
    return render_template(
        "customers/events.html" if part else "customers/changes.html",
        customer=shown(view),
        days=by_day(found),
        next=found.next,
        tab="changes",
    )


def by_day(found: AuditTrail) -> tuple[DayShown, ...]:
    """Return what happened in days of the station's zone, in the reader's language."""
    people = {login: user.name_in(language()) for login, user in found.named.items()}

    def changes(entry: AuditEntry) -> Changes:
        return () if entry.kind.startswith("tier-") else _facts(entry.data, people)

    return audit.by_day(found, _sentence, changes)


def _sentence(event: AuditEntry) -> str:
    data = event.data
    if event.kind.startswith("tier-"):
        return rated.sentence(event.kind, data)
    case, file = data.get("case"), data.get("file")
    if event.kind == "customer-entered":
        if case:
            return str(_("Entered with case %(case)s", case=case))
        return str(_("Entered from the file %(file)s", file=file) if file else _("Entered by hand"))
    if case:
        return str(_("Changed by case %(case)s", case=case))
    return str(_("Changed from the file %(file)s", file=file) if file else _("Changed by hand"))


def _facts(data: Any, people: dict[str, str]) -> Changes:  # noqa: ANN401
    before, after = data.get("before") or {}, data.get("after") or {}
    return tuple(
        (
            words.fact(name),
            words.value(name, before.get(name), people),
            words.value(name, after.get(name), people),
        )
        for name in dict.fromkeys([*before, *after])
    )
