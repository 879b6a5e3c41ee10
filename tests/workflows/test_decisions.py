"""The decision tables: each answer against the rule book, each limit against its regulation."""

from datetime import date
from pathlib import Path

import pytest

from engine.decisions import check_tables, check_words, load

DECISIONS = Path(__file__).resolve().parent.parent.parent / "workflows" / "decisions"
NAMES = ["customer-tier", "inspections-needed", "manager-grade", "time-limits"]
IN_2026 = date(2026, 2, 10)
ORDINARY = {
    "annual_sales_rank": None,
    "sources": 1,
    "circuits": 1,
    "reliability_need": "ordinary",
    "social_impact": "no",
    "new_energy": "none",
}


@pytest.fixture(scope="module")
def ask():
    """`ask(table, **inputs)` gives what the table answers."""
    models = {name: load((DECISIONS / f"{name}.dmn").read_bytes()) for name in NAMES}

    def evaluate(table, **inputs):
        result = models[table].evaluate(table, inputs)
        assert result.warnings == ()
        return result.value

    return evaluate


@pytest.mark.parametrize("name", NAMES)
def test_a_table_has_no_problem_and_no_finding(name):
    model = load((DECISIONS / f"{name}.dmn").read_bytes())
    assert model.problems == ()
    assert list(check_tables(model)) == []


@pytest.mark.parametrize(
    ("what", "tier", "reason"),
    [
        ({"annual_sales_rank": 1}, "diamond", "sales-rank-top-10"),
        ({"annual_sales_rank": 10}, "diamond", "sales-rank-top-10"),
        ({"annual_sales_rank": 11}, "gold", "sales-rank-top-50"),
        ({"annual_sales_rank": 50}, "gold", "sales-rank-top-50"),
        ({"annual_sales_rank": 51}, "ordinary", "ordinary"),
        ({"sources": 2, "reliability_need": "high"}, "diamond", "dual-source-high-reliability"),
        ({"sources": 1, "reliability_need": "high"}, "gold", "some-reliability"),
        ({"social_impact": "yes"}, "diamond", "major-social-impact"),
        ({"circuits": 2}, "gold", "dual-circuit"),
        ({"reliability_need": "some"}, "gold", "some-reliability"),
        ({"new_energy": "pv"}, "gold", "new-energy"),
        ({"new_energy": "charging"}, "gold", "new-energy"),
        ({}, "ordinary", "ordinary"),
        # The first rule that applies wins: the rank of 30 stands before the two circuits.
        ({"annual_sales_rank": 30, "circuits": 2}, "gold", "sales-rank-top-50"),
    ],
)
def test_the_star_tier_is_that_of_the_rule_book(ask, what, tier, reason):
    assert ask("customer-tier", **ORDINARY | what) == {"tier": tier, "reason": reason}


@pytest.mark.parametrize(
    ("what", "grade"),
    [
        ({}, "ordinary"),
        ({"tier": "diamond"}, "chief"),
        ({"tier": "gold", "reason": "dual-circuit"}, "senior"),
        # New energy is given to ordinary managers by name, though its customers are gold.
        ({"tier": "gold", "reason": "new-energy"}, "ordinary"),
        ({"dedicated_line": "yes"}, "chief"),
        ({"major_project": "yes"}, "chief"),
        ({"major_project": "yes", "tier": "gold", "reason": "new-energy"}, "chief"),
    ],
)
def test_the_grade_of_the_manager_follows_tier_line_and_project(ask, what, grade):
    tier = {"tier": what.get("tier", "ordinary"), "reason": what.get("reason", "ordinary")}
    inputs = {"dedicated_line": "no", "major_project": "no"} | {
        name: value for name, value in what.items() if name not in tier
    }
    assert ask("manager-grade", tier_at_application=tier, **inputs) == grade


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        ({"load_nature": "important"}, "important-load"),
        ({"load_nature": "security"}, "important-load"),
        ({"importance_grade": "special"}, "important-customer"),
        ({"importance_grade": "first"}, "important-customer"),
        ({"importance_grade": "second"}, "important-customer"),
        ({"importance_grade": "temporary"}, "important-customer"),
        ({"special_load": "yes"}, "special-load"),
        ({"supply_voltage_kv": "35"}, "voltage-35-kv-or-above"),
        ({"supply_voltage_kv": "110"}, "voltage-35-kv-or-above"),
        ({}, "ordinary"),
    ],
)
def test_review_and_intermediate_inspection_are_for_important_special_or_35_kv(ask, what, reason):
    plain = {
        "load_nature": "ordinary",
        "importance_grade": "none",
        "special_load": "no",
        "supply_voltage_kv": "10",
    }
    needed = reason != "ordinary"
    assert ask("inspections-needed", **plain | what) == {
        "design_review": needed,
        "intermediate_inspection": needed,
        "reason": reason,
    }


