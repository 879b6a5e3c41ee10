"""Time limits of a running case: 3 working days for the reply, warning at half of them.

All by hand from the calendar of February 2026: 10 Tue, 11 Wed, 12 Thu, 13 Fri, 14 Sat (make-up
day, worked), 15–23 Spring Festival, 24 Tue, 25 Wed, 26 Thu.
"""

from datetime import datetime, timedelta

from engine.api import CancelCase, CompleteTask, SendMessage, StartCase


def at(local):
    return datetime.fromisoformat(f"{local}+08:00")


def test_the_strictest_rule_drives_and_all_are_pinned(small, case):
    clock = small.clock_of(case)
    # Charged: 11, 12, 13. Due at the end of Friday the 13th.
    assert clock.due == at("2026-02-14T00:00")
    assert [(rule.value, rule.level, rule.drives) for rule in clock.limits] == [
        (20, "state", False),
        (3, "station", True),
    ]


def test_the_warning_comes_at_half_of_the_limit_when_the_counter_opens(small, case):
    # Half of 3 days, rounded up: the 2nd charged day, Thursday the 12th, 8:30.
    small.run_to("2026-02-12T08:29")
    assert "urge" not in small.open_tasks(case)
    small.run_to("2026-02-12T08:30")
    assert "urge" in small.open_tasks(case)


def test_the_history_names_the_timer_that_acted(small, case):
    small.run_to("2026-02-14T09:00")
    fired = [(e.element, e.element_name) for e in small.events(case) if e.kind == "timer-fired"]
    assert fired == [("nearly-late", "Nearly late"), ("late", "Late")]


def test_past_the_due_date_the_director_is_asked_and_the_clock_is_overdue(small, case):
    small.run_to("2026-02-13T23:59")
    assert small.clock_of(case).state == "running"
    assert "explain" not in small.open_tasks(case)
    small.run_to("2026-02-14T09:00")
    assert "explain" in small.open_tasks(case)
    clock = small.clock_of(case)
    assert (clock.state, clock.left, clock.late_by) == ("overdue", 0, 1)  # Saturday is worked


def test_while_only_the_customer_is_waited_for_the_clock_stands_still(small, case):
    small.run_to("2026-02-11T09:00")
    small.do(case, "draft", "development")
    clock = small.clock_of(case)
    # Wednesday the 11th is charged, for the clock ran when it began.
    assert (clock.state, clock.used, clock.left) == ("paused", 1, 2)
    assert clock.pause_reason == "customer-papers"
    assert clock.due is None
    assert clock.original_due == at("2026-02-14T00:00")
    # If resumed now (the 11th is not charged again): 12 and 13.
    assert clock.due_if_resumed_now == at("2026-02-14T00:00")


def test_a_paused_clock_sends_no_warning_and_is_never_late(small, case):
    small.do(case, "draft", "development")
    small.run_to("2026-03-20T09:00")
    assert set(small.open_tasks(case)) == {"papers"}
    assert small.clock_of(case).state == "paused"


def test_resumed_across_the_spring_festival_the_timers_follow(small, case):
    small.run_to("2026-02-11T09:00")
    small.do(case, "draft", "development")
    small.run_to("2026-02-14T16:00")  # Saturday, a make-up day
    small.do(case, "papers", "manager", papers_on="2026-02-14")
    # Used 1. The 14th, day of the resume, is not charged: 24 is the 2nd day, 25 the 3rd.
    assert small.clock_of(case).due == at("2026-02-26T00:00")
    small.run_to("2026-02-24T08:29")
    assert "urge" not in small.open_tasks(case)
    small.run_to("2026-02-24T08:30")
    assert "urge" in small.open_tasks(case)
    small.run_to("2026-02-25T20:00")
    small.do(case, "deliver", "manager")
    clock = small.clock_of(case)
    assert (clock.state, clock.used) == ("met", 3)


def test_done_a_day_late_is_breached_for_ever(small, case):
    small.do(case, "draft", "development")
    small.do(case, "papers", "manager", papers_on="2026-02-10")
    small.run_to("2026-02-14T10:00")
    small.do(case, "deliver", "manager")
    assert small.clock_of(case).state == "breached"
    small.run_to("2026-05-01T10:00")
    clock = small.clock_of(case)
    assert (clock.state, clock.used, clock.late_by) == ("breached", 4, 1)


def test_when_the_step_is_done_its_timers_are_gone(small, case):
    small.do(case, "draft", "development")
    small.do(case, "papers", "manager", papers_on="2026-02-10")
    small.do(case, "deliver", "manager")
    assert small.station.queue.next_run() is None
    assert small.kinds(case)[-1] == "case-ended"


def test_a_withdrawn_case_has_no_verdict(small, case):
    message = SendMessage(actor="manager", case=case, message="customer-withdraws", reason="moved")
    small.engine.execute(message)
    assert small.clock_of(case).state == "cancelled"
    assert small.station.queue.next_run() is None
    assert small.open_tasks(case) == {}


def test_the_history_tells_every_turn_of_the_clock(small, case):
    small.run_to("2026-02-11T09:00")
    small.do(case, "draft", "development")
    small.do(case, "papers", "manager", papers_on="2026-02-11")
    small.do(case, "deliver", "manager")
    turns = [e.kind for e in small.events(case) if e.kind.startswith("clock-")]
    assert turns == ["clock-started", "clock-paused", "clock-resumed", "clock-stopped"]


def test_the_inbox_is_ordered_by_what_is_due_and_a_paused_case_comes_last(small, case):
    small.do(case, "draft", "development")  # paused
    small.run_to("2026-02-11T09:00")
    second = small.start()
    small.do(second, "draft", "development")
    small.do(second, "papers", "manager", papers_on="2026-02-11")
    assert [line.case for line in small.inbox("manager")] == [second, case]


def test_an_activity_done_by_several_at_once_has_one_clock(small):
    form = {"customer_name": "泰和纺织", "applied_capacity_kva": 2000}
    start = StartCase(actor="manager", process="checks", values=form)
    case = small.engine.execute(start).case
    assert small.clock_of(case).due == at("2026-02-14T00:00")
    for department in ("development", "operations"):
        (line,) = small.inbox(department, "groups")
        assert line.clock.state == "running"
    small.run_to("2026-02-14T09:00")
    assert "explain-check" in small.open_tasks(case)
    for department in ("development", "operations"):
        (line,) = small.inbox(department, "groups")
        small.engine.execute(CompleteTask(actor=department, task=line.id, values={}))
    assert small.clock_of(case).state == "breached"


def test_a_host_whose_clock_is_behind_ends_a_time_limit_not_before_it_began(
    small, case, monkeypatch
):
    began = small.clock_of(case).started
    with monkeypatch.context() as other_host:
        other_host.setattr(small.clock, "now", lambda: began - timedelta(seconds=5))
        small.engine.execute(CancelCase(actor="director", case=case, reason="withdrawn"))
    assert small.clock_of(case).state == "cancelled"
