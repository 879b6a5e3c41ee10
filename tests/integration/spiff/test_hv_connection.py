"""The real processes of workflows/connection, played from application to energised."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from engine.cases.tokens.changes import Entered
from engine.feel import Function
from engine.spiff import check
from tests.integration.spiff.kit import NOON, Play, each_once

ROOT = Path(__file__).parents[3]
FILES = sorted((ROOT / "workflows" / "connection").glob("*.bpmn"))
CASE = json.loads((ROOT / "tests" / "workflows" / "dual_source_case.json").read_text("utf-8"))


def begin(*, reload: bool = True) -> Play:
    play = Play(*(file.read_bytes() for file in FILES), reload=reload)
    play.host.names = {
        "due": Function(call=lambda checkpoint: NOON + timedelta(days=30), parameters=("c",)),
        "warning": Function(call=lambda checkpoint: NOON + timedelta(days=24), parameters=("c",)),
        "working days after": Function(
            call=lambda start, days: start + timedelta(days=int(days)), parameters=("date", "n")
        ),
    }
    play.host.decisions = {
        "customer-tier": {"tier": "diamond", "reason": "dual-source-high-reliability"},
        "manager-grade": {"grade": "chief"},
        "inspections-needed": {
            "design_review": True,
            "intermediate_inspection": True,
            "reason": "important load",
        },
    }
    play.host.topics["assign-manager"] = lambda seen: {"manager": "li"}
    play.host.topics["enter-account"] = lambda seen: {}
    return play.start(
        CASE["process"],
        case_no="HV-1",
        accepted_by="wang",
        accepted_at=datetime(2026, 2, 10, 2, 0, tzinfo=UTC),
        accepted_on=datetime(2026, 2, 10, tzinfo=UTC).date(),
        manager="wang",
        **CASE["start"]["values"],
    )


def play_through(play: Play) -> Play:
    for step in CASE["steps"]:
        play.complete(step["task"], **step["values"])
    return play


def test_every_file_is_accepted():
    assert {file.name: check(file.read_bytes()) for file in FILES} == {f.name: [] for f in FILES}


def test_a_dual_source_case_goes_from_application_to_archived():
    play = play_through(begin())
    assert play.ended
    each_once(play.host.changes)
    assert play.case.variables["manager"] == "li"
    assert play.case.variables["energised_by"] == "马超"


def test_a_case_that_is_stored_at_every_step_takes_the_way_of_one_that_never_is():
    stored, kept = play_through(begin()), play_through(begin(reload=False))
    assert stored.host.changes == kept.host.changes
    assert stored.case.variables == kept.case.variables


def test_tokens_are_stored_in_few_bytes():
    # Up to nine elements wait at once in four called processes, each with two limits' timers.
    assert max(play_through(begin()).sizes) < 6000


@pytest.mark.parametrize("after", [0, 5, 20])
def test_the_customer_can_withdraw_at_any_time(after):
    play = begin()
    for step in CASE["steps"][:after]:
        play.complete(step["task"], **step["values"])
    play.receive("message", "customer-withdraws")
    assert play.waiting == ["record-withdrawal"]
    assert play.timers == {}
    play.complete("record-withdrawal", **CASE["other_forms"]["withdrawal"])
    assert play.ended
    each_once(play.host.changes)


def test_a_customer_who_owes_no_fees_is_not_asked_to_pay():
    play = begin()
    for step in CASE["steps"]:
        if step["task"] == "determine-fees":
            play.complete("determine-fees", fees_due="no", fees_total_cny=0)
            assert "record-payment" not in play.waiting
        elif step["task"] != "record-payment":
            play.complete(step["task"], **step["values"])
    assert play.ended
    each_once(play.host.changes)
    assert "record-payment" not in {c.at.element for c in play.host.changes}


def test_a_late_supply_plan_is_explained_while_it_goes_on():
    play = begin().fire("supply-plan-warning").fire("supply-plan-due")
    assert {"urge-supply-plan", "explain-supply-plan"} <= set(play.waiting)
    entered = {c.at.element: c.at for c in play.host.changes if isinstance(c, Entered)}
    assert entered["explain-supply-plan"].scope is None
    play_through(play)
    assert not play.ended
    play.complete("urge-supply-plan").complete("explain-supply-plan")
    assert play.ended
