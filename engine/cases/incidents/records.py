"""Open incidents, and what a transaction does with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from engine.cases.tokens.changes import Failed
from engine.kernel.ids import CaseId, DefinitionId, JobId
from engine.kernel.reasons import parts_of

LONGEST_MESSAGE = 2000


class IncidentKind(StrEnum):
    """What failed: an element of the diagram itself, or a job of it too often."""

    ELEMENT = "element"
    JOB = "job"


@dataclass(frozen=True, kw_only=True, slots=True)
class Incident:
    """An open incident: at which element instance, why, since when.

    `message` says why; `why` are its code and data when it is the engine's own.
    `job` is the one that failed, which waits for the retry. A job of no case (a process that could
    not be started) has neither case nor definition, and instance 0.
    """

    case: CaseId | None
    instance: int
    element: str
    definition: DefinitionId | None
    process: str
    kind: IncidentKind
    message: str
    since: datetime
    why: Mapping[str, str] | None = None
    job: JobId | None = None
    id: int = 0
    """Given by the store, in the order in which they were raised."""


def failed_element(case: CaseId, failed: Failed, now: datetime) -> Incident:
    """Return the incident of an element that could not do what it should."""
    at = failed.at
    return Incident(
        case=case,
        instance=at.instance,
        element=at.element,
        definition=at.definition,
        process=at.process,
        kind=IncidentKind.ELEMENT,
        message=failed.reason[:LONGEST_MESSAGE],
        why=parts_of(failed.reason),
        since=now,
    )


class IncidentStore(Protocol):
    """Open incidents inside a transaction."""

    def put(self, incidents: Sequence[Incident]) -> None:
        """Enter incidents, each in place of one at the same instance of the case."""
        ...

    def remove(self, case: CaseId, instances: Sequence[int]) -> None:
        """Remove the incidents at element instances of a case."""
        ...

    def of_case(self, case: CaseId) -> Sequence[Incident]:
        """Return the open incidents of a case, oldest first."""
        ...

    def of_job(self, job: JobId) -> Incident | None:
        """Return the incident of a job."""
        ...

    def remove_of_job(self, job: JobId) -> None:
        """Remove the incident of a job."""
        ...
