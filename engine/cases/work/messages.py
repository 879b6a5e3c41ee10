"""What a worker asks and reports, and what can be refused of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from engine.kernel.errors import YekuoError
from engine.kernel.ids import CaseId, DefinitionId, JobId
from engine.kernel.messages import Command, Query

MOST_FETCHED = 100
LONGEST_LOCK = 24 * 3600
"""Seconds a worker may keep others from a job without extending its lock."""
MOST_TOPICS = 50
LONGEST_NAME = 200


@dataclass
class WorkGone(YekuoError):
    """The job is not this worker's (any more): done, cancelled, or fetched by another since.

    Nothing was changed.
    """

    job: JobId


@dataclass
class BadWork(YekuoError):
    """What a worker asked or reported makes no sense: which part, and what it was."""

    part: str
    found: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Work:
    """A piece of work lent to a worker; `job` is the same however often it is tried.

    Hand it on with whatever is asked of another system, so that it is done there once.
    `retries` is how often it may be tried after this.
    """

    job: JobId
    token: int
    topic: str
    case: CaseId
    number: str
    definition: DefinitionId
    process: str
    element: str
    instance: int
    retries: int
    error: str | None
    until: datetime
    variables: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class FetchWork(Command[tuple[Work, ...]]):
    """Lend due work of some topics to a worker, longest due first, for some seconds.

    It counts as no try: how often work may still fail is said with each failure. Raises BadWork.
    """

    action: ClassVar[str] = "work.fetch"
    worker: str
    topics: Sequence[str]
    limit: int = 10
    seconds: int = 300


@dataclass(frozen=True, kw_only=True)
class CompleteWork(Command[None]):
    """Report work as done, with the variables it sets; the case goes on.

    `token` is the one of the fetch; None takes the worker's word for it. Raises WorkGone,
    BadVariable, CaseSuspended.
    """

    action: ClassVar[str] = "work.report"
    job: JobId
    worker: str | None
    token: int | None = None
    variables: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class FailWork(Command[None]):
    """Report that work failed: with `retries` left it can be fetched again after some seconds.

    With none left it becomes an incident with the message. None: one less than before, after
    10 s, 20 s, 40 s, … or as the element says. If the element's rules take the failure for an
    error (they may look at its `details`) the diagram may catch it. Raises WorkGone, BadWork.
    """

    action: ClassVar[str] = "work.report"
    job: JobId
    worker: str | None
    message: str
    details: str = ""
    token: int | None = None
    retries: int | None = None
    seconds: int | None = None


@dataclass(frozen=True, kw_only=True)
class ThrowWorkError(Command[None]):
    """Report an error that the diagram may catch by its code; one it does not is an incident.

    Raises WorkGone, BadWork, BadVariable, CaseSuspended.
    """

    action: ClassVar[str] = "work.report"
    job: JobId
    worker: str | None
    code: str
    message: str = ""
    token: int | None = None
    variables: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ExtendWork(Command[None]):
    """Keep others from fetched work for some seconds from now. Raises WorkGone, BadWork."""

    action: ClassVar[str] = "work.report"
    job: JobId
    worker: str | None
    seconds: int
    token: int | None = None


@dataclass(frozen=True, kw_only=True)
class ClaimedWork(Query[Work | None]):
    """The work behind a claim of our own worker; None when the claim is void."""

    action: ClassVar[str] = "work.fetch"
    job: JobId
    token: int
