"""Who answers what about the file of a case."""

from __future__ import annotations

from typing import Any

from engine.cases.answers.shelf import Shelf
from engine.cases.casefile.events import ReadEvents
from engine.cases.casefile.queries import (
    CaseAwaits,
    CaseEvents,
    CasePlaces,
    CaseTasks,
    CaseVariables,
    RelatedCases,
    VariableChanges,
)
from engine.cases.casefile.related import ReadRelated
from engine.cases.casefile.tasks import ReadCaseTasks
from engine.cases.casefile.variables import ReadChanges, ReadVariables
from engine.cases.casefile.waiting import ReadAwaits, ReadPlaces
from engine.dispatch.dispatcher import Handler
from engine.kernel.messages import Query


def case_file(shelf: Shelf) -> dict[type[Query[Any]], Handler]:
    """Return who answers each query."""
    return {
        CaseEvents: ReadEvents(shelf),
        CaseTasks: ReadCaseTasks(shelf),
        CaseVariables: ReadVariables(shelf),
        VariableChanges: ReadChanges(shelf),
        CaseAwaits: ReadAwaits(shelf),
        RelatedCases: ReadRelated(shelf),
        CasePlaces: ReadPlaces(shelf),
    }
