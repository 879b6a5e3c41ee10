"""The sources of the list of cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, literal, or_, select, tuple_

from engine.cases.ports.reading import EVERYTHING, CasePlace, Seen, Wanted
from engine.cases.records import CaseState
from engine.kernel.ids import CustomerId
from engine.storage.lists.together import there_is
from engine.storage.repositories.cases.offers import names_of
from engine.storage.tables.cases import case as cases
from engine.storage.tables.tasks import involved
from engine.storage.types import writable


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseSource:
    """A range of an index that is ordered by the case's key, read from either end."""

    case: ColumnElement[int]
    where: tuple[ColumnElement[bool], ...] = ()
    of_case: tuple[ColumnElement[bool], ...] = ()
    """What is asked of the case's own row, when the index is not the case's."""

    def page(
        self, after: CasePlace | None, limit: int, *, oldest_first: bool = False
    ) -> Select[Any]:
        """Select the first keys behind a place."""
        wanted = select(self.case.label("case_id")).where(*self.where)
        if self.of_case and self.case is not cases.c.id:
            wanted = wanted.join(cases, cases.c.id == self.case)
        if after is not None:
            wanted = wanted.where(self.case > after if oldest_first else self.case < after)
        order = self.case if oldest_first else self.case.desc()
        return wanted.where(*self.of_case).order_by(order).limit(limit)

    def holds(self) -> ColumnElement[bool]:
        """Return the condition by which a case is in the source."""
        if self.case is cases.c.id:
            return and_(literal(value=True), *self.where)
        here = (involved.c.case_id == cases.c.id, *self.where)
        return and_(there_is(cases, *here), *self.of_case)


def case_sources(
    seen: Seen, states: Sequence[CaseState], wanted: Wanted = EVERYTHING
) -> list[CaseSource]:
    """Return where the cases come from that a person sees; no states: whatever their state."""
    if seen.station:
        if wanted.manager is not None and writable(wanted.manager):
            return _of_cases((cases.c.manager == wanted.manager,), states or list(CaseState))
        return _of_cases((), states) if states else [CaseSource(case=cases.c.id)]
    managed = _of_cases((cases.c.manager == seen.login,), states or list(CaseState))
    if wanted.manager == seen.login:
        return managed
    among = (cases.c.state.in_([state.value for state in states]),) if states else ()
    return managed + [
        CaseSource(
            case=involved.c.case_id,
            where=(involved.c.kind == kind, involved.c.name == name),
            of_case=among,
        )
        for kind, name in names_of(seen.login, seen.groups)
    ]


def of_customer(seen: Seen, customer: CustomerId, after: CasePlace | None) -> Select[Any]:
    """Select a customer's cases that a person sees, latest first, behind a place."""
    wanted = select(cases).where(cases.c.customer_id == customer)
    if after is not None:
        wanted = wanted.where(cases.c.id < after)
    if not seen.station:
        named = names_of(seen.login, seen.groups)
        theirs = exists().where(
            involved.c.case_id == cases.c.id, tuple_(involved.c.kind, involved.c.name).in_(named)
        )
        wanted = wanted.where(or_(cases.c.manager == seen.login, theirs))
    return wanted.order_by(cases.c.id.desc())


def _of_cases(
    where: tuple[ColumnElement[bool], ...], states: Sequence[CaseState]
) -> list[CaseSource]:
    return [
        CaseSource(case=cases.c.id, where=(*where, cases.c.state == state.value))
        for state in states
    ]
