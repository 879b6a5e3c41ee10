"""A timer takes effect once, also when workers race, die or come late."""

from datetime import timedelta

import pytest

from engine.api import FireTimer
from engine.dispatch.dispatcher import SYSTEM
from engine.jobs.jobs import LEASE, RETRIES
from engine.jobs.worker import Worker, back_off
from engine.kernel.errors import YekuoError
from tests.support.together import at_once


def due(small):
    """Move time to when the first timer (the warning) is due, firing nothing."""
    small.clock.set(small.station.queue.next_run())


def claim(small):
    (claimed,) = small.station.queue.claim(small.clock.now(), 10)
    return claimed


def fire(small, claimed):
    command = FireTimer(actor=SYSTEM, job=claimed.job, token=claimed.token)
    return small.engine.execute(command)


def test_nothing_is_claimed_before_its_time(small, case):
    assert list(small.station.queue.claim(small.clock.now(), 10)) == []


def test_a_claimed_timer_is_lent_to_one_worker_only(small, case):
    due(small)
    claim(small)
    assert list(small.station.queue.claim(small.clock.now(), 10)) == []


def test_a_timer_fires_once_however_often_it_is_told(small, case):
    due(small)
    claimed = claim(small)
    assert fire(small, claimed) is True
    assert fire(small, claimed) is False
    assert small.kinds(case).count("timer-fired") == 1


def test_two_workers_with_the_same_claim_fire_it_once(small, case):
    due(small)
    claimed = claim(small)
    outcomes = at_once(*[lambda: fire(small, claimed)] * 2)
    assert sorted(outcomes) == [False, True]
    assert small.kinds(case).count("timer-fired") == 1


def test_what_a_dead_worker_had_claimed_is_claimed_again_after_its_lease(small, case):
    due(small)
    dead = claim(small)
    small.clock.advance(LEASE)
    successor = claim(small)
    assert fire(small, dead) is False
    assert fire(small, successor) is True


def test_a_timer_whose_step_is_done_meanwhile_does_nothing(small, case):
    due(small)
    claimed = claim(small)
    small.do(case, "draft", "development")
    small.do(case, "papers", "manager", papers_on="2026-02-10")
    small.do(case, "deliver", "manager")
    assert fire(small, claimed) is False


def test_a_timer_moved_by_a_pause_after_it_was_claimed_does_nothing(small, case):
    due(small)
    claimed = claim(small)
    small.do(case, "draft", "development")
    assert fire(small, claimed) is False
    assert "urge" not in small.open_tasks(case)


@pytest.mark.parametrize("failure", [YekuoError, ZeroDivisionError])
def test_a_job_that_fails_is_tried_again_later_and_left_alone_in_the_end(small, case, failure):
    due(small)

    def poison(_claim):
        raise failure

    worker = Worker(small.station.queue, poison, small.leave, small.clock)
    tried = 0
    for _ in range(RETRIES + 3):
        tried += worker.cycle()
        small.clock.advance(timedelta(hours=2))
    # The warning and, hours later in the same run, the due timer: each so often and no more.
    assert tried in (RETRIES, 2 * RETRIES)


def test_the_pause_between_tries_doubles_up_to_an_hour():
    assert [back_off(n).total_seconds() for n in (1, 2, 3)] == [10, 20, 40]
    assert back_off(30) == timedelta(hours=1)


def test_a_sleeping_timer_of_a_paused_clock_does_not_keep_others_waiting(small, case):
    other = small.start()
    small.do(case, "draft", "development")  # its timers sleep
    due(small)
    assert fire(small, claim(small)) is True
    assert "urge" in small.open_tasks(other)
