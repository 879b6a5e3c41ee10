"""The list of cases: pages, and how many there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.calendar.working import WorkingCalendar
from engine.cases.answers.cases import case_lines
from engine.cases.answers.shelf import Shelf, seen_by
from engine.cases.lists.filters import CaseStates
from engine.cases.lists.narrowing import of_cases
from engine.cases.lists.places import (
    case_place,
    due_place,
    page_size,
    write_case_place,
    write_due_place,
)
from engine.cases.ports.reading import CaseWish, Looked, ReadUnit
from engine.cases.queries import CaseList, CaseNumber
from engine.cases.records import GOING, OVER, CaseRecord, CaseState
from engine.cases.views.cases import CaseLine
from engine.identity.context import Context
from engine.kernel.pages import Number, Page

Found = tuple[Looked[Any, CaseRecord], str | None]
"""What was found, and where to go on as an address says it."""


class ReadCases:
    """Answers `CaseList`."""

    def __init__(self, shelf: Shelf) -> None:
        """Use a shelf."""
        self._shelf = shelf

    def __call__(self, query: CaseList, context: Context[ReadUnit]) -> Page[CaseLine]:
        """Return a page of cases."""
        found, following = find_cases(query, self._shelf.calendar, context)
        return Page(
            rows=case_lines(self._shelf, context, found.rows, query.language),
            next=following,
            partial=found.partial,
        )


class CountCases:
    """Answers `CaseNumber`."""

    def __init__(self, shelf: Shelf) -> None:
        """Use a shelf."""
        self._shelf = shelf

    def __call__(self, query: CaseNumber, context: Context[ReadUnit]) -> Number:
        """Return how many cases a filter lets through."""
        return count_cases(query, self._shelf.calendar, context)


def find_cases(query: CaseList, calendar: WorkingCalendar, context: Context[ReadUnit]) -> Found:
    """Return the cases of a page."""
    wish = CaseWish(
        states=_states(query.state),
        wanted=of_cases(query.where, query.text, calendar, context.now),
        oldest_first=query.order != "newest",
    )
    by_limit = query.order == "due" and wish.wanted.limit is not None
    return (_by_limit if by_limit else _by_age)(wish, query, context)


def count_cases(query: CaseNumber, calendar: WorkingCalendar, context: Context[ReadUnit]) -> Number:
    """Return how many cases a filter lets through."""
    wanted = of_cases(query.where, query.text, calendar, context.now)
    wish = CaseWish(states=_states(query.state), wanted=wanted)
    found = context.unit.reading.count_cases(seen_by(context), wish)
    return Number(number=found.number, least=found.least)


def _by_age(wish: CaseWish, query: CaseList, context: Context[ReadUnit]) -> Found:
    page = (case_place(query.after), page_size(query.limit))
    found = context.unit.reading.cases(seen_by(context), wish, *page)
    return found, write_case_place(found.next) if found.next is not None else None


def _by_limit(wish: CaseWish, query: CaseList, context: Context[ReadUnit]) -> Found:
    page = (due_place(query.after), page_size(query.limit))
    found = context.unit.reading.pressing(seen_by(context), wish, *page)
    return found, write_due_place(found.next) if found.next is not None else None


def _states(wish: CaseStates | None) -> Sequence[CaseState]:
    """Return the states a wish stands for; none, whatever their state."""
    match wish:
        case None:
            return ()
        case "open":
            return GOING
        case "ended":
            return OVER
        case _:
            return (CaseState(wish),)
