"""A token: SpiffWorkflow's Task, kept in a tree of scopes instead of a tree of everything past.

A token's parent is the scope it is in (process, sub-process, multi-instance body), so what has
finished simply leaves, and a loop of any length costs nothing. Ids are integers per case.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.cases.tokens.changes import Value, Where
from engine.spiff.tokens.failures import Phase, attempt

if TYPE_CHECKING:
    from engine.spiff.specs.node import Node
    from engine.spiff.tokens.workflow import CaseWorkflow


_ABSENT = object()
"""What a variable was before it was first set."""


class Token(Task):
    """One token on one element, or a scope that holds tokens.

    `kids` are the tokens inside it; `watches` are the events that wait beside it (boundary events,
    event sub-processes) and do not keep it open. `local` holds its own variables, if it has any;
    `written` names those that were set since a called process got them, for its frame alone.
    `failed` says in which part of its work its element failed; it rests then, in state ERROR.
    """

    workflow: CaseWorkflow
    task_spec: Node
    local: dict[str, Value] | None = None
    written: set[str] | None = None
    failed: Phase | None = None
    announced = False
    triggered = False
    thread_id = 0
    last_state_change = 0.0
    _state = TaskState.FUTURE
    _where: Where | None = None

    def __init__(
        self,
        workflow: CaseWorkflow,
        spec: Node,
        up: Token | None,
        *,
        number: int,
        via: str | None = None,
    ) -> None:
        """Put a token on `spec` inside the scope `up`, come by the flow `via`."""
        # Task.__init__ draws a random UUID and reads the clock: everything is set here instead.
        self.id = number
        self.workflow = workflow
        self.task_spec = spec
        self.up = up
        self.via = via
        self.kids: list[Token] = []
        self.watches: list[Token] = []
        self.internal_data: dict[str, Value] = {}
        workflow.tasks[number] = self
        if spec.drawn.condition is not None:
            workflow.conditions[number] = self
        if up is not None:
            (up.watches if spec.watches else up.kids).append(self)

    @property
    def parent(self) -> Token | None:
        """The scope around it."""
        return self.up

    @property
    def children(self) -> list[Token]:
        """The tokens inside it, and the events that wait beside it."""
        return [*self.kids, *self.watches]

    @property
    def data(self) -> dict[str, Value]:
        """The variables it sees (a copy)."""
        return self.variables()

    def _set_state(self, value: int) -> None:
        if self.failed is None:
            self._state = value

    def _ready(self) -> None:
        """Be ready to run, and do what is due then."""
        if self._state not in (TaskState.COMPLETED, TaskState.CANCELLED):
            self._set_state(TaskState.READY)
            self.task_spec._on_ready(self)

    def run(self) -> None:
        """Do what the element does, and go on unless it has to wait for something (None)."""
        if self.task_spec._run_hook(self) is None:
            self._set_state(TaskState.STARTED)
        else:
            self.complete()

    def complete(self) -> None:
        """Go on from the element; what keeps it from that leaves it there as failed."""
        self._set_state(TaskState.COMPLETED)
        attempt(self, Phase.LEAVE, self.task_spec._on_complete, self)

    @property
    def where(self) -> Where:
        """The element instance, as the host knows it."""
        if self._where is None:
            spec = self.task_spec
            process = spec.process
            self._where = Where(
                instance=self.id,
                element=spec.bpmn_id or "",
                type=spec.type,
                definition=process.definition,
                process=process.name,
                scope=self._scope(),
            )
        return self._where

    def _scope(self) -> int | None:
        around = self.up
        if around is not None and self.task_spec.attached:
            around = around.up
        while around is not None:
            if around.task_spec.is_scope and around.task_spec.bpmn_id is not None:
                return around.id
            around = around.up
        return None

    def holders(self) -> Iterator[Token]:
        """Give the tokens whose variables it sees, innermost first, its process's frame last."""
        at: Token | None = self
        while at is not None:
            if at.local is not None:
                yield at
            if at.task_spec.is_frame:
                return
            at = at.up

    def variables(self) -> dict[str, Value]:
        """Return a copy of what it sees, inner values hiding outer ones."""
        seen: dict[str, Value] = {}
        for holder in reversed(list(self.holders())):
            seen.update(holder.local or {})
        return seen

    def put(self, name: str, value: Value) -> None:
        """Set a variable where it is already known, else in the process (as Camunda 7 does)."""
        self.put_all({name: value})

    def put_all(self, values: Mapping[str, Value]) -> None:
        """Set variables, each where it is already known, else in the process."""
        *inner, outermost = self.holders()
        left = dict(values)
        for holder in inner:
            own = holder.local or {}
            holder._put_seen({name: value for name, value in left.items() if name in own})
            left = {name: value for name, value in left.items() if name not in own}
        outermost._put_seen(left)

    def _put_seen(self, values: Mapping[str, Value]) -> None:
        """Set variables of this token; a called process remembers which it set."""
        self.put_local(values)
        if self.written is not None:
            first = values.keys() - self.written
            self.written |= first
            self.workflow.undo.append(partial(self.written.difference_update, first))

    def put_local(self, values: Mapping[str, Value]) -> None:
        """Set variables of this token alone."""
        if not values:
            return
        if self.local is None:
            self.local = {}
        local, workflow = self.local, self.workflow
        if workflow.conditions:
            for name in values:
                how = "update" if name in local else "create"
                workflow.changed.setdefault(name, set()).add(how)
        if local.keys().isdisjoint(values):
            replaced: dict[str, object] = dict.fromkeys(values, _ABSENT)
        else:
            replaced = {name: local.get(name, _ABSENT) for name in values}
        workflow.undo.append(partial(_replace, local, replaced))
        local.update(values)

    def detach(self) -> None:
        """Leave the tree."""
        if self.up is not None:
            (self.up.watches if self.task_spec.watches else self.up.kids).remove(self)
        self.workflow.tasks.pop(self.id, None)
        self.workflow.conditions.pop(self.id, None)

    def move_to(self, scope: Token | None) -> None:
        """Go on in another scope."""
        self.detach()
        self.up = scope
        self.workflow.tasks[self.id] = self
        if scope is not None:
            (scope.watches if self.task_spec.watches else scope.kids).append(self)

    def cancel(self) -> None:
        """End it and all inside it, innermost first, each reported once."""
        for token in list(self._inside_out()):
            # One on its flow was never told of; one that has thrown is done, if not yet gone.
            reached = token._state not in (TaskState.FUTURE, TaskState.COMPLETED)
            token.failed = None
            token._set_state(TaskState.CANCELLED)
            if reached:
                token.task_spec._on_cancel(token)
            token.detach()

    def _inside_out(self) -> Iterator[Token]:
        order, stack = [], [self]
        while stack:
            token = stack.pop()
            order.append(token)
            stack.extend(token.watches)
            stack.extend(token.kids)
        return reversed(order)


def _replace(local: dict[str, Value], replaced: Mapping[str, Value]) -> None:
    """Give variables the values they had, if they were there."""
    for name, before in replaced.items():
        if before is _ABSENT:
            local.pop(name, None)
        else:
            local[name] = before
