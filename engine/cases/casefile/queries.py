"""What can be asked about the file of a case. Each raises UnknownCase and Forbidden."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from engine.cases.casefile.views import (
    Awaited,
    CaseTask,
    EventPage,
    PlacesView,
    RelatedCase,
    ScopeView,
    VariableChange,
)
from engine.cases.queries import Language
from engine.kernel.ids import CaseId
from engine.kernel.messages import Query
from engine.kernel.pages import Page


@dataclass(frozen=True, kw_only=True)
class CaseEvents(Query[EventPage]):
    """A page of what happened in a case, latest first.

    `kinds` are those wanted (none: all), `but` those left out; `by` is a login, empty for what the
    engine did itself; `since` (inclusive) and `until` (exclusive) are moments. `before` is the
    `next` of the page before, `after` the number of the last event that is known already.
    """

    action: ClassVar[str] = "case.read"
    case: CaseId
    language: Language
    kinds: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    by: str | None = None
    element: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None
    after: int | None = None
    limit: int = 100


@dataclass(frozen=True, kw_only=True)
class CaseTasks(Query[Page[CaseTask]]):
    """The tasks a case has and had: the open ones, then the others, latest first.

    Raises BadPlace.
    """

    action: ClassVar[str] = "case.read"
    case: CaseId
    language: Language
    after: str | None = None
    limit: int = 50


@dataclass(frozen=True, kw_only=True)
class CaseVariables(Query[tuple[ScopeView, ...]]):
    """The variables of a case as they are, or as they were when it ended, by place."""

    action: ClassVar[str] = "case.read"
    case: CaseId
    language: Language


@dataclass(frozen=True, kw_only=True)
class VariableChanges(Query[tuple[VariableChange, ...]]):
    """How a variable came to its value, latest first; of one of a name in several places all."""

    action: ClassVar[str] = "case.read"
    case: CaseId
    language: Language
    name: str


@dataclass(frozen=True, kw_only=True)
class CaseAwaits(Query[tuple[Awaited, ...]]):
    """The messages and signals a case waits for."""

    action: ClassVar[str] = "case.read"
    case: CaseId
    language: Language


@dataclass(frozen=True, kw_only=True)
class RelatedCases(Query[tuple[RelatedCase, ...]]):
    """Other cases that have to do with one, as far as the reader may see them."""

    action: ClassVar[str] = "case.read"
    case: CaseId
    language: Language


@dataclass(frozen=True, kw_only=True)
class CasePlaces(Query[PlacesView]):
    """Where a case stands, and where it could be put by hand."""

    action: ClassVar[str] = "case.read"
    case: CaseId
    language: Language
