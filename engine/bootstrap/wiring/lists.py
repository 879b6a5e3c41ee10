"""Wires the lists: inbox, cases, what they can be narrowed to, and the filters people keep."""

from __future__ import annotations

from typing import Any

from engine.cases.answers.shelf import Shelf
from engine.cases.answers.tasks import CountTasks, ReadInbox, count_inbox
from engine.cases.lists.cases import CountCases, ReadCases
from engine.cases.lists.choices import ReadChoices
from engine.cases.lists.heads import ReadCaseHeads, ReadTaskHeads
from engine.cases.queries import (
    CaseHeads,
    CaseList,
    CaseNumber,
    FilterChoices,
    Inbox,
    InboxCounts,
    InboxNumber,
    TaskHeads,
)
from engine.cases.saved.handlers import (
    change_filter,
    forget_filter,
    read_filters,
    save_filter,
)
from engine.cases.saved.messages import ChangeFilter, ForgetFilter, SavedFilters, SaveFilter
from engine.cases.standing.answers import (
    ReadInUse,
    ReadLimits,
    ReadWaiting,
    read_stages,
    read_workload,
)
from engine.cases.standing.messages import (
    DefinitionsInUse,
    LimitsThisMonth,
    StagesNow,
    StepsWaiting,
    WorkloadNow,
)
from engine.dispatch.dispatcher import Handler
from engine.kernel.messages import Command, Query


def list_handlers() -> dict[type[Command[Any]], Handler]:
    """Return who handles which command."""
    return {
        SaveFilter: save_filter,
        ChangeFilter: change_filter,
        ForgetFilter: forget_filter,
    }


def list_answers(shelf: Shelf) -> dict[type[Query[Any]], Handler]:
    """Return who answers which query."""
    return {
        Inbox: ReadInbox(shelf),
        InboxCounts: count_inbox,
        InboxNumber: CountTasks(shelf),
        CaseList: ReadCases(shelf),
        CaseNumber: CountCases(shelf),
        TaskHeads: ReadTaskHeads(shelf),
        CaseHeads: ReadCaseHeads(shelf),
        FilterChoices: ReadChoices(shelf),
        SavedFilters: read_filters,
        LimitsThisMonth: ReadLimits(shelf.calendar),
        DefinitionsInUse: ReadInUse(shelf),
        StepsWaiting: ReadWaiting(shelf),
        StagesNow: read_stages,
        WorkloadNow: read_workload,
    }
