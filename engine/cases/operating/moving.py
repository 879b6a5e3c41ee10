"""Moving tokens: skipping, sending back, repeating, and the general form of all three."""

from __future__ import annotations

from collections.abc import Mapping

from engine.cases.access import require_do
from engine.cases.noting import held_task
from engine.cases.operating.commands import MoveToken, RepeatElement, SendBack, SkipElement
from engine.cases.operating.reasons import held_as_seen, reasoned, require_seen
from engine.cases.operating.values import checked
from engine.cases.ports.unit import CaseUnit
from engine.cases.records import CaseRecord, TaskRecord
from engine.cases.stepping.actions import Action, Functions, Note, Plan, planned
from engine.cases.stepping.machinery import Machinery
from engine.cases.stepping.step import act, require_going
from engine.cases.tokens.moving import CannotMove, Target
from engine.cases.tokens.runner import Execution
from engine.history.operations import ElementRepeated, ElementSkipped, SentBack, TokenMoved
from engine.identity.context import Context
from engine.kernel.ids import TaskId


class Skip:
    """Lets an element be and goes on behind it."""

    def __init__(self, machinery: Machinery) -> None:
        """Move tokens with `machinery`."""
        self._machinery = machinery

    def __call__(self, command: SkipElement, context: Context[CaseUnit]) -> None:
        """Skip a waiting element instance."""
        reason = reasoned(command.reason)
        case = held_as_seen(context, command.case, command.seen)
        values = checked(context, command.variables)

        def plan(execution: Execution, _: Functions) -> Action:
            event = ElementSkipped(
                element=execution.element_of(command.instance),
                instance=command.instance,
                reason=reason,
                values=values,
            )
            return Action(
                verb=lambda moving: moving.skip(command.instance, values),
                events=(event,),
                given=values,
            )

        act(self._machinery, context, case, plan)


class Repeat:
    """Begins an element again."""

    def __init__(self, machinery: Machinery) -> None:
        """Move tokens with `machinery`."""
        self._machinery = machinery

    def __call__(self, command: RepeatElement, context: Context[CaseUnit]) -> None:
        """Begin before an element beside all that waits."""
        reason = reasoned(command.reason)
        to = command.to
        case = held_as_seen(context, command.case, command.seen)
        event = ElementRepeated(
            element=to.element, process=to.process or case.process, reason=reason
        )
        action = Action(verb=lambda execution: _move(execution, (), (to,), {}), events=(event,))
        act(self._machinery, context, case, planned(action))


class Move:
    """Cancels instances and begins before elements."""

    def __init__(self, machinery: Machinery) -> None:
        """Move tokens with `machinery`."""
        self._machinery = machinery

    def __call__(self, command: MoveToken, context: Context[CaseUnit]) -> None:
        """Move tokens as the command says; what it names twice is done once."""
        reason = reasoned(command.reason)
        case = held_as_seen(context, command.case, command.seen)
        cancel = tuple(dict.fromkeys(command.cancel))
        act(self._machinery, context, case, self._plan(command, context, cancel, reason))

    @staticmethod
    def _plan(
        command: MoveToken, context: Context[CaseUnit], cancel: tuple[int, ...], reason: str
    ) -> Plan:
        values = checked(context, command.variables)

        def plan(execution: Execution, _: Functions) -> Action:
            event = TokenMoved(
                cancelled=[[execution.element_of(one), one] for one in cancel],
                started=[target.element for target in command.start],
                reason=reason,
                values=values,
            )
            return Action(
                verb=lambda moving: _move(moving, cancel, command.start, values),
                events=(event,),
                given=values,
            )

        return plan


def _move(
    execution: Execution,
    cancel: tuple[int, ...],
    start: tuple[Target, ...],
    values: Mapping[str, object],
) -> None:
    execution.move(cancel, start, values)


class Return:
    """Sends a case back to an earlier task, with a note."""

    def __init__(self, machinery: Machinery) -> None:
        """Move tokens with `machinery`."""
        self._machinery = machinery

    def __call__(self, command: SendBack, context: Context[CaseUnit]) -> TaskId | None:
        """Cancel the task and begin the earlier one anew; return its new task."""
        note = reasoned(command.note)
        case, task = self._located(context, command)
        target = self._earlier(context, task, command.to)
        event = SentBack(
            element=task.element, instance=task.id.instance, to=command.to, reason=note
        )
        action = Action(
            verb=lambda execution: _move(execution, (task.id.instance,), (target,), {}),
            events=(event,),
            note=Note(element=command.to, text=note, by=context.actor.id),
        )
        rest = act(self._machinery, context, case, planned(action))
        new = [open_.id for open_ in rest.tasks if open_.note_by and open_.created == context.now]
        return min(new, key=lambda found: found.instance, default=None)

    @staticmethod
    def _located(context: Context[CaseUnit], command: SendBack) -> tuple[CaseRecord, TaskRecord]:
        case, task = held_task(context, command.task)
        require_seen(case, command.seen)
        require_going(case)
        require_do(context, task, command.action)
        return case, task

    @staticmethod
    def _earlier(context: Context[CaseUnit], task: TaskRecord, to: str) -> Target:
        """Return where the latest earlier task of an element was. Raises CannotMove."""
        before = [
            one
            for one in context.unit.tasks.all_of(task.id.case)
            if one.element == to and one.id.instance < task.id.instance
        ]
        if not before:
            raise CannotMove(to, "", "not-earlier")
        return Target(element=to, process=before[-1].process)
