"""How a station stands: the time limits of the month, where most tasks wait, what is in use."""

import pytest

from engine.api import (
    CaseFilter,
    CaseNumber,
    DefinitionsInUse,
    Forbidden,
    LimitsThisMonth,
    StepsWaiting,
)
from tests.support.statements import plans


def limits(small, by):
    found = small.engine.query(LimitsThisMonth(actor=by))
    return found.since.isoformat(), [(c.checkpoint, c.met, c.breached) for c in found.counts]


def finish(small, case):
    small.do(case, "draft", "development")
    small.do(case, "papers", "manager", papers_on="2026-02-10")
    small.do(case, "deliver", "manager")


def test_the_limits_of_this_month_are_counted_in_time_and_too_late(small):
    finish(small, small.start())
    late = small.start()
    checkpoint = small.clock_of(late).checkpoint
    assert limits(small, "director") == ("2026-02-01", [(checkpoint, 1, 0)])
    small.run_to("2026-03-27T10:00")
    finish(small, late)
    # February's is no longer counted; March's was exceeded.
    assert limits(small, "director") == ("2026-03-01", [(checkpoint, 0, 1)])
    assert limits(small, "manager")[1] == [(checkpoint, 0, 1)]
    assert limits(small, "senior-manager")[1] == []
    with pytest.raises(Forbidden):
        limits(small, "designer")


def test_days_that_are_over_are_counted_once_and_today_again_and_again(small):
    finish(small, small.start())
    assert limits(small, "director")[1][0][1:] == (1, 0)
    finish(small, small.start())
    assert limits(small, "director")[1][0][1:] == (2, 0)  # the same day is still counted anew
    small.run_to("2026-02-11T00:30")
    assert limits(small, "director")[1][0][1:] == (2, 0)  # so is a day just over
    small.run_to("2026-02-12T10:00")
    assert limits(small, "director")[1][0][1:] == (2, 0)
    finish(small, small.start())
    statements = plans(small.station.database, lambda: limits(small, "director"))
    assert limits(small, "director")[1][0][1:] == (3, 0)
    looks = [plan for plan in statements if "ix_clock_stopped_at" in plan or "clock" in plan]
    assert len(looks) == 1
    small.run_to("2026-03-02T10:00")
    assert limits(small, "director") == ("2026-03-01", [])


def test_steps_come_with_the_most_waiting_first(small):
    cases = [small.start() for _ in range(3)]
    small.do(cases[0], "draft", "development")
    found = small.engine.query(StepsWaiting(actor="auditor", language="en"))
    assert [(step.process, step.element, step.number) for step in found.steps] == [
        ("permit", "draft", 2), ("permit", "papers", 1),
    ]  # fmt: skip
    assert not found.least
    for person in ("manager", "development", "designer"):
        with pytest.raises(Forbidden):
            small.engine.query(StepsWaiting(actor=person, language="en"))


def test_cases_whose_clock_stands_still_are_those_that_wait_for_the_customer(small):
    cases = [small.start(), small.start()]
    small.do(cases[0], "draft", "development")
    still = CaseNumber(actor="director", state="open", where=CaseFilter(urgency="still"))
    paused = [case for case in cases if small.clock_of(case).state == "paused"]
    assert small.engine.query(still).number == len(paused) == 1


def test_what_is_in_use_is_told_to_those_who_may_deploy(small):
    found = small.engine.query(DefinitionsInUse(actor="designer", language="en"))
    assert ("process", "permit", 1) in [(one.kind, one.key, one.version) for one in found]
    with pytest.raises(Forbidden):
        small.engine.query(DefinitionsInUse(actor="director", language="en"))
