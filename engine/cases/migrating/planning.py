"""What a migration would do, checked on the live tokens of every case it is for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from engine.cases.answers.shelf import Bystander, Shelf, visible_case
from engine.cases.migrating.messages import MigrationPlan, PlanLine, PlanMigration
from engine.cases.migrating.versions import Wish, rebinding_of
from engine.cases.ports.reading import CaseWish, ReadUnit, Seen
from engine.cases.records import GOING, CaseRecord
from engine.cases.tokens.rebinding import Rebinding
from engine.definitions.diagrams.model import Element
from engine.identity.context import Context
from engine.kernel.ids import CaseId

_AT_ONCE = 500


@dataclass
class _Tally:
    tokens: int = 0
    cases: set[CaseId] = field(default_factory=set)


class Plan:
    """Answers `PlanMigration`."""

    def __init__(self, shelf: Shelf) -> None:
        """Use a shelf."""
        self._shelf = shelf

    def __call__(self, query: PlanMigration, context: Context[ReadUnit]) -> MigrationPlan:
        """Look at every case and count what becomes of its tokens."""
        wish = Wish(
            process=query.process,
            source=query.source,
            target=query.target,
            mapping=query.mapping,
        )
        rebinding, target = rebinding_of(
            wish, context.unit.definitions, self._shelf.catalogue, context.actor.station
        )
        found: dict[tuple[str, str | None, str | None, tuple[str, ...]], _Tally] = {}
        concerned: dict[CaseId, bool] = {}
        for case in _cases(query, context, rebinding):
            for fit in self._shelf.runner.fits(case.at_rest, Bystander(context.now), rebinding):
                tally = found.setdefault((fit.element, fit.to, fit.problem, fit.changes), _Tally())
                tally.tokens += 1
                tally.cases.add(case.id)
                blocked = concerned.get(case.id, False) or fit.problem is not None
                concerned[case.id] = blocked
        return MigrationPlan(
            process=query.process,
            source=query.source,
            target=target,
            mapping=rebinding.mapping,
            lines=tuple(
                self._line(rebinding, key, tally, query.language) for key, tally in found.items()
            ),
            cases=tuple(sorted(concerned)),
            blocked=tuple(sorted(case for case, held in concerned.items() if held)),
        )

    def _line(
        self,
        rebinding: Rebinding,
        key: tuple[str, str | None, str | None, tuple[str, ...]],
        tally: _Tally,
        language: str,
    ) -> PlanLine:
        element, to, problem, changes = key
        catalogue = self._shelf.catalogue
        old = catalogue.process(rebinding.source, rebinding.process).elements[element]
        new: Element | None = None
        if to is not None:
            new = catalogue.process(rebinding.target, rebinding.process).elements.get(to)
        return PlanLine(
            element=element,
            name=old.name_in(language),
            type=old.type,
            to=to,
            to_name=new.name_in(language) if new is not None else "",
            problem=problem,
            changes=changes,
            tokens=tally.tokens,
            cases=len(tally.cases),
        )


def _cases(
    query: PlanMigration, context: Context[ReadUnit], rebinding: Rebinding
) -> Iterator[CaseRecord]:
    """Give the running cases that are meant, those alone that can have such a token."""
    for case in _running(context) if query.cases is None else _named(context, query.cases):
        inside = (a.definition for a in case.activities.values())
        if not case.state.is_over and rebinding.source in (case.definition, *inside):
            yield case


def _named(context: Context[ReadUnit], cases: Sequence[CaseId]) -> Iterator[CaseRecord]:
    for case in dict.fromkeys(cases):
        yield visible_case(context, case)


def _running(context: Context[ReadUnit]) -> Iterator[CaseRecord]:
    """Give every case of the station that has not ended, page by page."""
    actor = context.actor
    seen = Seen(login=actor.id, groups=actor.groups, station=True, now=context.now)
    after: CaseId | None = None
    while True:
        page = context.unit.reading.cases(seen, CaseWish(states=GOING), after, _AT_ONCE)
        yield from page.rows
        if page.next is None:
            return
        after = page.next
