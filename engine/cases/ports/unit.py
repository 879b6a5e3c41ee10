"""One transaction, as handlers of this package see it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

from engine.cases.incidents.records import IncidentStore
from engine.cases.ports.stores import (
    CaseStore,
    ClockStore,
    HistoryStore,
    SubscriptionStore,
    TaskStore,
)
from engine.customers.customers import CustomerStore
from engine.definitions.definitions import DefinitionStore
from engine.definitions.starts import StartStore
from engine.identity.absences.records import AbsenceStore
from engine.identity.ports import PersonStore
from engine.jobs.jobs import JobStore
from engine.notify.notices import NoticeStore


class CaseUnit(Protocol):
    """One transaction, as handlers here see it."""

    def together(self) -> AbstractContextManager[None]:
        """Send what is written inside the block in as few round trips as can be.

        Nothing but what a step writes may be done inside; what fails raises at its end at the
        latest.
        """
        ...

    def undoable(self) -> AbstractContextManager[None]:
        """Undo what is written inside the block when it raises, and nothing else."""
        ...

    @property
    def cases(self) -> CaseStore:
        """Cases."""
        ...

    @property
    def tasks(self) -> TaskStore:
        """Human tasks."""
        ...

    @property
    def clocks(self) -> ClockStore:
        """Time-limit clocks."""
        ...

    @property
    def subscriptions(self) -> SubscriptionStore:
        """Messages and signals awaited."""
        ...

    @property
    def jobs(self) -> JobStore:
        """Waiting jobs."""
        ...

    @property
    def incidents(self) -> IncidentStore:
        """Open incidents."""
        ...

    @property
    def history(self) -> HistoryStore:
        """The history."""
        ...

    @property
    def customers(self) -> CustomerStore:
        """The register of customers."""
        ...

    @property
    def people(self) -> PersonStore:
        """People."""
        ...

    @property
    def absences(self) -> AbsenceStore:
        """Absences."""
        ...

    @property
    def definitions(self) -> DefinitionStore:
        """Deployed definitions."""
        ...

    @property
    def starts(self) -> StartStore:
        """Registered start events."""
        ...

    @property
    def notices(self) -> NoticeStore:
        """What people are told."""
        ...
