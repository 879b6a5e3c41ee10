"""The collaborators every step of a case uses, wired once at start-up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.calendar.working import WorkingCalendar
from engine.cases.catalogue import Catalogue
from engine.cases.ports.unit import CaseUnit
from engine.cases.records import CaseRecord
from engine.cases.tokens.changes import Value, Where
from engine.cases.tokens.runner import Runner
from engine.identity.context import Context
from engine.kernel.messages import Event


@dataclass(frozen=True, kw_only=True, slots=True)
class TopicCall:
    """One external service task at work: what its handler may use.

    `variables` and what is in them stay as they are: a value that changed is another object. `note`
    adds an event to the case's history.
    """

    context: Context[CaseUnit]
    case: CaseRecord
    at: Where
    variables: Mapping[str, Value]
    note: Callable[[Event], None]


TopicHandler = Callable[[TopicCall], Mapping[str, Value]]
"""Does the work of a topic inside the step's transaction; returns the variables it sets."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Machinery:
    """Moves tokens, knows definitions, counts days, and does the work of topics."""

    runner: Runner
    catalogue: Catalogue
    calendar: WorkingCalendar
    topics: Mapping[str, TopicHandler]
