"""One case brought to another version."""

from __future__ import annotations

from engine.cases.answers.shelf import Bystander
from engine.cases.migrating.messages import CannotMigrate, MigrateCase
from engine.cases.migrating.versions import Wish, rebinding_of
from engine.cases.noting import held
from engine.cases.operating.reasons import reasoned
from engine.cases.ports.unit import CaseUnit
from engine.cases.records import CaseRecord, CaseState
from engine.cases.stepping.actions import Action, nothing, planned
from engine.cases.stepping.machinery import Machinery
from engine.cases.stepping.step import act, require_going
from engine.cases.tokens.rebinding import Rebinding
from engine.history.operations import CaseMigrated
from engine.identity.context import Context


class Migrate:
    """Migrates a case."""

    def __init__(self, machinery: Machinery) -> None:
        """Move tokens with `machinery`."""
        self._machinery = machinery

    def __call__(self, command: MigrateCase, context: Context[CaseUnit]) -> bool:
        """Check every token first, then bring all of them over; a suspended case stays so."""
        reason = reasoned(command.reason)
        case = held(context, command.case)
        require_going(case, at_standstill=True)
        wish = Wish(
            process=command.process,
            source=command.source,
            target=command.target,
            mapping=command.mapping,
        )
        rebinding, _ = rebinding_of(
            wish, context.unit.definitions, self._machinery.catalogue, case.station
        )
        if rebinding.source == rebinding.target or not self._fits(case, context, rebinding):
            return False
        event = CaseMigrated(
            process=command.process,
            from_version=command.source,
            to_version=command.target,
            mapping=dict(rebinding.mapping),
            reason=reason,
        )
        going = case.state is CaseState.OPEN
        action = Action(
            verb=(lambda execution: execution.go_on()) if going else nothing,
            events=(event,),
            rebinding=rebinding,
        )
        act(self._machinery, context, case, planned(action), at_standstill=True)
        return True

    def _fits(self, case: CaseRecord, context: Context[CaseUnit], rebinding: Rebinding) -> bool:
        """Say whether there is anything to migrate. Raises CannotMigrate."""
        fits = self._machinery.runner.fits(case.at_rest, Bystander(context.now), rebinding)
        obstacles = dict.fromkeys((fit.element, fit.problem) for fit in fits if fit.problem)
        if obstacles:
            found = tuple((element, code or "") for element, code in obstacles)
            raise CannotMigrate(case.id, case.number, found)
        return bool(fits)
