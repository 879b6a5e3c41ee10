"""What tier follows for a customer from the rule in use."""

import pytest

from engine.api import Customers
from tests.support.register import change, enter, numbered, take, told, view

# Tiers: the rule book on star tiers, first hit wins.


@pytest.mark.parametrize(
    ("facts", "tier", "reason"),
    [
        ({}, "ordinary", "ordinary"),
        ({"sources": 2, "reliability_need": "high"}, "diamond", "dual-source-high-reliability"),
        ({"social_impact": "yes", "circuits": 2}, "diamond", "major-social-impact"),
        ({"circuits": 2, "new_energy": "pv"}, "gold", "dual-circuit"),
        ({"reliability_need": "some"}, "gold", "some-reliability"),
        ({"new_energy": "charging"}, "gold", "new-energy"),
        # The only one who buys anything is the largest.
        ({"annual_sales_kwh": 1}, "diamond", "sales-rank-top-10"),
    ],
)
def test_the_tier_follows_from_the_rule_in_use_and_says_why(rated, facts, tier, reason):
    found = view(rated, enter(rated, **facts)).customer
    assert (found.tier, found.tier_reason) == (tier, reason)
    assert found.tier_since == rated.clock.now()


def test_ten_are_diamond_and_forty_gold_by_their_sales(rated):
    report = take(rated, numbered(60))
    assert (report.entered, report.tiers) == (60, 60)
    tiers = [
        row.customer.tier for row in rated.engine.query(Customers(actor="director", limit=200)).rows
    ]
    assert tiers == ["diamond"] * 10 + ["gold"] * 40 + ["ordinary"] * 10


def test_who_is_overtaken_gets_another_tier_and_the_history_says_so(rated):
    take(rated, numbered(11))
    tenth, eleventh = (
        next(r.customer for r in rated.engine.query(Customers(actor="director", text=t)).rows)
        for t in ("A009", "A010")
    )
    assert (tenth.tier, eleventh.tier) == ("diamond", "gold")
    change(rated, eleventh.id, annual_sales_kwh=1_000_000)
    assert view(rated, eleventh.id).customer.sales_rank == 1
    assert view(rated, tenth.id).customer.tier == "gold"
    kind, by, data = told(rated, tenth.id)[0]
    assert (kind, by) == ("tier-changed", "director")
    assert data == {
        "before": "diamond", "tier": "gold", "reason": "sales-rank-top-50", "rank": 11,
    }  # fmt: skip


def test_without_a_rule_in_use_nobody_has_a_tier(small):
    assert view(small, enter(small)).customer.tier is None
