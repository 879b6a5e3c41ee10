"""Claims due jobs and lets them act, one after the other."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from engine.jobs.jobs import Claim, JobQueue
from engine.kernel.clock import Clock
from engine.kernel.errors import StoreUnavailable
from engine.kernel.reasons import Reason, Why

log = logging.getLogger(__name__)

BATCH = 50
POLL_SECONDS = 0.5
_FIRST_RETRY = timedelta(seconds=5)
_LAST_RETRY = timedelta(hours=1)


class Worker:
    """Runs jobs until it is told to stop."""

    def __init__(
        self,
        queue: JobQueue,
        run: Callable[[Claim], None],
        give_up: Callable[[Claim, str], None],
        clock: Clock,
        batch: int = BATCH,
        rest: Callable[[float], object] | None = None,
    ) -> None:
        """Take jobs from `queue`, `batch` at a time; `run` does one in its own transaction,
        `give_up` leaves one that cannot be done to a person, with the reason. `rest` waits so many
        seconds while nothing is due, or shorter when it learns that something is.
        """
        self._batch = batch
        self._queue = queue
        self._run = run
        self._give_up = give_up
        self._clock = clock
        self._stop = threading.Event()
        self._owed: list[tuple[Sequence[Claim], timedelta]] = []
        self._rest: Callable[[float], object] = rest or self._stop.wait

    def cycle(self) -> int:
        """Claim what is due and run it; return how many jobs were claimed.

        Raises StoreUnavailable when the store goes away: that is no try of any job, so those not
        done are given back, with the try they were claimed for, as soon as it has returned.
        """
        self._give_back()
        claims = self._queue.claim(self._clock.now(), self._batch)
        for place, claim in enumerate(claims):
            if self._stop.is_set():
                self._owe(claims[place:])
                self._give_back()
                break
            try:
                self._run_one(claim)
            except StoreUnavailable:
                # Should it be this job that takes the store away, the others come first.
                self._owe([claim], _FIRST_RETRY)
                self._owe(claims[place + 1 :])
                raise
        return len(claims)

    def _owe(self, claims: Sequence[Claim], later: timedelta = timedelta(0)) -> None:
        if claims:
            self._owed.append((claims, later))

    def _give_back(self) -> None:
        while self._owed:
            claims, later = self._owed[-1]
            self._queue.give_back(claims, self._clock.now() + later)
            self._owed.pop()

    def _run_one(self, claim: Claim) -> None:
        if claim.retries < 0:
            self._leave(claim, Reason(Why.WORKER_DIED))
            return
        try:
            self._run(claim)
        except StoreUnavailable:
            raise
        except Exception as error:
            log.warning("job %s failed at try %s: %s", claim.job, claim.attempts, said(error))
            log.debug("job %s", claim.job, exc_info=True)
            if claim.retries > 0:
                self._later(claim, said(error))
            else:
                self._leave(claim, said(error))

    def _leave(self, claim: Claim, error: str) -> None:
        try:
            self._give_up(claim, error)
        except StoreUnavailable:
            raise
        except Exception:
            log.warning("job %s could not be left to a person", claim.job, exc_info=True)
            self._later(claim, error)

    def _later(self, claim: Claim, error: str) -> None:
        self._queue.failed(claim, error, self._clock.now() + back_off(claim.attempts))

    def run_forever(self) -> None:
        """Cycle until `stop` is called; rest while nothing is due."""
        while not self._stop.is_set():
            try:
                busy = self.cycle() > 0
            except Exception as error:
                log.warning("no jobs can be done: %s", said(error))
                log.debug("a cycle failed", exc_info=True)
                busy = False
            if not busy:
                self._rest(POLL_SECONDS)
        with suppress(StoreUnavailable):  # else the leases end by themselves
            self._give_back()

    def stop(self) -> None:
        """End after the job at hand."""
        self._stop.set()


def said(error: Exception) -> str:
    """Return what an error says, for people: its kind and its words."""
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


def back_off(attempts: int) -> timedelta:
    """Return how long to wait after a failed attempt: 10 s, 20 s, 40 s, … at most an hour."""
    doubled: timedelta = _FIRST_RETRY * 2 ** min(attempts, 20)
    return min(doubled, _LAST_RETRY)


def next_moment(queue: JobQueue, until: datetime) -> datetime | None:
    """Return when the next job runs if that is no later than `until`: steps a simulated clock."""
    moment = queue.next_run()
    return moment if moment is not None and moment <= until else None
