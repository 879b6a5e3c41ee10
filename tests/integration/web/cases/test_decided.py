"""A decision in the timeline: what it gave, and on request what it rested on."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from flask_babel import force_locale

from engine.api import EventView
from webui.cases.leaves.fitting import fit
from webui.cases.timeline.sentences import by_day, shown

TRACE = {
    "version": 3,
    "tables": [
        {
            "decision": "customer-tier",
            "inputs": {"Rank by annual sales": Decimal(72), "Ours": None},
            "rules": [8],
            "output": {"tier": "ordinary"},
        }
    ],
    "warnings": [],
}


def event(trace):
    data = {"decision": "customer-tier", "trace": trace}
    return EventView(
        seq=5, at=datetime(2026, 2, 10, 2, tzinfo=UTC), kind="decision-made", by=None,
        element="decide", element_name="Star tier of a customer", data=data, hash="",
    )  # fmt: skip


@pytest.fixture
def reading(app):
    """`reading("en", trace)` is the decision as it is shown."""

    def read(language, trace):
        with app.test_request_context("/"), force_locale(language):
            return shown(event(trace))

    return read


def test_it_says_what_came_out_by_which_rule_of_which_version_and_from_what(reading):
    one = reading("en", TRACE)
    assert one.sentence == "Decision “Star tier of a customer” was taken: tier: Ordinary customer"
    (grounds,) = one.grounds
    assert grounds.rules == "customer-tier, version 3: rule 8 applied"
    assert grounds.rows == (("Rank by annual sales", "72"), ("Ours", "–"))


def test_in_chinese(reading):
    (grounds,) = reading("zh_Hans_CN", TRACE).grounds
    assert grounds.rules == "customer-tier，第3版：适用规则8"
    assert grounds.rows[0] == ("年售电量排名", "72")


@pytest.mark.parametrize(("rules", "words"), [([], "no rule applied"), ([2, 5], "rules 2, 5 app")])
def test_no_rule_and_several_rules(reading, rules, words):
    trace = TRACE | {"tables": [TRACE["tables"][0] | {"rules": rules}]}
    assert words in reading("en", trace).grounds[0].rules


@pytest.mark.parametrize("trace", [None, {}, {"tables": None}, {"tables": [None]}, "x"])
def test_a_decision_without_a_table_is_just_taken(reading, trace):
    one = reading("en", trace)
    assert one.sentence == "Decision “Star tier of a customer” was taken"
    assert one.grounds == ()


def test_a_page_stays_small_whatever_a_decision_was_asked(app):
    table = TRACE["tables"][0] | {"inputs": {f"in {n}": "x" * 5000 for n in range(400)}}
    with app.test_request_context("/"), force_locale("en"):
        (day,) = fit(by_day([event(TRACE | {"tables": [table] * 50})]))
    (one,) = day.events
    assert sum(len(value) for each in one.grounds for _, value in each.rows) < 100_000
