"""Claims due jobs and lets them act, one after the other."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from engine.jobs.jobs import Claim, JobQueue
from engine.kernel.clock import Clock

log = logging.getLogger(__name__)

BATCH = 50
POLL_SECONDS = 0.5
_FIRST_RETRY = timedelta(seconds=5)
_LAST_RETRY = timedelta(hours=1)


class Worker:
    """Runs jobs until it is told to stop."""

    def __init__(self, queue: JobQueue, run: Callable[[Claim], None], clock: Clock) -> None:
        """Take jobs from `queue`; `run` does one in its own transaction."""
        self._queue = queue
        self._run = run
        self._clock = clock
        self._stop = threading.Event()

    def cycle(self) -> int:
        """Claim what is due and run it; return how many jobs were claimed."""
        claims = self._queue.claim(self._clock.now(), BATCH)
        for claim in claims:
            self._run_one(claim)
        return len(claims)

    def _run_one(self, claim: Claim) -> None:
        try:
            self._run(claim)
        except Exception as error:
            log.exception("job %s failed (attempt %s)", claim.job, claim.attempts)
            self._queue.failed(claim, repr(error), self._clock.now() + back_off(claim.attempts))

    def run_forever(self) -> None:
        """Cycle until `stop` is called; rest while nothing is due."""
        while not self._stop.is_set():
            try:
                busy = self.cycle() == BATCH
            except Exception:
                log.exception("a worker cycle failed")
                busy = False
            if not busy:
                self._stop.wait(POLL_SECONDS)

    def stop(self) -> None:
        """End after the job at hand."""
        self._stop.set()


def back_off(attempts: int) -> timedelta:
    """Return how long to wait after a failed attempt: 10 s, 20 s, 40 s, … at most an hour."""
    doubled: timedelta = _FIRST_RETRY * 2 ** min(attempts, 20)
    return min(doubled, _LAST_RETRY)


def next_moment(queue: JobQueue, until: datetime) -> datetime | None:
    """Return when the next job runs if that is no later than `until`: steps a simulated clock."""
    moment = queue.next_run()
    return moment if moment is not None and moment <= until else None
