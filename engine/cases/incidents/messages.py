"""Trying again what failed, leaving a job to a person, and the incidents one sees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.cases.queries import Language
from engine.cases.views.cases import IncidentLine
from engine.kernel.errors import YekuoError
from engine.kernel.ids import CaseId, JobId
from engine.kernel.messages import Command, Query
from engine.kernel.pages import Page


@dataclass
class NoIncident(YekuoError):
    """There is no open incident at the place (any more)."""

    case: CaseId
    instance: int


@dataclass
class NoJob(YekuoError):
    """There is no job of that number that waits for a person (any more)."""

    job: JobId


@dataclass(frozen=True, kw_only=True)
class RetryIncident(Command[bool]):
    """Let what failed be tried again, and say why; False when it failed again at once.

    An element does again what it could not do; a job gets its attempts back. Raises UnknownCase,
    NoIncident, CaseSuspended, CaseOver, Forbidden (another manager's case).
    """

    action: ClassVar[str] = "incident.retry"
    case: CaseId
    instance: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class RetryJob(Command[None]):
    """Give a job of no case its attempts back. Raises NoJob."""

    action: ClassVar[str] = "job.retry"
    job: JobId
    reason: str


@dataclass(frozen=True, kw_only=True)
class LeaveJob(Command[bool]):
    """Leave a claimed job that failed too often to a person; False when the claim is void."""

    action: ClassVar[str] = "job.leave"
    job: JobId
    token: int
    message: str


@dataclass(frozen=True, kw_only=True)
class Incidents(Query[Page[IncidentLine]]):
    """The open incidents of the cases one may see, latest first. Raises BadPlace."""

    action: ClassVar[str] = "incident.read"
    language: Language
    after: str | None = None
    limit: int = 50
