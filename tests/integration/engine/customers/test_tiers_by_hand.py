"""A tier set by hand holds beside what the rules give, until taken back or its day is over."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from engine.api import (
    BadCustomer,
    CaseFilter,
    CaseList,
    ChangeCustomer,
    Customers,
    Forbidden,
    ReleaseTier,
    SetTier,
    UnknownCustomer,
    VerifyHistory,
)
from engine.bootstrap.housekeeping import Housekeeper
from engine.customers.messages import EndTiers
from engine.dispatch.dispatcher import SYSTEM
from tests.support.register import enter, numbered, take, told, view
from tests.support.together import at_once, refusals

WHY = "chosen by the county for the assurance of supply"


def rate(station, customer, tier="diamond", reason=WHY, until=None, by="director"):
    wish = SetTier(actor=by, customer=customer, tier=tier, reason=reason, until=until)
    station.engine.execute(wish)


def release(station, customer, reason="the assurance is over", by="director"):
    station.engine.execute(ReleaseTier(actor=by, customer=customer, reason=reason))


def listed(station, tier):
    found = station.engine.query(Customers(actor="director", tier=tier))
    return [row.customer.id for row in found.rows]


def test_a_tier_set_by_hand_is_in_force_and_the_rules_stands_beside_it(rated):
    customer = enter(rated, circuits=2)
    entered = rated.clock.now()
    rated.clock.advance(timedelta(days=1))
    rate(rated, customer, until=date(2026, 3, 31))
    found = view(rated, customer)
    assert (found.customer.tier, found.customer.tier_reason) == ("diamond", "by-hand")
    assert found.customer.tier_since == rated.clock.now()
    hand = found.customer.by_hand
    assert (hand.by, hand.reason, hand.until) == ("director", WHY, date(2026, 3, 31))
    assert (hand.rule_tier, hand.rule_reason) == ("gold", "dual-circuit")
    assert hand.rule_since == entered
    assert found.rated_by.id == "director"
    assert listed(rated, "diamond") == [customer]
    assert listed(rated, "gold") == []
    assert told(rated, customer)[0] == (
        "tier-set",
        "director",
        {"before": "gold", "tier": "diamond", "reason": WHY, "until": "2026-03-31",
         "by_rule": "gold"},
    )  # fmt: skip


def test_the_same_again_leaves_no_word_and_another_reason_does(rated):
    customer = enter(rated)
    for _ in range(2):
        rate(rated, customer)
        rate(rated, customer, by="specialist")
    assert [kind for kind, *_ in told(rated, customer)].count("tier-set") == 1
    rate(rated, customer, reason="another", by="specialist")
    rate(rated, customer, reason="another", until=date(2026, 12, 31))
    kinds = [(kind, by) for kind, by, _ in told(rated, customer)[:2]]
    assert kinds == [("tier-set", "director"), ("tier-set", "specialist")]
    assert view(rated, customer).customer.by_hand.rule_tier == "ordinary"


def test_taken_back_the_rules_say_the_tier_as_they_would_now(rated):
    customer = enter(rated)
    rate(rated, customer)
    known = view(rated, customer)
    wish = replace(known.customer, circuits=2)
    rated.engine.execute(ChangeCustomer(actor="director", customer=wish, edition=known.edition))
    kept = view(rated, customer).customer
    assert (kept.tier, kept.by_hand.rule_tier) == ("diamond", "gold")
    kind, _, data = told(rated, customer)[0]
    assert (kind, data["tier"], data["kept"]) == ("tier-changed", "gold", "diamond")
    rated.clock.advance(timedelta(days=2))
    release(rated, customer)
    found = view(rated, customer).customer
    assert (found.tier, found.tier_reason, found.by_hand) == ("gold", "dual-circuit", None)
    assert found.tier_since == rated.clock.now()
    data = {"before": "diamond", "tier": "gold", "reason": "the assurance is over"}
    assert told(rated, customer)[0] == ("tier-released", "director", data)
    release(rated, customer)  # nothing is left to take back
    assert [kind for kind, *_ in told(rated, customer)].count("tier-released") == 1
    assert rated.engine.query(VerifyHistory(actor="auditor")).touched == ()


def test_an_import_does_not_wipe_it(rated):
    take(rated, numbered(12))
    eleventh = rated.engine.query(Customers(actor="director", text="A010")).rows[0].customer
    rate(rated, eleventh.id, tier="ordinary")
    before = view(rated, eleventh.id).customer.by_hand
    report = take(rated, numbered(12).replace("A010,客户010,2000", "A010,客户010,999999"))
    found = view(rated, eleventh.id).customer
    assert found.annual_sales_kwh == 999_999
    assert (found.tier, found.tier_reason, found.sales_rank) == ("ordinary", "by-hand", 1)
    assert replace(found.by_hand, rule_tier="gold", rule_reason=before.rule_reason,
                   rule_since=before.rule_since) == before  # fmt: skip
    assert found.by_hand.rule_tier == "diamond"
    assert report.tiers == 1  # the tenth, overtaken; the one set by hand is not counted
    assert take(rated, numbered(12)).changed == 1
    assert view(rated, eleventh.id).customer.tier == "ordinary"


def test_it_ends_after_its_last_day_of_the_station_by_itself(rated):
    customer, another = enter(rated, circuits=2), enter(rated, name="另一户")
    rate(rated, customer, until=date(2026, 2, 12))
    rate(rated, another)
    housekeeper = Housekeeper(rated.station.engine)
    rated.run_to("2026-02-12T23:59")
    housekeeper.round()
    assert view(rated, customer).customer.tier == "diamond"
    rated.run_to("2026-02-13T00:00")
    housekeeper.round()
    housekeeper.round()
    assert view(rated, customer).customer.tier == "gold"
    assert view(rated, another).customer.tier == "diamond"
    kind, _, data = told(rated, customer)[0]
    assert (kind, data) == (
        "tier-released", {"before": "diamond", "tier": "gold"},
    )  # fmt: skip
    assert [kind for kind, *_ in told(rated, customer)].count("tier-released") == 1


def test_two_processes_that_end_it_at_once_say_so_once(rated):
    customer = enter(rated)
    rate(rated, customer, until=date(2026, 2, 10))
    rated.run_to("2026-02-11T00:00")
    ended = at_once(*[lambda: rated.engine.execute(EndTiers(actor=SYSTEM)) for _ in range(3)])
    assert sorted(ended) == [0, 0, 1]
    assert [kind for kind, *_ in told(rated, customer)].count("tier-released") == 1


def test_two_who_set_it_at_once_are_both_in_the_history(rated):
    customer = enter(rated)
    outcomes = at_once(
        lambda: rate(rated, customer, "gold", by="specialist"), lambda: rate(rated, customer)
    )
    assert refusals(outcomes) == []
    first, second, *_ = told(rated, customer)
    assert (second[2]["before"], first[2]["before"]) == ("ordinary", second[2]["tier"])
    assert view(rated, customer).customer.tier == first[2]["tier"]


def test_without_a_rule_in_use_it_can_be_set_and_taken_back(small):
    customer = enter(small)
    rate(small, customer)
    assert view(small, customer).customer.by_hand.rule_tier is None
    release(small, customer)
    found = view(small, customer).customer
    assert (found.tier, found.tier_since) == (None, None)


@pytest.mark.parametrize(
    ("wrong", "flaws"),
    [
        ({"tier": "platinum"}, [("tier", "not-one-of")]),
        ({"reason": "  "}, [("reason", "missing")]),
        ({"reason": "x" * 301}, [("reason", "too-long")]),
        ({"reason": "two\nlines"}, [("reason", "not-text")]),
        ({"until": date(2026, 2, 9)}, [("until", "over")]),
        ({"tier": "", "reason": ""}, [("tier", "not-one-of"), ("reason", "missing")]),
    ],
)
def test_what_cannot_be_is_refused_by_field_and_nothing_is_set(rated, wrong, flaws):
    customer = enter(rated)
    with pytest.raises(BadCustomer) as refused:
        rate(rated, customer, **wrong)
    assert [(flaw.fact, flaw.code) for flaw in refused.value.flaws] == flaws
    assert view(rated, customer).customer.by_hand is None
    rate(rated, customer, until=date(2026, 2, 10))  # today is not over


def test_who_may_not_set_a_tier(rated):
    customer = enter(rated)
    for who in ("manager", "auditor", "designer", "development"):
        for act in (rate, release):
            with pytest.raises(Forbidden):
                act(rated, customer, by=who)
    with pytest.raises(UnknownCustomer):
        rate(rated, 999)


def test_a_case_shows_the_tier_in_force_and_lists_find_it_by_that(small):
    case = small.start(customer_name="泰和")
    customer = small.engine.query(CaseList(actor="director", language="en")).rows[0]
    key = small.engine.query(Customers(actor="director")).rows[0].customer.id
    application = customer.tier
    rate(small, key, "gold" if application != "gold" else "diamond")
    wanted = view(small, key).customer.tier
    found = small.engine.query(
        CaseList(actor="director", language="en", where=CaseFilter(tier=wanted))
    )
    assert [(line.id, line.tier) for line in found.rows] == [(case, wanted)]
