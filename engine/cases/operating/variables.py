"""Variables changed by hand, and messages delivered with some."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.cases.operating.commands import ChangeVariables, DeliverMessage
from engine.cases.operating.errors import BadVariable
from engine.cases.operating.reasons import held_as_seen, reasoned
from engine.cases.operating.values import checked, require_removable
from engine.cases.ports.unit import CaseUnit
from engine.cases.records import CaseState
from engine.cases.stepping.actions import Action, Functions, nothing, planned
from engine.cases.stepping.machinery import Machinery
from engine.cases.stepping.step import act
from engine.cases.tokens.moving import VariableChange
from engine.cases.tokens.runner import Execution
from engine.history.operations import MessageDelivered, VariablesCorrected
from engine.identity.context import Context


class Change:
    """Sets and removes variables."""

    def __init__(self, machinery: Machinery) -> None:
        """Move tokens with `machinery`."""
        self._machinery = machinery

    def __call__(self, command: ChangeVariables, context: Context[CaseUnit]) -> None:
        """Change variables; in a suspended case conditions look at them when it goes on."""
        reason = reasoned(command.reason)
        change = self._checked(command, context)
        case = held_as_seen(context, command.case, command.seen)
        going = case.state is CaseState.OPEN

        def plan(execution: Execution, _: Functions) -> Action:
            before = _seen(execution, change)
            # Done here, so that what follows from it is told apart from what a person did.
            try:
                execution.change(change)
            except KeyError as missing:
                raise BadVariable(str(missing.args[0]), "absent") from missing
            event = VariablesCorrected(
                element=None if change.instance is None else execution.element_of(change.instance),
                instance=change.instance,
                before=_these(before, [*change.values, *change.removed]),
                after=dict(change.values),
                local=change.local,
                reason=reason,
            )
            return Action(
                verb=(lambda moving: moving.go_on()) if going else nothing,
                events=(event,),
                baseline=dict(execution.variables),
            )

        act(self._machinery, context, case, plan, at_standstill=True)

    @staticmethod
    def _checked(command: ChangeVariables, context: Context[CaseUnit]) -> VariableChange:
        require_removable(command.removed)
        values = checked(context, command.values)
        both = sorted(set(values) & set(command.removed))
        if both or not (values or command.removed):
            raise BadVariable(both[0] if both else "", "absent")
        if command.local and command.instance is None:
            raise BadVariable(next(iter(values), ""), "local")
        return VariableChange(
            values=values,
            removed=tuple(dict.fromkeys(command.removed)),
            instance=command.instance,
            local=command.local,
        )


def _seen(execution: Execution, change: VariableChange) -> Mapping[str, Any]:
    if change.instance is None:
        return dict(execution.variables)
    return execution.variables_of(change.instance)


def _these(values: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {name: values[name] for name in names if name in values}


class Deliver:
    """Delivers a message with variables to a case that waits for it."""

    def __init__(self, machinery: Machinery) -> None:
        """Move tokens with `machinery`."""
        self._machinery = machinery

    def __call__(self, command: DeliverMessage, context: Context[CaseUnit]) -> None:
        """Deliver a message to the element that has waited longest for it."""
        reason = reasoned(command.reason)
        case = held_as_seen(context, command.case, command.seen)
        values = checked(context, command.variables)
        action = Action(
            verb=lambda execution: execution.receive("message", command.message, values),
            events=(MessageDelivered(message=command.message, values=values, reason=reason),),
            given=values,
        )
        act(self._machinery, context, case, planned(action))
