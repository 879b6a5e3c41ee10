"""Jobs that fail or kill their worker, and stores that go away meanwhile, on both databases."""

import pytest

from engine.api import StoreUnavailable
from engine.jobs.jobs import LEASE, RETRIES
from engine.jobs.worker import Worker


def test_a_job_that_kills_its_worker_takes_no_other_with_it_and_ends_with_a_person(jobs):
    """What was claimed with it loses one try; from then on it is claimed by itself."""
    jobs.enter(*[jobs.clock.now()] * 10)
    poison = 4
    died = 0
    for _ in range(30):
        claims = jobs.claim()
        if not claims:
            jobs.wait(seconds=LEASE.total_seconds())
        for claim in claims:
            if claim.job == poison and claim.retries >= 0:
                died += 1  # the process is gone: what it had claimed stays claimed
                break
            if claim.retries < 0:
                jobs.small.leave(claim, "whoever tried it did not live to tell")
            else:
                jobs.take(claim)
    assert died == RETRIES
    assert sorted(jobs.done) == [n for n in range(1, 11) if n != poison]


def test_a_job_that_fails_each_time_does_not_delay_others(jobs):
    jobs.enter(jobs.clock.now())
    (poison,) = jobs.claim()
    jobs.queue.failed(poison, "no", jobs.clock.now())
    jobs.enter(*[jobs.clock.now()] * 5)
    tried = []

    def run(claim):
        tried.append(claim.job)
        if claim.job == poison.job:
            raise ZeroDivisionError
        jobs.take(claim)

    jobs.worker(run).cycle()
    assert tried == [2, 3, 4, 5, 6, 1]


def test_the_waits_between_tries_double(jobs):
    jobs.enter(jobs.clock.now())

    def run(_claim):
        raise ZeroDivisionError

    worker, waits = jobs.worker(run), []
    worker.cycle()
    while (next_run := jobs.queue.next_run()) is not None:
        waits.append((next_run - jobs.clock.now()).total_seconds())
        jobs.clock.set(next_run)
        worker.cycle()
    assert waits == [10, 20, 40, 80]


class GoesAway:
    """A store that is away while `away` is set, as the worker meets it."""

    def __init__(self, jobs):
        self.jobs, self.away = jobs, False
        self.tried = []

    def here(self):
        if self.away:
            raise StoreUnavailable("gone")

    def claim(self, now, limit):
        self.here()
        return self.jobs.queue.claim(now, limit)

    def give_back(self, claims, at):
        self.here()
        self.jobs.queue.give_back(claims, at)

    def failed(self, claim, error, retry_at):
        self.here()
        self.jobs.queue.failed(claim, error, retry_at)

    def run(self, claim):
        self.tried.append(claim.job)
        self.away = self.away or len(self.tried) == 2
        self.here()
        self.jobs.take(claim)

    def worker(self):
        return Worker(self, self.run, self.jobs.small.leave, self.jobs.clock)


def test_a_store_that_goes_away_in_the_middle_of_a_batch_uses_up_no_try(jobs):
    jobs.enter(*[jobs.clock.now()] * 4)
    store = GoesAway(jobs)
    worker = store.worker()
    for _ in range(RETRIES * 3):  # it stays away for long
        with pytest.raises(StoreUnavailable):
            worker.cycle()
        jobs.wait(seconds=LEASE.total_seconds())
    assert store.tried == [1, 2]
    store.away = False
    worker.cycle()
    jobs.wait(seconds=5)  # whatever was at hand lets the others go first
    assert [(c.job, c.attempts, c.retries) for c in jobs.claim()] == [(2, 1, 4)]
    assert jobs.done == [1, 3, 4]


def test_a_store_that_goes_away_again_and_again_makes_no_incident(jobs):
    jobs.enter(jobs.clock.now())
    store = GoesAway(jobs)
    worker = store.worker()
    for _ in range(RETRIES * 2):
        store.tried, store.away = [0], False
        with pytest.raises(StoreUnavailable):
            worker.cycle()
        store.away = False
        worker.cycle()
        jobs.wait(seconds=5)
    store.tried = [0, 0]
    worker.cycle()
    assert jobs.done == [1]


def test_a_worker_that_stops_meanwhile_gives_back_if_it_still_can(jobs):
    jobs.enter(*[jobs.clock.now()] * 2)
    store = GoesAway(jobs)
    store.tried = [0]
    worker = store.worker()
    with pytest.raises(StoreUnavailable):
        worker.cycle()
    worker.stop()
    worker.run_forever()  # it ends, with the store away
    store.away = False
    worker.run_forever()
    jobs.wait(seconds=5)
    assert [(c.job, c.attempts, c.retries) for c in jobs.claim()] == [(1, 1, 4), (2, 1, 4)]
