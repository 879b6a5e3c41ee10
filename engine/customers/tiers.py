"""How customers are ranked by their annual sales, and what tier follows from what is known.

The tier itself is the decision table `customer-tier`, which designers own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

from engine.customers.customers import Customer, CustomerHistory, CustomerStore
from engine.customers.events import TierChanged
from engine.identity.users import User
from engine.kernel.ids import CustomerId

RANKED = 200
"""How many of the largest have a rank; the rules in use ask for ten and fifty."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Tier:
    """A star tier and the rule it comes from."""

    tier: str
    reason: str


class TierRule(Protocol):
    """Asks the rule in use."""

    def __call__(self, facts: Mapping[str, Any]) -> Tier | None:
        """Return the tier of a customer; None while no rule is in use, or none applies."""
        ...


def ranks(sales: Sequence[tuple[CustomerId, int]]) -> dict[CustomerId, int]:
    """Return the rank of customers, given with their sales from the largest on.

    Those who buy the same share the better rank; who buys nothing has none.
    """
    found: dict[CustomerId, int] = {}
    rank, last = 0, -1
    for place, (customer, sold) in enumerate(sales, start=1):
        if sold <= 0:
            break
        if sold != last:
            rank, last = place, sold
        found[customer] = rank
    return found


def asked(customer: Customer) -> dict[str, Any]:
    """Return what the rule is told of a customer; what is unknown counts as the least."""
    return {
        "annual_sales_rank": customer.sales_rank,
        "sources": customer.sources or 1,
        "circuits": customer.circuits or 1,
        "reliability_need": customer.reliability_need or "ordinary",
        "social_impact": customer.social_impact or "no",
        "new_energy": customer.new_energy or "none",
    }


class TierUnit(Protocol):
    """One transaction, as ranking needs it."""

    @property
    def customers(self) -> CustomerStore:
        """The register."""
        ...

    @property
    def history(self) -> CustomerHistory:
        """What happened to customers."""
        ...


def classify(
    unit: TierUnit, rule: TierRule, touched: Iterable[CustomerId], now: datetime, actor: User
) -> int:
    """Rank the largest anew; give those touched, and those whose rank moved, their tier.

    Returns how many have another tier or another reason for it than before. What was set by hand
    stays in force: what the rule gives stands beside it.
    """
    before = unit.customers.ranked()
    after = ranks(unit.customers.largest(RANKED))
    moved = {key for key in {*before, *after} if before.get(key) != after.get(key)}
    count = 0
    for known in unit.customers.some({*touched, *moved}).values():
        ranked = replace(known, sales_rank=after.get(known.id))
        found = rule(asked(ranked))
        changed = found is not None and (found.tier, found.reason) != known.by_rule
        if found is not None and changed:
            ranked = ranked.rated(found.tier, found.reason, now)
        if ranked == known:
            continue
        unit.customers.update(ranked)
        if found is not None and changed:
            count += known.by_hand is None
            event = _changed(known, found, ranked.sales_rank)
            unit.history.append_to_customer(known.id, [event], at=now, actor=actor.id)
    return count


def _changed(known: Customer, found: Tier, rank: int | None) -> TierChanged:
    return TierChanged(
        before=known.by_rule[0],
        tier=found.tier,
        reason=found.reason,
        rank=rank,
        kept=known.tier if known.by_hand is not None else None,
    )
