"""Jobs of no case, for tests of what a claim is worth."""

from datetime import timedelta

import pytest

from engine.jobs.jobs import JobKind, NewJob
from engine.jobs.worker import Worker


class Jobs:
    """Jobs of no case, so that only the table is looked at; a worker whose work the test says."""

    def __init__(self, small):
        self.small, self.clock = small, small.clock
        self.queue = small.station.queue
        self.done = []

    def enter(self, *dues, **more):
        with self.small.station.units.writing() as unit:
            unit.jobs.enter(
                [NewJob(kind=JobKind.DELIVER, due_at=due, payload={}, **more) for due in dues]
            )
            unit.commit()

    def take(self, claim):
        """Take effect: in one transaction remove the job, and remember that it was done."""
        with self.small.station.units.writing() as unit:
            job = unit.jobs.take(claim.job, claim.token)
            unit.commit()
        if job is not None:
            self.done.append(job.id)
        return job is not None

    def claim(self, limit=50, at=None):
        return list(self.queue.claim(at or self.clock.now(), limit))

    def worker(self, run=None):
        return Worker(self.queue, run or self.take, self.small.leave, self.clock)

    def wait(self, **span):
        self.clock.advance(timedelta(**span))


@pytest.fixture
def jobs(small):
    return Jobs(small)
