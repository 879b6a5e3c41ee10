"""Setting a customer's tier by hand, and letting the rules say it again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from engine.calendar.working import WorkingCalendar
from engine.customers.customers import BY_HAND, ByHand, Customer
from engine.customers.errors import BadCustomer, Flaw
from engine.customers.events import TierReleased, TierSet
from engine.customers.handlers import CustomerUnit, own
from engine.customers.messages import EndTiers, ReleaseTier, SetTier
from engine.customers.rules import line_flaws
from engine.identity.context import Context
from engine.kernel.messages import Event

TIERS = ("diamond", "gold", "ordinary")
"""The star tiers of the rule book (DOMAIN 5), as `customer-tier` gives them."""
LONGEST_REASON = 300
BITE = 100


class Set:
    """Handles `SetTier`."""

    def __init__(self, calendar: WorkingCalendar) -> None:
        """Tell days in the calendar's zone."""
        self._calendar = calendar

    def __call__(self, command: SetTier, context: Context[CustomerUnit]) -> None:
        """Set a tier by hand."""
        known = own(context, command.customer)
        reason = command.reason.strip()
        today = self._calendar.local_date(context.now)
        _refuse([*_tier_flaws(command, today), *_reason_flaws(reason)])
        hand = _by_hand(command, known, context)
        after = replace(known, tier=command.tier, tier_reason=BY_HAND, by_hand=hand)
        if command.tier != known.tier:
            after = replace(after, tier_since=context.now)
        if command.tier == known.tier and _same(known, hand):
            return
        until = command.until.isoformat() if command.until else None
        event = TierSet(
            before=known.tier,
            tier=command.tier,
            reason=reason,
            until=until,
            by_rule=hand.rule_tier,
        )
        _save(context, after, event)


def _by_hand(command: SetTier, known: Customer, context: Context[CustomerUnit]) -> ByHand:
    before = known.by_hand
    rule_tier, rule_reason = known.by_rule
    return ByHand(
        by=context.actor.id,
        reason=command.reason.strip(),
        until=command.until,
        rule_tier=rule_tier,
        rule_reason=rule_reason,
        rule_since=before.rule_since if before else known.tier_since,
    )


def _same(known: Customer, hand: ByHand) -> bool:
    """Say whether a tier set by hand is what it was, whoever set it."""
    return known.by_hand is not None and replace(hand, by=known.by_hand.by) == known.by_hand


def release(command: ReleaseTier, context: Context[CustomerUnit]) -> None:
    """Handle `ReleaseTier`."""
    known = own(context, command.customer)
    reason = command.reason.strip()
    _refuse(list(_reason_flaws(reason)))
    if known.by_hand is not None:
        _release(context, known, reason)


class End:
    """Handles `EndTiers`."""

    def __init__(self, calendar: WorkingCalendar) -> None:
        """Tell days in the calendar's zone."""
        self._calendar = calendar

    def __call__(self, _: EndTiers, context: Context[CustomerUnit]) -> int:
        """Release those whose last day is over; of two processes the second finds nothing."""
        today = self._calendar.local_date(context.now)
        ended = 0
        for key in context.unit.customers.ended_by_hand(today, BITE):
            known = context.unit.customers.hold(key)
            hand = known.by_hand if known is not None else None
            if known is not None and hand is not None and hand.until and hand.until < today:
                _release(context, known, None)
                ended += 1
        return ended


def _release(context: Context[CustomerUnit], known: Customer, reason: str | None) -> None:
    tier, why = known.by_rule
    after = replace(known, tier=tier, tier_reason=why, by_hand=None)
    if tier != known.tier:
        after = replace(after, tier_since=_since(tier, context.now))
    _save(context, after, TierReleased(before=known.tier, tier=tier, reason=reason))


def _since(tier: str | None, now: datetime) -> datetime | None:
    return now if tier is not None else None


def _save(context: Context[CustomerUnit], after: Customer, event: Event) -> None:
    context.unit.customers.update(after)
    actor = context.actor.id
    context.unit.history.append_to_customer(after.id, [event], at=context.now, actor=actor)


def _tier_flaws(command: SetTier, today: date) -> Iterator[Flaw]:
    if command.tier not in TIERS:
        wanted = ", ".join(TIERS)
        yield Flaw(fact="tier", code="not-one-of", found=command.tier[:40], wanted=wanted)
    if command.until is not None and command.until < today:
        yield Flaw(fact="until", code="over", found=command.until.isoformat())


def _reason_flaws(reason: str) -> Iterator[Flaw]:
    if not reason:
        yield Flaw(fact="reason", code="missing")
    yield from line_flaws("reason", reason, LONGEST_REASON)


def _refuse(flaws: list[Flaw]) -> None:
    if flaws:
        raise BadCustomer(tuple(flaws))
