"""The sources of the list of cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from engine.cases.ports.reading import CasePlace, Seen
from engine.cases.records import CaseState
from engine.storage.repositories.offers import GROUP, USER
from engine.storage.tables.cases import case as cases
from engine.storage.tables.tasks import involved


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseSource:
    """A range of an index that is ordered by the case's key, read backwards."""

    case: ColumnElement[int]
    where: tuple[ColumnElement[bool], ...] = ()
    of_case: tuple[ColumnElement[bool], ...] = ()
    """What is asked of the case's own row, when the index is not the case's."""

    def page(
        self, after: CasePlace | None, limit: int, finds: Sequence[ColumnElement[bool]]
    ) -> Select[Any]:
        """Select the first keys behind a place; `finds` are conditions on the case."""
        wanted = select(self.case.label("case_id")).where(*self.where)
        asked = [*self.of_case, *finds]
        if asked and self.case is not cases.c.id:
            wanted = wanted.join(cases, cases.c.id == self.case)
        if after is not None:
            wanted = wanted.where(self.case < after)
        return wanted.where(*asked).order_by(self.case.desc()).limit(limit)


def case_sources(seen: Seen, states: Sequence[CaseState]) -> list[CaseSource]:
    """Return where the cases come from that a person sees; no states: whatever their state."""
    if seen.station:
        return _of_cases((), states) if states else [CaseSource(case=cases.c.id)]
    managed = _of_cases((cases.c.manager == seen.login,), states or list(CaseState))
    among = (cases.c.state.in_([state.value for state in states]),) if states else ()
    named = [(USER, str(seen.login)), *((GROUP, group) for group in sorted(seen.groups))]
    return managed + [
        CaseSource(
            case=involved.c.case_id,
            where=(involved.c.kind == kind, involved.c.name == name),
            of_case=among,
        )
        for kind, name in named
    ]


def _of_cases(
    where: tuple[ColumnElement[bool], ...], states: Sequence[CaseState]
) -> list[CaseSource]:
    return [
        CaseSource(case=cases.c.id, where=(*where, cases.c.state == state.value))
        for state in states
    ]
