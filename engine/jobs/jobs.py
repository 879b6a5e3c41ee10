"""What a job is, and the two ports to where jobs are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

from engine.kernel.ids import CaseId, JobId

LEASE = timedelta(seconds=30)
"""How long a claim keeps others away; a worker that dies loses its claim after this."""

MAX_ATTEMPTS = 5
"""After so many claims without success a job is left alone, an incident for a person to see."""


class JobKind(StrEnum):
    """What kind of work waits."""

    TIMER = "timer"


@dataclass(frozen=True, kw_only=True, slots=True)
class Job:
    """One piece of waiting work.

    `due_at` is what the diagram says; `run_at` is when it may next be claimed (due, end of a lease,
    back-off), None while it sleeps. `token` rises with every claim and re-arming: whoever holds an
    older one does nothing.
    """

    id: JobId
    case: CaseId
    kind: JobKind
    instance: int
    due_at: datetime | None
    run_at: datetime | None
    token: int
    attempts: int
    payload: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """A job lent to one worker until its lease ends."""

    job: JobId
    kind: JobKind
    token: int
    attempts: int


class JobStore(Protocol):
    """Jobs as a handler sees them, inside its transaction."""

    def arm(
        self, case: CaseId, instance: int, due_at: datetime | None, payload: Mapping[str, Any]
    ) -> None:
        """Let an element instance's timer wait until `due_at`; None: until it is armed again.

        Arming again moves it and makes every claim on it void.
        """
        ...

    def cancel(self, case: CaseId, instances: Sequence[int]) -> None:
        """Take away the timers of element instances."""
        ...

    def take(self, job: JobId, token: int) -> Job | None:
        """Remove a claimed job and return it; None when the claim is void."""
        ...

    def of_case(self, case: CaseId) -> Sequence[Job]:
        """Return a case's waiting jobs."""
        ...


class JobQueue(Protocol):
    """Jobs as a worker sees them, each call a transaction of its own."""

    def claim(self, now: datetime, limit: int) -> Sequence[Claim]:
        """Lend up to `limit` due jobs, longest due first."""
        ...

    def failed(self, claim: Claim, error: str, retry_at: datetime) -> None:
        """Note why a claimed job could not act, and when to try again."""
        ...

    def next_run(self) -> datetime | None:
        """Return when the next job may run; None when none waits."""
        ...
