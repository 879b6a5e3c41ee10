"""What a job is, and the two ports to where jobs are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

from engine.kernel.ids import CaseId, JobId
from engine.kernel.records import record

LEASE = timedelta(seconds=30)
"""How long a claim keeps others away; a worker that dies loses its claim after this."""

WORK_LEASE = timedelta(minutes=5)
"""The same for work that asks other systems."""

MAIL_LEASE = timedelta(minutes=20)
"""The same for a letter: longer than its server may take, or another would send it too."""

RETRIES = 5
"""How often a job is tried before it is left for a person, unless its element says otherwise."""


class JobKind(StrEnum):
    """What kind of work waits."""

    TIMER = "timer"
    """A timer of a case."""
    WORK = "work"
    """Work of a topic, done outside the step's transaction by a worker of ours or of others."""
    START = "start"
    """A process to be started."""
    MAIL = "mail"
    """A letter to be written to a person."""
    DELIVER = "deliver"
    """A message or signal to be delivered."""


@record(frozen=True, kw_only=True, slots=True)
class NewJob:
    """A job to be entered: `due_at` None sleeps; `topic` is of work alone."""

    kind: JobKind
    due_at: datetime | None
    case: CaseId | None = None
    instance: int | None = None
    topic: str = ""
    retries: int = RETRIES
    payload: Mapping[str, Any] = field(default_factory=dict)


@record(frozen=True, kw_only=True, slots=True)
class Job:
    """One piece of waiting work.

    `due_at` is what the diagram says; `run_at` is when it may next be claimed (due, end of a lease,
    back-off), None while it sleeps or is left for a person. `token` rises with every claim and
    re-arming: whoever holds an older one does nothing. `worker` is who of others has claimed it.
    `attempts` counts the claims of our own workers, `retries` how many are left.
    """

    id: JobId
    case: CaseId | None
    kind: JobKind
    topic: str
    instance: int | None
    due_at: datetime | None
    run_at: datetime | None
    token: int
    worker: str | None
    attempts: int
    retries: int
    error: str | None
    payload: Mapping[str, Any]


@record(frozen=True, kw_only=True, slots=True)
class Claim:
    """A job lent to one worker until its lease ends.

    `retries` is how often it may be tried after this; below 0 when whoever tried it last died of
    it: it is not tried any more.
    """

    job: JobId
    kind: JobKind
    token: int
    attempts: int
    retries: int


class JobStore(Protocol):
    """Jobs as a handler sees them, inside its transaction.

    Whoever changes a job of a case locks the case first, so that nobody waits in a circle.
    """

    def arm(
        self, case: CaseId, instance: int, due_at: datetime | None, payload: Mapping[str, Any]
    ) -> None:
        """Let an element instance's timer wait until `due_at`; None: until it is armed again.

        Arming again moves it and makes every claim on it void.
        """
        ...

    def enter(self, jobs: Sequence[NewJob]) -> None:
        """Enter jobs of any kind."""
        ...

    def cancel(self, case: CaseId, instances: Sequence[int]) -> None:
        """Take away the jobs of element instances."""
        ...

    def get(self, job: JobId) -> Job | None:
        """Return a job, locking nothing."""
        ...

    def take(self, job: JobId, token: int) -> Job | None:
        """Remove a claimed job and return it; None when the claim is void."""
        ...

    def relabel(self, job: JobId, payload: Mapping[str, Any]) -> None:
        """Let a job remember something else; when it is due and who has claimed it stay."""
        ...

    def hold(self, case: CaseId) -> None:
        """Let all jobs of a case sleep; every claim on them is void."""
        ...

    def let_go(self, case: CaseId) -> None:
        """Wake the jobs of a case that were held: each runs when it is due, at once if it was."""
        ...

    def lend(
        self, topics: Sequence[str], worker: str, *, now: datetime, until: datetime, limit: int
    ) -> Sequence[Job]:
        """Lend due work of some topics to a worker of others, longest due first; no try is used."""
        ...

    def put_back(self, job: Job, run_at: datetime, *, retries: int, error: str) -> None:
        """Let a lent job wait for its next try."""
        ...

    def extend(self, job: Job, until: datetime) -> None:
        """Lend a job for longer."""
        ...

    def put_aside(self, job: JobId, token: int, error: str) -> bool:
        """Leave a claimed job to a person; False when the claim is void."""
        ...

    def retry(self, job: JobId, at: datetime) -> None:
        """Give a job its attempts back and let it run at `at`."""
        ...

    def of_case(self, case: CaseId) -> Sequence[Job]:
        """Return a case's waiting jobs."""
        ...


class JobQueue(Protocol):
    """Jobs as a worker sees them, each call a transaction of its own."""

    def claim(self, now: datetime, limit: int) -> Sequence[Claim]:
        """Lend up to `limit` due jobs, longest due first.

        What was tried before is lent one at a time, after all others of the same topic: a job that
        kills its worker takes no other with it.
        """
        ...

    def failed(self, claim: Claim, error: str, retry_at: datetime) -> None:
        """Note why a claimed job could not act, and when to try again."""
        ...

    def give_back(self, claims: Sequence[Claim], at: datetime) -> None:
        """Give back what was claimed and not tried: it may be claimed from `at` on."""
        ...

    def next_run(self) -> datetime | None:
        """Return when the next job may run; None when none waits."""
        ...
