"""Taking a task, giving it back, doing it."""

from __future__ import annotations

from engine.cases.access import (
    is_candidate,
    on_behalf_of,
    require_do,
    require_free,
    require_take,
)
from engine.cases.commands import Advanced, ClaimTask, CompleteTask, ReleaseTask
from engine.cases.errors import FormRejected
from engine.cases.incoming.forms import Known, accept
from engine.cases.noting import held_task, note
from engine.cases.ports.unit import CaseUnit
from engine.cases.records import CaseRecord, CaseState, TaskRecord, TaskState
from engine.cases.stepping.actions import Action, AtRest, Functions, Plan
from engine.cases.stepping.machinery import Machinery
from engine.cases.stepping.step import act, require_going
from engine.cases.telling.outbox import tell_of_change
from engine.cases.tokens.runner import Execution
from engine.history.events import TaskClaimed, TaskCompleted, TaskReleased
from engine.identity.context import Context
from engine.identity.permissions import Scope
from engine.identity.users import Forbidden
from engine.kernel.ids import TaskId, UserId
from engine.kernel.records import altered


def claim(command: ClaimTask, context: Context[CaseUnit]) -> None:
    """Take a task; taking one's own again changes nothing."""
    case, task = _locked(context, command.task)
    require_free(context, task)
    if task.assignee == context.actor.id:
        return
    if task.assignee is None:
        require_take(context, task, command.action)
    taken = altered(task, assignee=context.actor.id)
    event = TaskClaimed(
        element=task.element,
        instance=task.id.instance,
        on_behalf_of=on_behalf_of(context, task),
    )
    context.unit.tasks.update([taken])
    note(context, case, [event])


def release(command: ReleaseTask, context: Context[CaseUnit]) -> None:
    """Give a task back to its candidates; giving back what nobody has changes nothing."""
    case, task = _locked(context, command.task)
    if task.assignee is None and is_candidate(context, task):
        return
    mine = task.assignee == context.actor.id
    offered = bool(task.candidate_users or task.candidate_groups)
    if not offered or not (mine or context.scope is Scope.STATION):
        raise Forbidden(context.actor.id, command.action)
    freed = altered(task, assignee=None)
    event = TaskReleased(
        element=task.element,
        instance=task.id.instance,
        on_behalf_of=on_behalf_of(context, task),
    )
    context.unit.tasks.update([freed])
    tell_of_change(context, task, freed)
    note(context, case, [event])


def _locked(context: Context[CaseUnit], task_id: TaskId) -> tuple[CaseRecord, TaskRecord]:
    """Return an open task of a case that goes on, keeping other writers off both.

    Raises what `held_task` does; CaseSuspended, CaseOver.
    """
    case, task = held_task(context, task_id)
    require_going(case)
    return case, task


class Complete:
    """Does a task: checks its form, lets the tokens move, saves everything."""

    def __init__(self, machinery: Machinery) -> None:
        """Move tokens with `machinery`."""
        self._machinery = machinery

    def __call__(self, command: CompleteTask, context: Context[CaseUnit]) -> Advanced:
        """Complete a task; one that nobody has taken is taken on the way."""
        case, task = _locked(context, command.task)
        require_do(context, task, command.action)
        behalf = on_behalf_of(context, task)
        done = altered(
            task,
            state=TaskState.COMPLETED,
            assignee=task.assignee or context.actor.id,
            closed=context.now,
            closed_by=context.actor.id,
        )
        return self._after(
            context, act(self._machinery, context, case, self._plan(command, context, done, behalf))
        )

    def _plan(
        self,
        command: CompleteTask,
        context: Context[CaseUnit],
        task: TaskRecord,
        behalf: UserId | None,
    ) -> Plan:
        """Check the form against what the task sees, then complete it with the typed values."""

        def plan(execution: Execution, functions: Functions) -> Action:
            def known() -> Known:
                return Known(execution.variables_of(task.id.instance), functions())

            catalogue = self._machinery.catalogue
            has_form = task.form is not None
            form = catalogue.task_form(context.unit.definitions, task) if has_form else None
            accepted = accept(form, command.values, known, context.now)
            if accepted.errors:
                raise FormRejected(task.form or "", accepted.errors)
            values = accepted.values
            event = TaskCompleted(
                element=task.element,
                instance=task.id.instance,
                form=task.form,
                values=values,
                on_behalf_of=behalf,
            )
            return Action(
                verb=lambda moving: moving.complete(task.id.instance, values),
                events=(event,),
                given=values,
                done=task,
            )

        return plan

    @staticmethod
    def _after(context: Context[CaseUnit], rest: AtRest) -> Advanced:
        mine = [
            task.id
            for task in rest.tasks
            if task.assignee == context.actor.id
            or (task.assignee is None and is_candidate(context, task))
            or on_behalf_of(context, task) is not None
        ]
        next_task = min(mine, key=lambda task: task.instance, default=None)
        ended = rest.case.state is not CaseState.OPEN
        failed = tuple(raised.instance for raised in rest.raised)
        return Advanced(case=rest.case.id, next_task=next_task, case_ended=ended, failed=failed)
