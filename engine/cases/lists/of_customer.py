"""The cases of a customer."""

from __future__ import annotations

from engine.cases.answers.cases import case_lines
from engine.cases.answers.shelf import Shelf, seen_by
from engine.cases.lists.places import case_place, page_size, write_case_place
from engine.cases.ports.reading import ReadUnit
from engine.cases.queries import CasesOfCustomer
from engine.cases.views.cases import CaseLine
from engine.identity.context import Context
from engine.kernel.pages import Page


class ReadCasesOfCustomer:
    """Answers `CasesOfCustomer`."""

    def __init__(self, shelf: Shelf) -> None:
        """Use a shelf."""
        self._shelf = shelf

    def __call__(self, query: CasesOfCustomer, context: Context[ReadUnit]) -> Page[CaseLine]:
        """Return a page of a customer's cases."""
        limit = page_size(query.limit)
        found = context.unit.reading.cases_of_customer(
            seen_by(context), query.customer, case_place(query.after), limit + 1
        )
        shown = found[:limit]
        lines = case_lines(self._shelf, context, shown, query.language)
        more = len(found) > limit
        return Page(rows=lines, next=write_case_place(shown[-1].id) if more else None)