def limits(ask, checkpoint, sources=1, accepted_on=IN_2026, customer_class="hv"):
    """What applies, as {level: (value, unit)}."""
    rows = ask(
        "time-limits",
        checkpoint=checkpoint,
        customer_class=customer_class,
        sources=sources,
        accepted_on=accepted_on,
    )
    found = {row["level"]: (row["value"], row["unit"]) for row in rows}
    assert len(found) == len(rows)  # one row of a level: nothing is pinned twice
    return found


@pytest.mark.parametrize(
    ("checkpoint", "sources", "state", "group"),
    [
        # Supervision of power supply 2009 Art. 11; the indicator rule of the group.
        ("supply-plan-reply", 1, 20, 15),
        ("supply-plan-reply", 2, 45, 30),
        ("supply-plan-reply", 3, 45, 30),
        ("design-review", 1, 20, 10),
        ("design-review", 2, 20, 10),
        ("intermediate-inspection", 2, 5, 5),
        ("completion-inspection", 2, 7, 5),
        ("energise", 2, 7, 5),
    ],
)
def test_in_2026_the_state_and_the_group_both_bind_a_high_voltage_case(
    ask, checkpoint, sources, state, group
):
    assert limits(ask, checkpoint, sources) == {"state": (state, "wd"), "group": (group, "wd")}


def test_until_2009_the_plan_was_due_in_calendar_months(ask):
    before, after = date(2009, 12, 31), date(2010, 1, 1)
    assert limits(ask, "supply-plan-reply", 1, before) == {"state": (1, "month")}
    assert limits(ask, "supply-plan-reply", 2, before) == {"state": (2, "month")}
    assert limits(ask, "supply-plan-reply", 1, after) == {"state": (20, "wd")}
    assert limits(ask, "supply-plan-reply", 1, date(1996, 10, 7)) == {}


def test_under_the_2011_commitments_dual_supply_had_twenty_days_of_review(ask):
    of_the_time = date(2016, 6, 1)
    assert limits(ask, "design-review", 2, of_the_time)["group"] == (20, "wd")
    assert limits(ask, "design-review", 1, of_the_time)["group"] == (10, "wd")
    assert limits(ask, "supply-plan-reply", 2, of_the_time)["group"] == (30, "wd")


def test_low_voltage_and_residents_have_their_own_limits(ask):
    assert limits(ask, "supply-plan-reply", customer_class="resident") == {"state": (3, "wd")}
    assert limits(ask, "supply-plan-reply", customer_class="lv") == {"state": (8, "wd")}
    assert limits(ask, "energise", customer_class="resident") == {"state": (3, "wd")}
    assert limits(ask, "design-review", customer_class="lv") == {"state": (8, "wd")}


def test_a_limit_says_how_it_is_judged_and_where_it_comes_from(ask):
    rows = ask(
        "time-limits",
        checkpoint="supply-plan-reply",
        customer_class="hv",
        sources=2,
        accepted_on=IN_2026,
    )
    (state,) = [row for row in rows if row["level"] == "state"]
    assert state["statistic"] == "max"
    assert state["warn_at"] == 80
    assert state["edition"] == "供电监管办法 2009"
    assert state["source"].endswith("(供电监管办法) 2009, Art. 11")


def test_the_dual_source_case_is_a_chief_managers_and_fully_inspected(ask, case):
    answered = dict(case["start"]["values"])
    for step in case["steps"]:
        answered |= step["values"]
    names = ORDINARY.keys()
    tier = ask("customer-tier", **{name: answered.get(name) for name in names})
    assert tier == {"tier": "diamond", "reason": "dual-source-high-reliability"}
    line = {name: answered[name] for name in ("dedicated_line", "major_project")}
    assert ask("manager-grade", tier_at_application=tier, **line) == "chief"
    names = ("load_nature", "importance_grade", "special_load", "supply_voltage_kv")
    assert ask("inspections-needed", **{name: answered[name] for name in names})["design_review"]


@pytest.mark.parametrize("name", ["customer-tier", "inspections-needed", "manager-grade"])
def test_every_text_a_table_gives_has_a_word_in_both_languages(name):
    model = load((DECISIONS / f"{name}.dmn").read_bytes())
    assert check_words(model) == ()
    (table,) = model.tables
    (words,) = model.words()
    for number, column in enumerate(c for c in words.columns if c.is_output):
        texts = {
            rule.outputs[number].strip('"') for rule in table.rules if '"' in rule.outputs[number]
        }
        assert column.words.keys() == texts
        for found in column.words.values():
            assert found["en"].isascii()
            assert not found["zh"].isascii()
