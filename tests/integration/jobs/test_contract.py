"""The contract of the job table, on both databases: what a claim is worth, whatever goes wrong."""

import threading
from datetime import timedelta

from sqlalchemy import insert, text

from engine.api import FireTimer
from engine.dispatch.dispatcher import SYSTEM
from engine.jobs.jobs import LEASE
from engine.storage.repositories.waiting.queue import SqlQueue
from engine.storage.tables.waiting import job as table
from tests.support.statements import plans


def test_the_longest_due_come_first(jobs):
    now = jobs.clock.now()
    jobs.enter(*(now - timedelta(minutes=m) for m in (1, 3, 2)))
    claimed = [claim.job for claim in jobs.claim()]
    assert claimed == [2, 3, 1]


def test_what_sleeps_or_is_not_due_is_not_claimed(jobs):
    jobs.enter(None, jobs.clock.now() + timedelta(microseconds=1))
    assert jobs.claim() == []


def test_two_workers_claiming_at_once_share_and_never_get_the_same(jobs):
    jobs.enter(*[jobs.clock.now()] * 60)
    start, got = threading.Barrier(3), []

    def run():
        queue = SqlQueue(jobs.small.station.database)
        start.wait()
        for _ in range(4):
            got.extend(claim.job for claim in queue.claim(jobs.clock.now(), 10))

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == len(set(got)) == 60


def test_a_lost_lease_lets_another_have_it_and_the_late_one_has_no_effect(jobs):
    jobs.enter(jobs.clock.now())
    (paused,) = jobs.claim()
    jobs.wait(seconds=LEASE.total_seconds())
    (prompt,) = jobs.claim()
    assert jobs.take(prompt)
    assert not jobs.take(paused)
    assert len(jobs.done) == 1


def test_a_late_failure_report_of_a_lost_claim_changes_nothing(jobs):
    jobs.enter(jobs.clock.now())
    (paused,) = jobs.claim()
    jobs.wait(seconds=LEASE.total_seconds())
    (prompt,) = jobs.claim()
    jobs.queue.failed(paused, "late", jobs.clock.now() + timedelta(days=9))
    jobs.queue.give_back([paused], jobs.clock.now() + timedelta(days=9))
    assert jobs.small.leave(paused, "late") is None
    assert jobs.take(prompt)


def test_what_was_claimed_and_not_begun_is_given_back_when_the_worker_stops(jobs):
    jobs.enter(*[jobs.clock.now()] * 3)

    def run(claim):
        jobs.take(claim)
        worker.stop()

    worker = jobs.worker(run)
    worker.cycle()
    assert jobs.done == [1]
    assert [(c.job, c.attempts, c.retries) for c in jobs.claim()] == [(2, 1, 4), (3, 1, 4)]


def test_a_clock_minutes_ahead_fires_early_by_that_and_nothing_twice(jobs):
    """Two hosts: one is five minutes ahead of the other. Each job is done once all the same."""
    now = jobs.clock.now()
    jobs.enter(*(now + timedelta(minutes=m) for m in range(10)))
    ahead = jobs.claim(at=now + timedelta(minutes=5))
    behind = jobs.claim(at=now)
    assert len(ahead) == 6
    assert behind == []
    assert all(jobs.take(claim) for claim in ahead)
    later = jobs.claim(at=now + timedelta(minutes=9))
    assert len(later) == 4
    assert not set(c.job for c in ahead) & set(c.job for c in later)


def test_a_claim_by_a_clock_behind_ends_early_for_one_ahead_and_is_void_then(jobs):
    now = jobs.clock.now()
    jobs.enter(now)
    (behind,) = jobs.claim(at=now)
    (ahead,) = jobs.claim(at=now + timedelta(minutes=5))
    assert not jobs.take(behind)
    assert jobs.take(ahead)


def test_a_person_and_a_timer_at_the_same_case_do_not_block_each_other(small):
    """Both lock the case first: in opposite orders they would wait for each other."""
    cases = [small.start() for _ in range(6)]
    small.clock.set(small.station.queue.next_run())
    claims = small.station.queue.claim(small.clock.now(), 50)
    failures = []

    def guarded(run, *given):
        try:
            run(*given)
        except Exception as error:  # noqa: BLE001  whatever it is, the test shows it
            failures.append(error)

    def fire(claim):
        small.engine.execute(FireTimer(actor=SYSTEM, job=claim.job, token=claim.token))

    def draft(case):
        small.do(case, "draft", "development")

    threads = [threading.Thread(target=guarded, args=(fire, claim)) for claim in claims]
    threads += [threading.Thread(target=guarded, args=(draft, case)) for case in cases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    for case in cases:
        assert small.kinds(case).count("timer-fired") <= 1
        assert "papers" in small.open_tasks(case)


MANY = 20_000


def test_the_workers_questions_use_their_indexes_however_many_jobs_wait(jobs):
    database, now = jobs.small.station.database, jobs.clock.now()
    row = {
        "station_id": 1, "kind": "timer", "token": 0, "retries": 5, "payload": "{}",
        "due_at": now, "last_error": None, "worker": None,
    }  # fmt: skip
    later, due = now + timedelta(days=30), now - timedelta(days=1)
    shapes = [("", later, 0), ("", later, 2), ("elsewhere", due, 0), ("", None, 5)]
    with database.writing() as db:
        for topic, run_at, attempts in shapes:
            shape = {"topic": topic, "run_at": run_at, "attempts": attempts}
            db.execute(insert(table), [row | shape] * (MANY // len(shapes)))
        if not database.sqlite:
            db.execute(text("ANALYZE job"))
        db.commit()
    assert jobs.claim() == []
    jobs.enter(now)
    claimed = []
    asked = plans(database, jobs.queue.next_run)
    lent = plans(database, lambda: claimed.extend(jobs.claim()))[-2:]
    assert len(claimed) == 1
    for fresh, tried in (asked, lent):
        assert "ix_job_fresh" in fresh, fresh
        assert "ix_job_tried" in tried, tried
        for found in (fresh, tried):
            assert "TEMP B-TREE" not in found, found
            assert "SCAN job" not in found, found
            assert "Seq Scan" not in found, found
            assert "Sort" not in found, found
